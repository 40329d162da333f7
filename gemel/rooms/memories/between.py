"""What the verbs of this room share: whose a moment is now, and how it is said."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Connection

from gemel.moments import Body, Moment, NotHere, find, keep, put, share
from gemel.people.person import Person

B = TypeVar("B", bound=Body)
Marks = set[tuple[str, bytes]]


def open_to_both(me: Person, it: Moment) -> bool:
    """Said between the two of now, and not taken back."""
    return not me.alone and it.given and it.epoch == me.keyring.current[0]


def here(me: Person, it: Moment) -> bool:
    """Open to both; or this person's own: kept for themselves, or from when they were alone."""
    return it.readable and (open_to_both(me, it) or (it.mine and it.taken_back_at is None))


def say(db: Connection, me: Person, body: Body, at: int, *, id: bytes, opened: bool) -> None:
    if opened and not me.alone:
        share(db, me, body, at, id=id)
    else:
        keep(db, me, body, at, id=id)


def has(put_on: Marks, what: str) -> bool:
    return any(mark == what for mark, _who in put_on)


def found(db: Connection, me: Person, now: int, id: bytes, kind: type[Body]) -> Moment:
    it = find(db, me, now, id)
    if not isinstance(it.body, kind):
        raise NotHere
    return it


def body_of(it: Moment, kind: type[B]) -> B:
    if not isinstance(it.body, kind):
        raise NotHere
    return it.body


def look_at(db: Connection, me: Person, seen: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in seen:
        put(db, me, it, "done", now)
