"""Queries written out once: building and keying a SQLAlchemy statement costs several times what SQLite takes to run it.

The query itself is still composed from table columns; only its text is kept, one for each database and shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam


class Prepared:
    """`build(*shape)` composes the query with named bind parameters; a shape is how many values each list has."""

    def __init__(self, build: Callable[..., Select[Any]]) -> None:
        self._build = build
        self._texts: dict[tuple[Any, ...], tuple[str, list[str] | None, dict[str, Any]]] = {}

    def run(self, db: Connection, values: Mapping[str, object], *shape: object) -> Sequence[Row[Any]]:
        key = (db.dialect.name, *shape)
        text, names, fixed = self._texts.get(key) or self._write_out(db, key)
        bound: Any = fixed | values
        return db.exec_driver_sql(text, bound if names is None else tuple(map(bound.__getitem__, names))).all()

    def _write_out(self, db: Connection, key: tuple[Any, ...]) -> tuple[str, list[str] | None, dict[str, Any]]:
        """The text, the order of its parameters where the driver wants one, and the values the query itself holds."""
        compiled = self._build(*key[1:]).compile(dialect=db.dialect)
        positions = getattr(compiled, "positiontup", None)
        fixed = {name: value for name, value in compiled.construct_params(_check=False).items() if value is not None}
        self._texts[key] = str(compiled), list(positions) if positions is not None else None, fixed
        return self._texts[key]


def each(name: str, number: int) -> list[BindParameter[Any]]:
    """Bind parameters for a list of values, `name0` and on."""
    return [bindparam(f"{name}{place}") for place in range(number)]


def listed(name: str, values: Sequence[object]) -> dict[str, object]:
    """The values for `each`."""
    return {f"{name}{place}": value for place, value in enumerate(values)}
