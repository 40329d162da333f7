"""Back in with the recovery code: a new passphrase, a new code, every other session ended."""

from __future__ import annotations

from gemel.people import account
from gemel.people.errors import CommonPassphrase, Waiting, WrongPassphrase
from gemel.vault import BadCode, BadPassphrase, normalise
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
NO_FIT = _("That name and that code do not go together. Compare the code group by group.")


@pages.get("/recovery", anyone=True)
def recovery(visit: Visit) -> Answer:
    return visit.page("recovery.html", wrong={})


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
    except Waiting:
        return _again(visit, "code", _("A short wait, for everyone's safety: try again in a minute."), 429)
    visit.write(account.renew, renewal)
    visit.house.sessions.end_all(renewal.entrance.person)
    answer = go("/recovery-code")
    answer.cookie = visit.house.sessions.begin(renewal.entrance, visit.now, code=renewal.code)
    return answer


def _again(visit: Visit, field: str, line: str, status: int = 422) -> Answer:
    return visit.page("recovery.html", status=status, wrong={field: line})


def _renewal(visit: Visit) -> account.Renewal:
    settings, tries = visit.house.settings, visit.house.tries
    tag = account.name_tag(settings.pepper, visit.text("name", 1000))
    tries.check(tag, visit.now)
    row = account.find(visit.db, tag)
    visit.close()
    try:
        return account.recover(
            row, visit.raw("code"), visit.raw("private_code"), visit.raw("passphrase"),
            settings.cost, settings.pepper, visit.text("name", 1000),
        )  # fmt: skip
    except (WrongPassphrase, BadCode):
        tries.wrong(tag, visit.now)
        raise
