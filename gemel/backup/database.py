"""The database as one file, taken while the server goes on serving, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from gemel.backup.errors import BackupError
from gemel.settings import Settings
from gemel.store import Store

PROGRAMS = Path("/usr/lib/postgresql")


def kind(settings: Settings) -> str:
    return "postgresql" if settings.database_url else "sqlite"


def dump(settings: Settings, to: Path) -> None:
    """One snapshot of the database at this moment; nobody has to wait meanwhile."""
    if settings.database_url:
        return _pg_dump(settings, to)
    path = settings.data / "gemel.db"
    if not path.exists():
        raise BackupError(f"There is no database at {path}: nothing to back up yet.")
    source, copied = sqlite3.connect(path), sqlite3.connect(to)
    try:
        source.execute("PRAGMA busy_timeout=10000")
        source.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        if copied.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupError(f"{path} is damaged. Keep your older backups, and restore one of them.")
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database could not be copied ({error}). Is there room in {to.parent}?") from None
    finally:
        source.close()
        copied.close()


def load(settings: Settings, path: Path) -> None:
    """Put a PostgreSQL copy back, all of it or nothing. A SQLite copy needs no loading: it is the database."""
    flags = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public"]
    _run(settings, "pg_restore", *flags, str(path))


def _pg_dump(settings: Settings, to: Path) -> None:
    flags = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--schema=public"]
    _run(settings, "pg_dump", *flags, f"--file={to}")


def _run(settings: Settings, program: str, *arguments: str) -> None:
    """Without a password in the list of processes, and without a shell."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts: dict[str, Any] = conninfo_to_dict(settings.database_url)
    env = os.environ | {"PGPASSWORD": str(parts.pop("password", "") or os.environ.get("PGPASSWORD", ""))}
    command = [_program(program), "--no-password", f"--dbname={make_conninfo(**parts)}", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} did not go through: {done.stderr.strip().partition(chr(10))[0]}")


def _program(name: str) -> str:
    """The newest one there is: an older pg_dump refuses a newer server."""
    places = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: -int(path.parent.parent.name))
    found = str(places[0]) if places else shutil.which(name)
    if found is None:
        raise BackupError(f"There is no {name} on this machine. Install PostgreSQL's client programs.")
    return found


def is_empty(store: Store, schema: str = "public") -> bool:
    """Whether a PostgreSQL database has nothing in it yet."""
    with store.reading() as db:
        query = "SELECT count(*) FROM information_schema.tables WHERE table_schema = :schema"
        return bool(db.execute(text(query), {"schema": schema}).scalar_one() == 0)


def set_aside(store: Store, name: str) -> None:
    """Keep what is there under another name, in the same database. What came after it from a restore that was broken
    off is not kept."""
    with store.writing() as db:
        if _has_schema(db, name):
            db.execute(text("DROP SCHEMA public CASCADE"))
        else:
            db.execute(text(f'ALTER SCHEMA public RENAME TO "{name}"'))
        db.execute(text("CREATE SCHEMA public"))


def take_back(store: Store, name: str) -> None:
    """What was set aside takes its place again."""
    with store.writing() as db:
        if _has_schema(db, name):
            db.execute(text("DROP SCHEMA public CASCADE"))
            db.execute(text(f'ALTER SCHEMA "{name}" RENAME TO public'))


def forget(store: Store, name: str) -> None:
    """What was set aside held nothing."""
    with store.writing() as db:
        db.execute(text(f'DROP SCHEMA IF EXISTS "{name}" RESTRICT'))


def _has_schema(db: Connection, name: str) -> bool:
    query = "SELECT 1 FROM information_schema.schemata WHERE schema_name = :name"
    return db.execute(text(query), {"name": name}).first() is not None
