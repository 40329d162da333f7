"""Restoring: everything is fetched, checked, opened and brought up to date beside the old, and only then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from gemel import __version__
from gemel.backup import database, switching
from gemel.backup.errors import BackupError
from gemel.backup.keeping import chosen, kept_name
from gemel.backup.locks import nobody_serves
from gemel.backup.manifest import DATABASE, Manifest, digest_of, fingerprint
from gemel.backup.place import Place, copy, roomy
from gemel.settings import Settings
from gemel.store import Store
from gemel.store.events import note, note_version
from gemel.store.upgrade import HEAD, upgrade


def restore(settings: Settings, place: Place, now: int, at: str = "", replace: bool = False) -> Manifest:
    """Put a backup into an empty data folder, or with `replace` in the place of what is there, which is kept aside.
    Broken off at any moment, it can be run again."""
    manifest = chosen(place, at)
    _refuse_unfit(settings, manifest)
    with nobody_serves(settings.data):
        switching.refuse_full(settings, replace)
        with _staged(settings.data) as stage:
            _fetch(place, manifest, stage)
            if not settings.database_url:
                bring_up_to_date(f"sqlite:///{stage / 'gemel.db'}", manifest, now)
            switching.switch(settings, stage, now)
            if settings.database_url:
                bring_up_to_date(settings.main_url, manifest, now)
            switching.done(settings.data)
    return manifest


def _refuse_unfit(settings: Settings, manifest: Manifest) -> None:
    if manifest.schema > HEAD:
        raise BackupError(f"This backup was made by a newer gemel ({manifest.gemel}). Update gemel first.")
    if manifest.pepper != fingerprint(settings.pepper):
        raise BackupError(
            "This backup belongs to another pepper: no passphrase would open it. Put that pepper back first."
        )
    if manifest.database != database.kind(settings):
        raise BackupError(f"This backup is one of {manifest.database}: set or unset DATABASE_URL to fit it.")


@contextmanager
def _staged(data: Path) -> Iterator[Path]:
    stage = data / switching.STAGE
    with roomy(str(data)):
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True, mode=0o700)
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _fetch(place: Place, manifest: Manifest, stage: Path) -> None:
    """Every file is checked twice: as it comes, and as the disk gives it back."""
    for name, kept in manifest.files.items():
        if digest_of(place.read(kept_name(kept))) != kept:
            raise BackupError("A file of this backup is damaged. Choose another with --at. Nothing was changed.")
        to = stage / ("gemel.db" if name == DATABASE else name)
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy(place.read(kept_name(kept)), to, kept)


def bring_up_to_date(url: str, manifest: Manifest, now: int) -> None:
    """To today's schema, with the line that both people will read."""
    store = Store(url, 1)
    try:
        upgrade(store)
        with store.writing() as db:
            note(db, "restored", now, manifest.stamp[:10])
            note_version(db, __version__, now)
        if store.sqlite:
            with store.engine.connect() as db:
                db.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    finally:
        store.close()
