"""The demo couple's live time: what they did together, what they agreed on, and how each likes to be helped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from gemel.moments import find, share
from gemel.pages.kinds import TimeTogether
from gemel.people.person import Person
from gemel.rooms.calm.kinds import CareManual
from gemel.rooms.listening.agreeing import agree, propose
from gemel.rooms.listening.kinds import Agreement
from gemel.store import new_id

Write = Callable[[Connection, Person, Person, int], None]


def together(entry: dict[str, Any], _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        share(db, one, TimeTogether(exercise=entry["exercise"], minutes=entry["minutes"]), at, id=new_id())

    return write


def agreement(entry: dict[str, Any], _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        row = new_id()
        propose(db, one, Agreement(needs="\n".join(entry["lines"])), at, id=row)
        agree(db, other, find(db, other, at + 60, row), at + 60)

    return write


def care(entry: dict[str, Any], _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author = one if entry["by"] == "one" else other
        body = CareManual(please_do="\n".join(entry["do"]), please_dont="\n".join(entry["dont"]))
        share(db, author, body, at, id=new_id())

    return write
