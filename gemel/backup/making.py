"""Making a backup: the database first, then the photos, then the list that makes it one."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gemel import __version__
from gemel.backup import database
from gemel.backup.errors import BackupError
from gemel.backup.keeping import BACKUPS, FILES, cleared, kept_name, manifest_name
from gemel.backup.locks import one_backup
from gemel.backup.manifest import (
    DATABASE,
    FORMAT,
    NAME,
    Kept,
    Manifest,
    chunks_of,
    digest_of,
    fingerprint,
    stamp,
    written,
)
from gemel.backup.place import Folder, Place, roomy
from gemel.settings import Settings
from gemel.store import Store
from gemel.store.upgrade import version

KEEP_DAYS = 35  # a deleted row lives on in backups for this long and no longer: people are told so


def back_up(settings: Settings, pepper_at: Path, place: Place, now: int, keep_days: int = KEEP_DAYS) -> Manifest:
    """Make one backup while the server serves, and let go of those that are older than `keep_days`."""
    _refuse_bad_place(settings, pepper_at, place)
    with one_backup(settings.data), _staged(settings, place) as stage:
        made_at = _free_second(place, now)
        files = {DATABASE: _database(settings, place, stage)}
        files |= _media(settings, place)
        manifest = Manifest(
            format=FORMAT, made_at=made_at, gemel=__version__, schema=_schema(settings), database=database.kind(settings),
            pepper=fingerprint(settings.pepper), files=files,
        )  # fmt: skip
        _listed(place, manifest, stage)
        cleared(place, now - keep_days * 86_400, but=manifest)
    return manifest


def _refuse_bad_place(settings: Settings, pepper_at: Path, place: Place) -> None:
    if not isinstance(place, Folder):
        return
    root = place.root.resolve()
    if root.is_relative_to(settings.data.resolve()):
        raise BackupError("The backup would lie in the data folder itself. Choose a folder on another disk.")
    if pepper_at.resolve().is_relative_to(root):
        raise BackupError("The pepper would lie beside the backup. Whoever takes one is not to have the other.")


@contextmanager
def _staged(settings: Settings, place: Place) -> Iterator[Path]:
    stage = place.staging or settings.data / ".making"
    with roomy(str(stage)):
        shutil.rmtree(stage, ignore_errors=True)  # of a backup that was broken off
        stage.mkdir(parents=True, mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _free_second(place: Place, now: int) -> int:
    taken = set(place.names(BACKUPS))
    while f"{BACKUPS}/{stamp(now)}.json" in taken:
        now += 1
    return now


def _database(settings: Settings, place: Place, stage: Path) -> Kept:
    copied = stage / "database"
    with roomy(str(stage)):
        database.dump(settings, copied)
    return _keep(place, copied, set())


def _media(settings: Settings, place: Place) -> dict[str, Kept]:
    """Photos are sealed once and never changed: only those that are new are copied."""
    root, there = settings.data / "media", set(place.names(FILES))
    found = {}
    for path in sorted(root.rglob("*")) if root.exists() else ():
        name = f"media/{path.relative_to(root).as_posix()}"
        if NAME.fullmatch(name) and path.is_file():  # what is still being written has another name
            with suppress(FileNotFoundError):  # its author deleted it meanwhile
                found[name] = _keep(place, path, there)
    return found


def _keep(place: Place, path: Path, there: set[str]) -> Kept:
    kept = digest_of(chunks_of(path))
    if kept_name(kept) not in there:
        place.keep(kept_name(kept), path, kept)
    return kept


def _schema(settings: Settings) -> str:
    store = Store(settings.main_url, 1)
    try:
        return version(store) or ""
    finally:
        store.close()


def _listed(place: Place, manifest: Manifest, stage: Path) -> None:
    path = stage / secrets.token_hex(8)
    with roomy(str(stage)):
        path.write_bytes(written(manifest))
    place.keep(manifest_name(manifest), path, digest_of(chunks_of(path)))
