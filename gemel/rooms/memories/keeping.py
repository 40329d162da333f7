"""What was done, and pages of the journal: said with the pictures that belong to them, on the day they are from."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, of_kind, revise, widen
from gemel.people.person import Person
from gemel.rooms.memories.between import here, say
from gemel.rooms.memories.days import moment_of
from gemel.rooms.memories.kinds import Did, Entry

PAGE = 20


def done(db: Connection, me: Person, now: int, most: int = 300) -> list[Moment]:
    """All that was done, newest first."""
    return [it for it in of_kind(db, me, now, "did", "did-first", most=most) if here(me, it)]


def do(db: Connection, me: Person, body: Did, now: int, *, id: bytes, opened: bool) -> None:
    say(db, me, body, moment_of(body.day, now, me.zone), id=id, opened=opened)


def pages_of(db: Connection, me: Person, now: int, number: int) -> tuple[list[Moment], bool]:
    """Page `number` (1, 2 …) of the journal, newest first; and whether there is more behind it."""
    found = [it for it in of_kind(db, me, now, "journal", most=PAGE * number + 1) if it.readable]
    return found[PAGE * (number - 1) : PAGE * number], len(found) > PAGE * number


def write(db: Connection, me: Person, body: Entry, now: int, *, id: bytes, kept: bool) -> None:
    say(db, me, body, moment_of(body.day, now, me.zone), id=id, opened=not kept)


def change(db: Connection, me: Person, it: Moment, body: Entry) -> None:
    """Change a page that nobody else has been able to read."""
    revise(db, me, it, body)


def open_up(db: Connection, me: Person, it: Moment, now: int) -> None:
    if me.alone:
        raise NotHere
    widen(db, me, it, now)
