"""The passphrase asked for again: before what a phone that lies about unlocked must not be able to do."""

from __future__ import annotations

from gemel.people import account
from gemel.people.errors import Waiting, WrongPassphrase
from gemel.vault import BadPassphrase
from gemel.web.trying import one_try
from gemel.web.visit import Visit
from gemel.web.words import _

WAIT = _("A short wait, for everyone's safety: try again in a minute.")
NONE = _("Your passphrase is asked for here. Nothing has changed.")
LINES = {
    WrongPassphrase: _("That passphrase does not fit. Nothing has changed."),
    Waiting: WAIT,
}


def wrong_passphrase(visit: Visit, field: str = "passphrase") -> str:
    """A line for whoever asks, or nothing if the passphrase in this field is theirs. Five tries, then a minute.
    Nothing typed is no try: on a page that was opened earlier the field may not have been there."""
    if not visit.raw(field):
        return NONE
    try:
        private_key(visit, "asked again", field)
    except (WrongPassphrase, Waiting) as wrong:
        return LINES[type(wrong)]
    return ""


def private_key(visit: Visit, why: str, field: str = "passphrase") -> bytes:
    """What the passphrase in this field opens, if it is theirs. Tries are counted for each `why` apart.
    Raises WrongPassphrase or Waiting."""
    settings = visit.house.settings
    row = account.by_person(visit.db, visit.me.id)
    visit.close()  # a slow passphrase holds no connection
    with one_try(visit, why, visit.me.id):
        try:
            return account.sign_in(row, visit.raw(field), settings.pepper, settings.cost)[1]
        except BadPassphrase:  # of a length that none has
            raise WrongPassphrase from None
