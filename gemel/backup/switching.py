"""The moment of a restore at which the new takes the place of the old, made so that it can be broken off and run again.

While the file `restoring` is in the data folder, no server starts on it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from gemel.backup import database
from gemel.backup.errors import BackupError
from gemel.backup.manifest import stamp
from gemel.disk import sync_folder
from gemel.settings import RESTORING, Settings
from gemel.store import Store

STAGE = ".restoring"
ASIDE = "before-restore-"
SQLITE = ("gemel.db", "gemel.db-wal", "gemel.db-shm")
SESSIONS = ("sessions.db", "sessions.db-wal", "sessions.db-shm")


def refuse_full(settings: Settings, replace: bool) -> None:
    if replace or (settings.data / RESTORING).exists():
        return
    there = [name for name in ("gemel.db", "media") if (settings.data / name).exists()]
    if there or (settings.database_url and not _empty_database(settings)):
        raise BackupError("There is a server here already. To keep it aside and restore in its place, add --replace.")


def _empty_database(settings: Settings) -> bool:
    store = Store(settings.main_url, 1)
    try:
        return database.is_empty(store)
    finally:
        store.close()


def switch(settings: Settings, stage: Path, now: int) -> None:
    aside = _begin(settings.data, now)
    for name in SESSIONS:  # nobody stays signed in: what a cookie opened then, it is not to open again
        (settings.data / name).unlink(missing_ok=True)
    if settings.database_url:
        _switch_postgres(settings, stage, aside)
    for name in ("media", *SQLITE):
        _put_aside(settings.data / name, aside / name)
    for name in ("media", "gemel.db"):
        if (stage / name).exists() and not (name == "gemel.db" and settings.database_url):
            _put_in_place(stage / name, settings.data / name)


def _begin(data: Path, now: int) -> Path:
    """Where the old is kept: the same folder if this restore was broken off before."""
    mark = data / RESTORING
    name = mark.read_text("ascii") if mark.exists() else ""
    name = name or f"{ASIDE}{stamp(now)}"
    if not mark.exists():
        part = data / f"{RESTORING}.part"
        part.write_text(name, "ascii")
        os.replace(part, mark)
        sync_folder(data)
    aside = data / name
    aside.mkdir(mode=0o700, exist_ok=True)
    return aside


def _put_aside(path: Path, to: Path) -> None:
    """The old goes aside once; what lies here although it went is from the restore that was broken off."""
    if not path.exists():
        return
    if not to.exists():
        os.replace(path, to)
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    sync_folder(path.parent)


def _put_in_place(path: Path, to: Path) -> None:
    os.replace(path, to)
    sync_folder(to.parent)


def _switch_postgres(settings: Settings, stage: Path, aside: Path) -> None:
    store = Store(settings.main_url, 1)
    try:
        database.set_aside(store, aside.name)
        database.load(settings, stage / "gemel.db")
        if database.is_empty(store, aside.name):
            database.forget(store, aside.name)
    except BackupError:
        database.take_back(store, aside.name)
        done(settings.data)
        raise
    finally:
        store.close()


def done(data: Path) -> None:
    """The new is whole: servers may start again. An empty folder of the old is not kept."""
    aside = data / (data / RESTORING).read_text("ascii")
    if not any(aside.iterdir()):
        aside.rmdir()
    (data / RESTORING).unlink()
    sync_folder(data)
