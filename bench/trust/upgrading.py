"""G17. A database as an older gemel left it, with 100,000 rows in it, brought to today's: how long it takes, and killed
at one step after another."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.trust.kit import Budget, Found
from gemel.store import Store
from gemel.store.tests.dying import every_kill
from gemel.store.tests.freeze import FIXTURES
from gemel.store.tests.test_upgrade import FROZEN, everything_opens
from gemel.store.upgrade import HEAD, upgrade, version
from gemel.testing import lower_the_floor

ROWS = 100_000
MOST = 300.0
"""Seconds for so many rows (trust.md G17)."""


def crowded(revision: str, path: Path) -> Path:
    """The frozen database among the rows of somebody else, who looks like one of it and whose words nobody opens here."""
    shutil.copyfile(FIXTURES / f"{revision}.db", path)
    with sqlite3.connect(path) as db:
        (couple,) = db.execute("SELECT couple_id FROM moment LIMIT 1").fetchone()
        other = os.urandom(16)
        _copy(db, "couple", "id", couple, other)
        _copy(db, "person", "couple_id", couple, other)
        where = "SELECT * FROM moment WHERE couple_id = ? AND round_id IS NULL AND reply_to IS NULL LIMIT 1"
        names, row = _columns(db, "moment"), db.execute(where, (couple,)).fetchone()
        alike = dict(zip(names, row, strict=True)) | {"couple_id": other}
        rows = ([*(alike | {"id": os.urandom(16)}).values()] for _row in range(ROWS))
        db.executemany(f"INSERT INTO moment VALUES ({', '.join('?' * len(names))})", rows)
    db.close()
    return path


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _copy(db: sqlite3.Connection, table: str, key: str, value: bytes, other: bytes) -> None:
    names = _columns(db, table)
    for row in db.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,)).fetchall():
        fresh = dict(zip(names, row, strict=True)) | {key: other}
        db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", [*fresh.values()])


def killed(url: str, revision: str, budget: Budget, left: int) -> Iterator[str]:
    """The schema after each kill; the last one comes through."""
    for _kill, _step in zip(range(left), every_kill(lambda: upgrade(Store(url, 1))), strict=False):
        store = Store(url, 1)
        yield version(store) or "none"
        store.close()
        if budget.left <= 0:
            return
    upgrade(Store(url, 1))


def run(budget: Budget) -> Found:
    lower_the_floor()
    seen: list[str] = []
    wrong, slowest = [], 0.0
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        full = {revision: crowded(revision, Path(name) / f"{revision}.db") for revision in FROZEN}
        while len(seen) < budget.n and budget.left > 0:
            for revision, path in full.items():
                url = f"sqlite:///{shutil.copyfile(path, Path(name) / 'gemel.db')}"
                after = list(killed(url, revision, budget, budget.n - len(seen)))
                seen += after
                wrong += [f"{one} after a kill" for one in after if one not in {revision, HEAD}]
                wrong += _shut(url, revision)
                slowest = max(slowest, _took(shutil.copyfile(path, Path(name) / "gemel.db")))
    wrong += [f"{slowest:.0f} s"] if slowest > MOST else []
    note = f"{ROWS:,} rows from {', '.join(FROZEN)}: {slowest:.1f} s at the slowest. {'; '.join(wrong)}"
    return Found(len(seen), len(wrong), note.strip())


def _shut(url: str, revision: str) -> list[str]:
    """What does not open for somebody who could read it before, by passphrase and by codes."""
    try:
        everything_opens(url, revision)
    except AssertionError as what:
        return [f"from {revision}: {what}"]
    return []


def _took(path: Path) -> float:
    began = time.perf_counter()
    store = Store(f"sqlite:///{path}", 1)
    upgrade(store)
    store.close()
    return time.perf_counter() - began
