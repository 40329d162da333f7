"""The engine: SQLite by default (WAL, synchronous=FULL, secure_delete), PostgreSQL by its address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BUSY_SECONDS = 10  # trust.md 2.4: another process may hold the lock for this long before we give up


class Busy(Exception):
    """The database could not be had in time; nothing was written."""


class Full(Exception):
    """There is no room left on the disk; nothing was written."""


class Store:
    """Connections to one database. `reading()` sees one snapshot, `writing()` commits or leaves no trace."""

    def __init__(self, url: str, threads: int = 8) -> None:
        self.sqlite = url.startswith("sqlite")
        self.engine = _engine(url, threads)
        # SQLite has one writer. Waiting in our own queue is fair; its busy handler is not, and lets
        # an unlucky request starve while 63 others write.
        self._turn: Any = threading.Lock() if self.sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with _translated(), self.engine.connect() as db, db.begin():
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with _translated(), self._turn, self.engine.connect() as plain:
            db = plain.execution_options(gemel_writes=True)
            with db.begin():
                yield db

    def scrub(self) -> bool:
        """Bring deletions out of the write-ahead log into the file, where secure_delete overwrites what they leave.
        Waits for readers as long as for any lock; False if one is still there. PostgreSQL tidies up when it does."""
        if not self.sqlite:
            return False
        with self._turn, self.engine.connect() as db:
            raw: Any = db.connection.driver_connection
            return raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0

    def size(self) -> int:
        """How many bytes the database takes, its log included."""
        if not self.sqlite:
            with self.reading() as db:
                return int(db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
        path = Path(str(self.engine.url.database))
        return sum(one.stat().st_size for one in (path, path.with_name(path.name + "-wal")) if one.exists())

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str, threads: int) -> Engine:
    pool = {
        "poolclass": QueuePool,
        "pool_use_lifo": True,
        "pool_size": threads,
        "max_overflow": 0,
        "pool_timeout": BUSY_SECONDS,
    }
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, **pool)
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "cached_statements": 512}, **pool
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # the driver's own BEGIN is too late and too weak: see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # NORMAL lost acknowledged writes in 200 of 200 simulated power cuts (trust.md 0.6)
        "secure_delete=ON",
        "foreign_keys=ON",
        "temp_store=MEMORY",  # a sort that spills would put rows into a temporary file
        "cache_size=-2000",  # in KiB, for each of the few connections in use
    ):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(db: Connection) -> None:
    writes = db.get_execution_options().get("gemel_writes", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


BUSY = ("locked", "busy", "timeout", "deadlock")
FULL = ("full", "no space", "disk i/o")


@contextmanager
def _translated() -> Iterator[None]:
    """Tell the two faults a person can wait out from those that are ours."""
    try:
        yield
    except (SQLAlchemyError, OSError) as fault:
        text = _told(fault)
        if any(word in text for word in BUSY):
            raise Busy from None
        if any(word in text for word in FULL):
            raise Full from None
        raise


def _told(fault: BaseException | None) -> str:
    """What the drivers said of it, down the chain: SQLite undoes the whole transaction when the disk
    is full, and then stumbles over the savepoint that went with it."""
    texts = []
    while fault is not None:
        texts.append(str(getattr(fault, "orig", "") or (fault if isinstance(fault, OSError | PoolTimeout) else "")))
        fault = fault.__context__
    return " ".join(texts).lower()
