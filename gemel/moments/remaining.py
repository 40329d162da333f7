"""Which moments there still are: for sweeping up the files of those that are gone, and weighing one person's. It opens nothing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from gemel.moments.tables import moment
from gemel.people.person import Person


def remaining(db: Connection, ids: list[bytes]) -> set[bytes]:
    """Those of these ids whose moment still holds words. An erased row of a round holds none."""
    found = select(moment.c.id).where(moment.c.id.in_(ids), moment.c.wrapped.is_not(None))
    return {bytes(row.id) for row in db.execute(found)}


def mine(db: Connection, person: Person) -> list[bytes]:
    """Every moment that this person wrote, open to them at this hour or not."""
    found = select(moment.c.id).where(moment.c.couple_id == person.couple, moment.c.author_id == person.id)
    return [bytes(row.id) for row in db.execute(found)]
