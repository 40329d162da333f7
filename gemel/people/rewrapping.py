"""Re-wrapping what lies under former keys, a few hundred rows at a time: wraps alone, no word is opened on the way.

Every step is a short transaction, and between two of them everything opens: under the former key what was not reached
yet, under the newest what was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, func, select, update
from sqlalchemy.sql import ColumnElement

from gemel.people.person import Person, grown_place, keep_profile
from gemel.people.tables import couple, person
from gemel.vault import Tampered, key_id, seal, sealed_with, unseal

BATCH = 200
Columns = dict[str, Any]


def named(column: Any, names: Collection[bytes]) -> ColumnElement[bool]:
    """Whether an envelope names one of these keys: the eight bytes after its version and algorithm."""
    return func.substr(column, 3, 8).in_(list(names))


def former_couple_keys(who: Person) -> list[bytes]:
    """The names of the couple's keys from before."""
    return [key_id(key) for keys in who.keyring.former.values() for key in keys]


def step(db: Connection, table: Table, where: ColumnElement[bool], rewrap: Callable[[Any], Columns]) -> bool:
    """Re-wrap up to a batch of these rows; whether there were any. A row that was changed outside gemel did not
    open before, stays as it is, and holds up nothing."""
    after = b""
    while True:
        query = select(table).where(where, table.c.id > after).order_by(table.c.id).limit(BATCH)
        rows = db.execute(query).all()
        changed = [columns for row in rows if (columns := _rewrapped(row, rewrap))]
        if changed:
            db.execute(_change(table, changed[0]), changed)
            return True
        if len(rows) < BATCH:
            return False
        after = bytes(rows[-1].id)


def _rewrapped(row: Any, rewrap: Callable[[Any], Columns]) -> Columns:
    """What the row is to hold, and by what it is found again; nothing for one that does not open."""
    try:
        return rewrap(row) | {"of_couple": row.couple_id, "of_row": row.id, "was": row.wrapped}
    except Tampered:
        return {}


def _change(table: Table, columns: Columns) -> Update:
    """Compare and set: whoever changed a row meanwhile wrapped it with the newest key already."""
    found = (table.c.couple_id == bindparam("of_couple"), table.c.id == bindparam("of_row"))
    values: dict[str, Any] = {name: bindparam(name) for name in columns if name in table.c}
    return update(table).where(*found, table.c.wrapped == bindparam("was")).values(values)


def step_profile(db: Connection, who: Person) -> bool:
    """One's own profile, and what the tree remembers."""
    mine = (person.c.couple_id == who.couple, person.c.id == who.id)
    old = former_couple_keys(who)
    if db.execute(select(person.c.id).where(*mine, named(person.c.profile, old))).first() is not None:
        keep_profile(db, who, who.profile)
        return True
    return _step_grown(db, who, old)


def _step_grown(db: Connection, who: Person, old: list[bytes]) -> bool:
    if who.grown is None or sealed_with(bytes(who.grown)) not in old:
        return False
    epoch, key = who.keyring.current
    sealed, where = bytes(who.grown), grown_place(who.couple, epoch)
    before = who.keyring.key_for(epoch, sealed)
    try:
        fresh = seal(key, unseal(before, sealed, where.wrap(key_id(before))), where.wrap(key_id(key)))
    except Tampered:
        return False
    same = (couple.c.id == who.couple, couple.c.grown == sealed)
    return db.execute(update(couple).where(*same).values(grown=fresh)).rowcount == 1


def profiles_left(db: Connection, who: Person) -> bool:
    """Whether a profile of the two still lies under a key from before: each seals their own."""
    here = (person.c.couple_id == who.couple, named(person.c.profile, former_couple_keys(who)))
    return db.execute(select(person.c.id).where(*here)).first() is not None
