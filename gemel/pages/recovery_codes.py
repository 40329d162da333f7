"""New recovery codes. A code opens the account like a passphrase does, so an open phone alone makes none."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.pages.again import wrong_passphrase
from gemel.people import news, renewing
from gemel.people.person import Person
from gemel.vault import code_groups
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/recovery-codes/new")
def before(visit: Visit) -> Answer:
    whose = visit.query.get("for", [""])[0]
    return go("/private") if _locked(visit, whose) else _form(visit, whose, "")


def _locked(visit: Visit, whose: str) -> bool:
    """Whether it is asked for private pages, which are not open: their key is not here."""
    return whose == "private" and visit.me.keys.private is None


def _form(visit: Visit, whose: str, wrong: str) -> Answer:
    whose = whose if whose == "private" else "account"
    return visit.page("recovery_code_new.html", tab="you", status=422 if wrong else 200, whose=whose, wrong=wrong)


@pages.post("/recovery-codes", slow=True)
def make(visit: Visit) -> Answer:
    """A new code for the account, or one for private pages only, while they are open."""
    whose = visit.raw("for")
    if _locked(visit, whose):
        return go("/private")
    wrong = wrong_passphrase(visit)
    if wrong:
        return _form(visit, whose, wrong)
    return _for_private_pages(visit) if whose == "private" else _for_the_account(visit)


def _for_private_pages(visit: Visit) -> Answer:
    code = visit.write(_private_code, visit.me, visit.now)
    return visit.page("private_code.html", groups=code_groups(code))


def _for_the_account(visit: Visit) -> Answer:
    code = visit.write(_account_code, visit.me, visit.now)
    visit.house.sessions.change(visit.cookie, code=code, code_at=visit.now)
    return go("/recovery-code")


def _private_code(db: Connection, who: Person, now: int) -> str:
    assert who.keys.private is not None
    news.tell(db, who, "private-code", now)
    return renewing.new_private_code(db, who.id, who.keys.private)


def _account_code(db: Connection, who: Person, now: int) -> str:
    news.tell(db, who, "code", now)
    return renewing.new_account_code(db, who.id, who.keys.account)
