"""Queries written out once: building and keying a SQLAlchemy statement costs several times what SQLite takes to run it.

The query itself is still composed from table columns; only its text is kept, one for each database and shape.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam


@dataclass(frozen=True, slots=True)
class Text:
    """A query written out for one database."""

    sql: str
    names: list[str] | None
    """The order of the parameters, where the driver wants one."""
    fixed: dict[str, Any]
    """Values that the query itself holds."""
    row: Any

    def bound(self, values: Mapping[str, object]) -> Any:
        merged = self.fixed | values  # type: ignore[operator]
        return merged if self.names is None else tuple(map(merged.__getitem__, self.names))


class Prepared:
    """`build(*shape)` composes the query with named bind parameters; a shape is how many values each list has."""

    def __init__(self, build: Callable[..., Select[Any]]) -> None:
        self._build = build
        self._texts: dict[tuple[Any, ...], Text] = {}

    def run(self, db: Connection, values: Mapping[str, object], *shape: object) -> Sequence[Any]:
        key = (db.dialect.name, *shape)
        text = self._texts.get(key) or self._write_out(db, key)
        if db.engine.dispatch.before_cursor_execute:  # somebody counts or reads the statements
            return db.exec_driver_sql(text.sql, text.bound(values)).all()
        cursor = db.connection.cursor()
        try:
            cursor.execute(text.sql, text.bound(values))
            return [text.row(*row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def _write_out(self, db: Connection, key: tuple[Any, ...]) -> Text:
        query = self._build(*key[1:])
        compiled = query.compile(dialect=db.dialect)
        positions = getattr(compiled, "positiontup", None)
        fixed = {name: value for name, value in compiled.construct_params(_check=False).items() if value is not None}
        row = namedtuple("Row", [column.key for column in query.selected_columns])  # type: ignore[misc]
        text = Text(str(compiled), list(positions) if positions is not None else None, fixed, row)
        self._texts[key] = text
        return text


def each(name: str, number: int) -> list[BindParameter[Any]]:
    """Bind parameters for a list of values, `name0` and on."""
    return [bindparam(f"{name}{place}") for place in range(number)]


def listed(name: str, values: Sequence[object]) -> dict[str, object]:
    """The values for `each`."""
    return {f"{name}{place}": value for place, value in enumerate(values)}
