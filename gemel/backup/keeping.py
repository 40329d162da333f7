"""Which backups there are, and letting go of the old ones."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.backup.errors import BackupError
from gemel.backup.manifest import Kept, Manifest, read
from gemel.backup.place import Place

BACKUPS, FILES = "backups", "files"


def manifest_name(manifest: Manifest) -> str:
    return f"{BACKUPS}/{manifest.stamp}.json"


def kept_name(kept: Kept) -> str:
    return f"{FILES}/{kept.digest[:2]}/{kept.digest}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup in the list; `manifest` is None where its own list is damaged."""

    stamp: str
    manifest: Manifest | None


def listed(place: Place) -> list[Listed]:
    """Oldest first. What was broken off has no list, and is not here."""
    return [Listed(_stamp(name), _readable(place, name)) for name in place.names(BACKUPS) if name.endswith(".json")]


def _stamp(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".json")


def _readable(place: Place, name: str) -> Manifest | None:
    try:
        return read(b"".join(place.read(name)), _stamp(name))
    except BackupError:
        return None


def chosen(place: Place, at: str = "") -> Manifest:
    """The backup of that stamp, or the newest."""
    found = [one for one in listed(place) if not at or one.stamp == at]
    if not found:
        raise BackupError("There is no such backup here: `gemel backup DEST --list` says which there are." if at else "There is no backup here.")
    if found[-1].manifest is None:
        raise BackupError(f"The list of the backup {found[-1].stamp} is damaged. Choose another with --at.")
    return found[-1].manifest


def cleared(place: Place, before: int, but: Manifest) -> None:
    """Remove backups that were made before, and every file that no backup needs any more. While the list of one is
    damaged, its files are not known, and all are kept."""
    there = listed(place)
    if any(one.manifest is None for one in there):
        return
    whole = [one.manifest for one in there if one.manifest is not None]
    gone = [one for one in whole if one.made_at < before and one.stamp != but.stamp]
    for one in gone:
        place.remove(manifest_name(one))
    needed = {kept_name(kept) for one in whole if one not in gone for kept in one.files.values()}
    for name in place.names(FILES):
        if name not in needed:
            place.remove(name)
