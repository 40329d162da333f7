"""Every schema that people have lived in, brought to today's: everything opens, also when the server is killed on the way."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, inspect, text

from gemel.store import Store, metadata
from gemel.store.tests.dying import every_kill
from gemel.store.tests.freeze import FIXTURES
from gemel.store.tests.opening import by_codes, by_passphrase
from gemel.store.upgrade import HEAD, upgrade, version
from gemel.testing_postgres import here

FROZEN = sorted(path.stem for path in FIXTURES.glob("*.db"))


def told(revision: str) -> dict[str, Any]:
    return json.loads((FIXTURES / f"{revision}.json").read_text("utf-8"))


@pytest.fixture(params=FROZEN)
def revision(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def old(revision: str, database: str, tmp_path: Path) -> str:
    """The address of a database as it was left by an older gemel."""
    lite = f"sqlite:///{tmp_path / 'gemel.db'}"
    shutil.copyfile(FIXTURES / f"{revision}.db", tmp_path / "gemel.db")
    return carried(lite, here(f"old_{os.urandom(4).hex()}"), revision) if database else lite


def carried(lite: str, url: str, revision: str) -> str:
    """The same rows in PostgreSQL, in the schema of that time."""
    url = url.replace("postgresql://", "postgresql+psycopg://")
    source, target = Store(lite, 1), Store(url, 1)
    upgrade(target, to=revision)
    tables = MetaData()
    with source.reading() as db:
        tables.reflect(db)
        rows = {table.name: db.execute(table.select()).mappings().all() for table in tables.sorted_tables}
    with target.writing() as db:
        for table in tables.sorted_tables:
            if rows[table.name] and table.name != "alembic_version":
                db.execute(
                    Table(table.name, MetaData(), autoload_with=db).insert(), [dict(row) for row in rows[table.name]]
                )
    source.close()
    target.close()
    return url


def everything_opens(url: str, revision: str) -> None:
    frozen, store = told(revision), Store(url, 2)
    for name, expected in frozen["readable"].items():
        assert by_passphrase(store, name, frozen["passphrase"], frozen["now"]) == set(expected), name
    for name, codes in frozen["codes"].items():
        assert by_codes(store, name, *codes, frozen["now"]) == set(frozen["readable"][name]), name
    store.close()


def test_everything_opens_after_the_upgrade(old: str, revision: str) -> None:
    store = Store(old, 1)
    assert version(store) == revision != HEAD
    upgrade(store)
    assert version(store) == HEAD
    store.close()
    everything_opens(old, revision)


def test_the_upgraded_schema_is_the_one_that_the_code_names(old: str) -> None:
    store = Store(old, 1)
    upgrade(store)
    with store.reading() as db:
        found = inspect(db)
        there = {name: shape(found.get_columns(name)) for name in found.get_table_names() if name != "alembic_version"}
    store.close()
    named = {table.name: shape([{"name": one.name, "nullable": one.nullable} for one in table.columns])
             for table in metadata.sorted_tables}  # fmt: skip
    assert there == named


def shape(columns: list[Any]) -> set[tuple[str, bool]]:
    return {(column["name"], column["nullable"]) for column in columns}


def test_a_server_killed_at_any_step_of_an_upgrade_finds_all_or_nothing_of_it(old: str, revision: str) -> None:
    seen = []
    for _number in every_kill(lambda: upgrade(Store(old, 1))):
        store = Store(old, 1)
        seen.append(version(store))
        store.close()
    assert len(seen) > 5 and set(seen) <= {revision, HEAD}
    everything_opens(old, revision)


def test_a_frozen_database_is_small_and_holds_no_word(revision: str) -> None:
    data = (FIXTURES / f"{revision}.db").read_bytes()
    words = [word for readable in told(revision)["readable"].values() for word in readable]
    assert len(data) < 200_000 and not [word for word in words if word.encode() in data]


def test_the_frozen_one_has_every_tier_and_mode() -> None:
    """Or the tests above would ask too little."""
    with sqlite3.connect(FIXTURES / f"{FROZEN[0]}.db") as db:
        tiers = {row[0] for row in db.execute("SELECT tier FROM moment")}
        modes = {row[0] for row in db.execute("SELECT mode FROM moment")}
    assert tiers == {"own", "private", "couple"} and modes == {"private", "both", "scheduled", "shared"}


def test_a_database_of_a_newer_gemel_is_refused(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'gemel.db'}", 1)
    upgrade(store)
    with store.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    from gemel.store.upgrade import TooNew

    with pytest.raises(TooNew):
        upgrade(store)
    store.close()
