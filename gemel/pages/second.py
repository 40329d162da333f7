"""The second step of signing in: between the passphrase and the session, for whoever set one up."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, RowMapping

from gemel.pages.arriving import arrived, enter, held, refused, resume, under_way
from gemel.people import account, factors, news, onetime, passkeys, renewing
from gemel.people.account import Entrance
from gemel.people.device import owner_of
from gemel.people.errors import Waiting, WrongCode
from gemel.people.factors import Factors
from gemel.people.former import Keys
from gemel.people.person import load
from gemel.people.session import Session
from gemel.vault import BadCode
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.trying import one_try
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
NO_FIT = _("That does not fit, or it was used already. The app shows a new code every half minute.")
NO_CODE = _("That is not your recovery code. Compare it group by group.")
WAIT = _("A short wait, for everyone's safety: try again in three minutes.")
GONE = _("Five minutes have passed. Sign in once more; what you typed is still here.")


def asked(visit: Visit, entrance: Entrance, shared: bool) -> Answer:
    """The passphrase was right: ask for the second step. What lies between the two pages opens nothing."""
    sessions = visit.house.sessions
    cookie = sessions.begin(entrance, visit.now, shared=shared, pending=True, challenge=secrets.token_bytes(32))
    pending = sessions.pending(cookie, visit.now)
    assert pending is not None
    answer = _page(visit, pending)
    answer.cookie, answer.brief = cookie, True
    return answer


def _page(visit: Visit, pending: Session, wrong: dict[str, str] | None = None, status: int = 200) -> Answer:
    found = factors.of(visit.db, pending.person, pending.account_key)
    place = passkeys.site(visit.house.settings.url, visit.host)
    asking = passkeys.asking(place, pending.challenge, found) if place and found.passkeys else ""
    return visit.page(
        "second.html", status=status, wrong=wrong or {}, codes=found.codes is not None, asking=asking,
        fields=held(visit), then=visit.raw("then"), invitation=visit.raw("invitation"),
    )  # fmt: skip


@pages.post("/sessions/factor", anyone=True)
def answer(visit: Visit) -> Answer:
    pending, row = _who(visit)
    if pending is None or row is None:
        return refused(visit, GONE)
    try:
        with one_try(visit, "second step", pending.person, owner_of(row)):
            visit.write(_step, pending, _taken(visit, pending), visit.now)
    except WrongCode:
        return _page(visit, pending, {"code": NO_FIT}, 422)
    except Waiting:
        return _page(visit, pending, {"code": WAIT}, 429)
    return _inside(visit, pending, row)


def _who(visit: Visit) -> tuple[Session | None, RowMapping | None]:
    """Who is between the two steps; nobody if their time is over, or if their keys changed meanwhile."""
    pending = visit.house.sessions.pending(visit.cookie, visit.now)
    row = account.by_person(visit.db, pending.person) if pending is not None else None
    visit.close()
    same = pending is not None and row is not None and row["generation"] == pending.generation
    return (pending, row) if same else (None, None)


def _taken(visit: Visit, pending: Session) -> Callable[[Factors], Factors]:
    signed, place = visit.raw("credential"), passkeys.site(visit.house.settings.url, visit.host)
    if signed and place is not None:
        return lambda found: passkeys.used(found, signed, place, pending.challenge)
    return lambda found: onetime.taken(found, visit.raw("code"), visit.now)


def _step(db: Connection, pending: Session, how: Callable[[Factors], Factors], now: int) -> None:
    """A step taken; a spare code that it cost is told for a month."""
    before = factors.of(db, pending.person, pending.account_key)
    after = factors.change(db, pending.person, pending.account_key, how)
    if len(after.spares) < len(before.spares):
        _tell(db, pending, "spare", now)


def _tell(db: Connection, pending: Session, what: str, now: int) -> None:
    couple = account.couple_of(db, pending.person)
    who = load(db, pending.person, couple, _keys(pending)) if couple is not None else None
    if who is not None:
        news.tell(db, who, what, now)


def _keys(pending: Session) -> Keys:
    return Keys(pending.account_key, pending.private_public)


def _inside(visit: Visit, pending: Session, row: RowMapping, code: str = "") -> Answer:
    couple = bytes(row["couple_id"])
    entrance = Entrance(pending.person, couple, _keys(pending), code, generation=pending.generation)
    before = visit.cookie
    if under_way(visit) and not code:
        there = resume(visit, entrance)
    else:
        there = enter(visit, entrance, "/recovery-code" if code else "/", shared=pending.shared)
    visit.house.sessions.end(before)
    return arrived(visit, there, entrance)


@pages.post("/sessions/factor/loss", anyone=True)
def lost(visit: Visit) -> Answer:
    """The recovery code in place of a step that is lost: the step is gone then, and the code is a new one."""
    pending, row = _who(visit)
    if pending is None or row is None:
        return refused(visit, GONE)
    if not _fits(visit, row):
        return _page(visit, pending, {"recovery": NO_CODE}, 422)
    return _inside(visit, pending, row, visit.write(_let_go, pending, visit.now))


def _fits(visit: Visit, row: RowMapping) -> bool:
    try:
        return renewing.fits(row, visit.raw("recovery"))
    except BadCode:
        return False


def _let_go(db: Connection, pending: Session, now: int) -> str:
    factors.change(db, pending.person, pending.account_key, lambda _found: Factors())
    _tell(db, pending, "second-lost", now)
    return renewing.new_account_code(db, pending.person, pending.account_key)
