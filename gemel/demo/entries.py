"""What every part of the demo's year is made of: something that is written at a time, by one of the two or by both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from gemel.moments import find, put, waiting_for
from gemel.people.person import Person

HOUR, DAY = 3600, 86_400

Told = dict[str, Any]
"""One entry of a file."""
Write = Callable[[Connection, Person, Person, int], None]
Entry = tuple[int, Write]


def at_of(entry: Told, now: int) -> int:
    """The entry's hour on its day; never later than a few minutes ago."""
    at = int(datetime.combine(day_of(entry, now), time(entry.get("hour", 20), entry["ago"] * 7 % 60)).timestamp())
    return min(at, now - 300 - entry.get("hour", 20))


def day_of(entry: Told, now: int) -> date:
    return datetime.fromtimestamp(now).date() - timedelta(days=entry["ago"])


def by(one: Person, other: Person, seat: str) -> tuple[Person, Person]:
    """Who said it, and who reads it."""
    return (one, other) if seat == "one" else (other, one)


def seen(db: Connection, reader: Person, row: bytes, at: int) -> None:
    put(db, reader, find(db, reader, at, row), "done", at)


def all_seen(kinds: tuple[str, ...]) -> Write:
    """Both have read what lay there: Today brings up what is newer."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        for person in (one, other):
            for it in waiting_for(db, person, at, *kinds, most=200):
                put(db, person, it, "done", at)

    return write
