"""Deleting an account: its keys, and every row that names its person. What the partner wrote stays with the partner."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select

from gemel.moments.tables import moment
from gemel.people.person import Person
from gemel.people.tables import couple, invitation, key_return, person
from gemel.store import Busy, metadata

NAMES = ("person_id", "author_id", "to_person", "from_person", "guest")
"""The columns that name somebody, in whichever table. A new one belongs here; a test looks for what is left."""


def delete_account(db: Connection, who: Person) -> list[bytes]:
    """Everything of this person, at once and for good; gives the ids of their moments, whose photos lie in files.
    Refuses somebody who has moved meanwhile."""
    mine = select(moment.c.id).where(moment.c.couple_id == who.couple, moment.c.author_id == who.id)
    ids = [bytes(row.id) for row in db.execute(mine)]
    couples = [who.couple, *_guest_of(db, who)]
    for table in reversed(metadata.sorted_tables):
        _let_go(db, table, who, couples)
    if not _others(db, who):
        _empty(db, who.couple)
    return ids


def _guest_of(db: Connection, who: Person) -> list[bytes]:
    """The couples that this person was about to step into, if there are any: a key was granted to them there."""
    queries = [select(table.c.couple_id).where(table.c.guest == who.id) for table in (invitation, key_return)]
    return [bytes(found) for query in queries for found in db.execute(query).scalars()]


def _let_go(db: Connection, table: Table, who: Person, couples: list[bytes]) -> None:
    if table is person:
        here = (person.c.couple_id == who.couple, person.c.id == who.id)
        if db.execute(delete(person).where(*here)).rowcount != 1:
            raise Busy
        return
    named = [table.c[name] == who.id for name in NAMES if name in table.c]
    if named:
        db.execute(delete(table).where(or_(*named), *_within(table, couples)))


def _within(table: Table, couples: list[bytes]) -> list[ColumnElement[bool]]:
    return [table.c.couple_id.in_(couples)] if "couple_id" in table.c else []


def _others(db: Connection, who: Person) -> bool:
    return db.execute(select(person.c.id).where(person.c.couple_id == who.couple)).first() is not None


def _empty(db: Connection, couple_id: bytes) -> None:
    """Nobody is left in it: what was asked, granted and done there goes as well."""
    for table in reversed(metadata.sorted_tables):
        column: Any = couple.c.id if table is couple else table.c.get("couple_id")
        if column is not None:
            db.execute(delete(table).where(column == couple_id))
