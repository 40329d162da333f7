"""Marks: state as a row. Who did what about a moment, and when; no words, nothing to un-flag.

«thanked», «agreed» and «closed» may be shown to both. «done» is a person's own business
(a note taken in, a thing put away): it is only ever read back for that person.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select

from gemel.moments.moment import Moment
from gemel.moments.tables import mark, moment
from gemel.people.person import Person
from gemel.store import Prepared, each, listed

SHOWN = ("thanked", "agreed", "closed")


def put(db: Connection, person: Person, it: Moment, what: str, now: int) -> None:
    """Mark a moment that this person was able to find; marking twice marks once, and what is gone by now is left."""
    here = (mark.c.couple_id == person.couple, mark.c.moment_id == it.id, mark.c.person_id == person.id)
    known = db.execute(select(mark.c.at).where(*here, mark.c.what == what)).first() is not None
    if not known and _held(db, person, it):
        columns = {"couple_id": person.couple, "moment_id": it.id, "person_id": person.id}
        db.execute(insert(mark).values(**columns, what=what, at=now))


def _held(db: Connection, person: Person, it: Moment) -> bool:
    """Whether nobody has deleted it since it was read; from here on they wait until this is written."""
    here = (moment.c.couple_id == person.couple, moment.c.id == it.id)
    return db.execute(select(moment.c.id).where(*here).with_for_update(read=True, key_share=True)).first() is not None


def lift(db: Connection, person: Person, it: Moment, what: str) -> None:
    """Take one's own mark away again."""
    db.execute(
        delete(mark).where(
            mark.c.couple_id == person.couple,
            mark.c.moment_id == it.id,
            mark.c.person_id == person.id,
            mark.c.what == what,
        )
    )


def marks(db: Connection, person: Person, moment_ids: Collection[bytes]) -> dict[bytes, set[tuple[str, bytes]]]:
    """For each moment, the (what, who) that this person may know of."""
    wanted = list(moment_ids)
    values = {"couple": person.couple, "me": person.id} | listed("moment", wanted)
    rows = _marks.run(db, values, len(wanted)) if wanted else ()
    found: dict[bytes, set[tuple[str, bytes]]] = {}
    for row in rows:
        found.setdefault(bytes(row.moment_id), set()).add((row.what, bytes(row.person_id)))
    return found


@Prepared
def _marks(number: int) -> Select[Any]:
    known = or_(*(mark.c.what == what for what in SHOWN), mark.c.person_id == bindparam("me"))
    here = (mark.c.couple_id == bindparam("couple"), mark.c.moment_id.in_(each("moment", number)))
    return select(mark.c.moment_id, mark.c.what, mark.c.person_id).where(*here, known)


def both_agreed(person: Person, put_on: set[tuple[str, bytes]]) -> bool:
    """Whether everyone in the couple agreed: two people, or the one who is there so far."""
    return len({who for what, who in put_on if what == "agreed"}) >= person.people
