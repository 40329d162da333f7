"""Which moments there still are, of everybody: for sweeping up the files of those that are gone. It opens nothing."""

from __future__ import annotations

from sqlalchemy import Connection, select

from gemel.moments.tables import moment


def remaining(db: Connection, ids: list[bytes]) -> set[bytes]:
    """Those of these ids whose moment still holds words. An erased row of a round holds none."""
    found = select(moment.c.id).where(moment.c.id.in_(ids), moment.c.wrapped.is_not(None))
    return {bytes(row.id) for row in db.execute(found)}
