"""Back in with the recovery code: a new passphrase, a new code, every other session ended."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.pages.arriving import enter, first_mark, invitation_of
from gemel.pages.second import WAIT
from gemel.people import account, factors, news, onetime, renewing
from gemel.people.device import Owner
from gemel.people.errors import CommonPassphrase, Waiting, WrongCode, WrongPassphrase
from gemel.people.person import load
from gemel.vault import BadCode, BadPassphrase, normalise
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.trying import one_try
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
ONE_MORE = _("One more thing: a one-time or spare code, since you set up a second step. Nothing has changed yet.")
SECOND = _("That code does not fit, or it was used already. Nothing has changed yet.")
NO_FIT = _("That name and that code do not go together. Compare the code group by group.")


@pages.get("/recovery", anyone=True)
def recovery(visit: Visit) -> Answer:
    return visit.page("recovery.html", wrong={}, invitation=invitation_of(visit))


@pages.post("/recovery", anyone=True, slow=True)
def recover(visit: Visit) -> Answer:
    from gemel.pages.door import COMMON, TOO_LONG, TOO_SHORT

    try:
        normalise(visit.raw("passphrase"))
        renewal = _renewal(visit)
    except BadPassphrase as bad:
        return _again(visit, "passphrase", TOO_SHORT if bad.reason == "short" else TOO_LONG)
    except CommonPassphrase:
        return _again(visit, "passphrase", COMMON)
    except (BadCode, WrongPassphrase):
        return _again(visit, "code", NO_FIT)
    try:
        _written(visit, renewal)
    except WrongCode:
        return _again(visit, "factor", SECOND if visit.raw("factor") else ONE_MORE)
    except Waiting:
        return _again(visit, "factor", WAIT, 429)
    visit.house.sessions.end_all(renewal.entrance.person)
    answer = enter(visit, renewal.entrance, "/recovery-code")
    answer.mark = first_mark(visit, renewal.entrance)
    return answer


def _written(visit: Visit, renewal: renewing.Renewal) -> None:
    """The code replaces the passphrase, not the second step: where there is one, a code for it comes along."""
    told = "" if visit.raw("private_code") else "closed"
    if not renewal.entrance.second:
        return visit.write(_renew, renewal, visit.now, told)
    who = renewal.entrance.person
    with one_try(visit, "second step", who, Owner(who, renewal.entrance.generation - 1)):
        visit.write(_renew, renewal, visit.now, told, visit.raw("factor"))


def _renew(db: Connection, renewal: renewing.Renewal, now: int, more: str, factor: str | None = None) -> None:
    """What tells of a recovery belongs to it: both, or neither."""
    if factor is not None:
        who, key = renewal.entrance.person, renewal.entrance.keys.account
        factors.change(db, who, key, lambda found: onetime.taken(found, factor, now))
    renewing.renew(db, renewal)
    who = load(db, renewal.entrance.person, renewal.entrance.couple, renewal.entrance.keys)
    for what in ("recovery", more):
        if who is not None and what:
            news.tell(db, who, what, now)


def _again(visit: Visit, field: str, line: str, status: int = 422) -> Answer:
    return visit.page("recovery.html", status=status, wrong={field: line}, invitation=invitation_of(visit))


def _renewal(visit: Visit) -> renewing.Renewal:
    """Tries are not counted: nobody guesses 130 bits, and whoever typed five wrong codes would keep the owner out."""
    settings, name = visit.house.settings, visit.text("name", 1000)
    row = account.find(visit.db, account.name_tag(settings.pepper, name))
    visit.close()
    return renewing.recover(
        row, visit.raw("code"), visit.raw("private_code"), visit.raw("passphrase"), settings.cost, settings.pepper, name
    )
