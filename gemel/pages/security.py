"""One's keys: another passphrase, every key changed, who opened private pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping

from gemel.delivery import fall_silent
from gemel.moments.errors import NotHere
from gemel.pages.again import WAIT
from gemel.pages.arriving import first_mark, vouched
from gemel.pages.door import COMMON, TOO_LONG, TOO_SHORT
from gemel.people import account, device, factors, news, renewing, rotation
from gemel.people.errors import CommonPassphrase, Waiting, WrongPassphrase
from gemel.people.person import Person, load
from gemel.vault import BadPassphrase, normalise, offer_words
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.trying import one_try
from gemel.web.turning import carry_on
from gemel.web.visit import Visit
from gemel.web.words import _

T = TypeVar("T")
pages = Pages()
WRONG = _("That is not your passphrase as it is now. Nothing has changed.")


class Refused(Exception):
    """A form that asks for passphrases cannot be taken like this: which field, and the line that says why."""

    def __init__(self, field: str, line: str, status: int = 422) -> None:
        super().__init__()
        self.field, self.line, self.status = field, line, status


@pages.get("/security")
def security(visit: Visit) -> Answer:
    second = factors.of(visit.db, visit.me.id, visit.me.keys.account)
    return visit.page("security.html", tab="you", opened=list(reversed(visit.me.own.opened)), second=second)


@pages.get("/passphrase")
def passphrase(visit: Visit) -> Answer:
    return _form(visit, "passphrase.html")


@pages.post("/passphrase", slow=True)
def change(visit: Visit) -> Answer:
    """Another passphrase for the same keys; every other session ends in the same transaction."""
    try:
        fresh = _prepared(visit, renewing.changed)
    except Refused as refused:
        return _form(visit, "passphrase.html", refused)
    visit.write(_change, fresh, visit.now)
    answer, mark = _begin_again(visit, fresh.entrance, "/security", "passphrase"), device.plain(visit.mark)
    if news.knows(visit.me.own, mark):
        answer.mark = vouched(visit, fresh.entrance, mark)  # the word of before is worth nothing now
    return answer


def _change(db: Connection, fresh: renewing.Renewal, now: int) -> None:
    renewing.renew(db, fresh)
    who = load(db, fresh.entrance.person, fresh.entrance.couple, fresh.entrance.keys)
    if who is not None:
        news.tell(db, who, "passphrase", now)


@pages.get("/rotation")
def rotation_page(visit: Visit) -> Answer:
    return _form(visit, "rotation.html")


@pages.post("/rotation", slow=True)
def rotate(visit: Visit) -> Answer:
    """Every key changes at once. What is wrapped under the old ones follows here, and the rest in later visits."""
    try:
        fresh = _prepared(visit, rotation.prepare)
    except Refused as refused:
        return _form(visit, "rotation.html", refused)
    entrance = visit.write(_rotate, visit.me, fresh, visit.now)
    answer = _begin_again(visit, entrance, "/recovery-code")
    if not answer.brief:
        answer.mark = first_mark(visit, entrance)
    who = load(visit.db, entrance.person, entrance.couple, fresh.keys)
    visit.close()
    if who is not None:
        carry_on(visit.house.store, who, visit.now)
    return answer


def _rotate(db: Connection, who: Person, fresh: rotation.Fresh, now: int) -> account.Entrance:
    fall_silent(db, who)
    return rotation.rotate(db, fresh, now)


def _form(visit: Visit, template: str, refused: Refused | None = None) -> Answer:
    wrong = {refused.field: refused.line} if refused else {}
    status = refused.status if refused else 200
    feed = bool(visit.me.own.feed)
    return visit.page(template, tab="you", status=status, wrong=wrong, offer=offer_words(), feed=feed)


def _prepared(visit: Visit, prepare: Callable[..., T]) -> T:
    """The slow work, done with the passphrase of now and another one; Refused with a line for the form."""
    try:
        normalise(visit.raw("fresh"))
        return _tried(visit, prepare)
    except BadPassphrase as bad:
        raise Refused("fresh", TOO_SHORT if bad.reason == "short" else TOO_LONG) from None
    except CommonPassphrase:
        raise Refused("fresh", COMMON) from None
    except WrongPassphrase:
        raise Refused("passphrase", WRONG) from None
    except Waiting:
        raise Refused("passphrase", WAIT, 429) from None


def _tried(visit: Visit, prepare: Callable[..., T]) -> T:
    settings = visit.house.settings
    row, typed, fresh = _row(visit), visit.raw("passphrase"), visit.raw("fresh")
    with one_try(visit, "asked again", visit.me.id):
        try:
            normalise(typed)
        except BadPassphrase:  # of a length that none has
            raise WrongPassphrase from None
        return prepare(row, typed, fresh, settings.cost, settings.pepper, visit.me.name)


def _row(visit: Visit) -> RowMapping:
    row = account.by_person(visit.db, visit.me.id)
    visit.close()  # a slow passphrase holds no connection
    if row is None:
        raise NotHere
    return row


def _begin_again(visit: Visit, entrance: account.Entrance, path: str, told: str = "") -> Answer:
    """A session with the new keys for this phone; there is none of before any more."""
    assert visit.session is not None
    sessions, shared = visit.house.sessions, visit.session.shared
    codes: dict[str, Any] = {"code": entrance.code, "private_code": entrance.private_code}
    name = sessions.name_of(visit.cookie, visit.session)
    sessions.end_all(entrance.person)
    answer = go(path, told)
    answer.cookie, answer.brief = sessions.begin(entrance, visit.now, name=name, shared=shared, **codes), shared
    return answer
