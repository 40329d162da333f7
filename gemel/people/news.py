"""What a person is told of their own account, for a month: that somebody got in anew, or that keys changed.

Sealed for them alone. Server facts only: no address, no name of a browser, which anybody could claim.
"""

from __future__ import annotations

import hashlib
import secrets

import msgspec
from sqlalchemy import Connection

from gemel.people.person import Person, keep_own
from gemel.people.profile import Own
from gemel.people.rotation import held

MONTH = 30 * 86_400
MOST = 20
MARKS = 10


def noted(own: Own, what: str, now: int) -> Own:
    return msgspec.structs.replace(own, news=(*own.news, (what, now))[-MOST:])


def tell(db: Connection, who: Person, what: str, now: int) -> None:
    """Put it before this person for a month; nobody else ever reads it."""
    who = held(db, who)
    keep_own(db, who, noted(who.own, what, now))


def news(own: Own, now: int) -> list[tuple[str, int]]:
    """What there is to tell, newest first."""
    return [(what, at) for what, at in reversed(own.news) if now - at < MONTH]


def pages_opened(db: Connection, who: Person, now: int) -> None:
    """Private pages were opened: kept for oneself, so that one sees if somebody else did."""
    who = held(db, who)
    keep_own(db, who, msgspec.structs.replace(who.own, opened=(*who.own.opened, now)[-MOST:]))


def knows(own: Own, mark: str) -> bool:
    """Whether somebody signed in before with the browser that keeps this mark."""
    return bool(mark) and _hash(mark) in own.marks


def come_in(db: Connection, who: Person, mark: str, now: int, *, shared: bool) -> str:
    """Somebody signed in. A browser without a mark of theirs is news, and gets one, unless others use it too."""
    who = held(db, who)
    if knows(who.own, mark):
        return mark
    own, fresh = noted(who.own, "device", now), ""
    if not shared:
        fresh = secrets.token_urlsafe(16)
        own = msgspec.structs.replace(own, marks=(*own.marks, _hash(fresh))[-MARKS:])
    keep_own(db, who, own)
    return fresh


def first_mark(db: Connection, who: Person) -> str:
    """The browser that an account was made on is no news."""
    fresh = secrets.token_urlsafe(16)
    keep_own(db, who, msgspec.structs.replace(who.own, marks=(_hash(fresh),)))
    return fresh


def _hash(mark: str) -> bytes:
    return hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=16, person=b"gemel-mark").digest()
