"""The care manual: what each asks for when they are flooded, written on a calm day. One stands for each person."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, erase, keep, of_kind, share
from gemel.people.person import Person
from gemel.rooms.calm.kinds import CareManual
from gemel.web.visit import Visit

KIND = "care-manual"
LISTS = {"do": "please_do", "dont": "please_dont"}


def latest(db: Connection, person: Person, now: int) -> tuple[Moment | None, Moment | None]:
    """(mine, theirs): the newest of each that this person may read now."""
    found = [it for it in of_kind(db, person, now, KIND) if isinstance(it.body, CareManual)]
    mine = next((it for it in found if it.mine), None)
    return mine, next((it for it in found if not it.mine), None)


def care_values(visit: Visit) -> dict[str, object]:
    """What `calm/_care.html` needs."""
    mine, theirs = latest(visit.db, visit.me, visit.now)
    return {"mine": mine, "theirs": theirs}


def open_to_partner(person: Person, it: Moment | None) -> bool:
    """Whether the partner of now reads it: not if it was written alone, or taken back, or for somebody before."""
    return it is not None and it.given and not person.alone and it.epoch == person.keyring.current[0]


def body_of(it: Moment | None) -> CareManual:
    return it.body if it is not None and isinstance(it.body, CareManual) else CareManual()


def save(db: Connection, person: Person, body: CareManual, now: int, *, id: bytes) -> None:
    """A new one in the place of the old; for the partner to read, where there is one."""
    _replace(db, person, body, now, id, opened=not person.alone)


def add_line(db: Connection, person: Person, line: str, to: str, now: int, *, id: bytes) -> None:
    """One line more in «do» or «dont». What was for its author alone stays so: it opens only by `save`."""
    mine, _theirs = latest(db, person, now)
    before = body_of(mine)
    text = "\n".join(part for part in (getattr(before, LISTS[to]), line) if part)
    opened = not person.alone if mine is None else open_to_partner(person, mine)
    _replace(db, person, msgspec.structs.replace(before, **{LISTS[to]: text}), now, id, opened)


def _replace(db: Connection, person: Person, body: CareManual, now: int, id: bytes, opened: bool) -> None:
    """In this order, so that a form sent twice finds its own row and changes nothing."""
    before = of_kind(db, person, now, KIND, author=person.id)
    (share if opened else keep)(db, person, body, now, id=id)
    for it in before:
        if it.id != id:
            erase(db, person, it, now)
