"""How many statements one page sends to the main store and the sessions, told by SQLAlchemy itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bench.kit.couples import Couple
from gemel.testing import TestHouse

BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def heard(house: TestHouse) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_db, _cursor, statement: str, *_rest) -> None:
        said.append(statement)

    engines = (house.house.store.engine,)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


def counted(house: TestHouse, couple: Couple, path: str) -> int:
    """Queries for one page, the brackets of transactions left out; the second visit, when all is warm."""
    couple.one.get(path)
    with heard(house) as said:
        answer = couple.one.get(path)
    assert answer.status_code == 200, answer.status_code
    # The session is looked up on a connection of the thread's own, which SQLAlchemy does not hear.
    return 1 + sum(not statement.startswith(BRACKETS) for statement in said)
