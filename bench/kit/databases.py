"""The databases that a bench measures on: SQLite, and PostgreSQL where its programs are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gemel import testing_postgres


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Addresses by name; empty for SQLite. The cluster is thrown away afterwards."""
    cluster = testing_postgres.start()
    try:
        yield {"SQLite": ""} | ({"PostgreSQL": cluster.create("bench")} if cluster else {})
    finally:
        if cluster:
            cluster.stop()
