"""Photos as files: sealed whole, one under each key, in a folder for each moment. Nothing is ever there in clear."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from gemel.disk import sync_folder
from gemel.media.errors import Missing, NoRoom
from gemel.media.photo import Photo
from gemel.vault import canonical, key_id, pad, seal, unpad, unseal

DAY = 86_400
BATCH = 5_000
FULL = {errno.ENOSPC, errno.EDQUOT}
UNFINISHED = ".new-"


class Media:
    """The folder `<data>/media`. Write the files first and the row after: what is left without a row is swept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, moment_id: bytes, photo: Photo, picture: bytes, small: bytes) -> None:
        """Seal and write both sizes, down to the disk, or neither. Raises NoRoom."""
        home = self._home(moment_id)
        try:
            _make(home, self.folder)
            for data, is_small in ((picture, False), (small, True)):
                _write(home / _name(photo, is_small), seal(photo.key, pad(data), _place(moment_id, photo, is_small)))
            sync_folder(home)
        except OSError as fault:
            self.drop(moment_id, photo)
            if fault.errno in FULL:
                raise NoRoom from None
            raise

    def get(self, moment_id: bytes, photo: Photo, small: bool = False) -> bytes:
        """The picture, or its thumbnail. Raises Missing, and the vault's Tampered."""
        try:
            sealed = (self._home(moment_id) / _name(photo, small)).read_bytes()
        except FileNotFoundError:
            raise Missing from None
        return unpad(unseal(photo.key, sealed, _place(moment_id, photo, small)))

    def holds(self, moment_id: bytes) -> bool:
        """Whether anything lies there for a moment of this id."""
        return self._home(moment_id).exists()

    def weight(self, moment_ids: Iterable[bytes]) -> int:
        """Bytes on the disk under these moments, as they lie there: sealed and padded."""
        return sum(_weight(self._home(one)) for one in moment_ids)

    def drop(self, moment_id: bytes, photo: Photo | None = None) -> None:
        """Let go of one photo of a moment, or of all that lies there. After the row: a row without its file would be a
        hole. And all only where no couple has a moment of that id: it comes with a form, and is no secret."""
        home = self._home(moment_id)
        if photo is None:
            shutil.rmtree(home, ignore_errors=True)
            return
        for small in (True, False):
            (home / _name(photo, small)).unlink(missing_ok=True)

    def sweep(self, known: Callable[[list[bytes]], set[bytes]], now: int) -> int:
        """Collect what belongs to no moment: folders that `known` does not know, and files that were never finished.
        Only after a day, since a file is there before its row; and nothing where no folder at all is known: that is
        another database, not a hundred deletions. How many were collected."""
        homes = dict(self._homes())
        ids = list(homes)
        kept = {one for start in range(0, len(ids), BATCH) for one in known(ids[start : start + BATCH])}
        lost = sum(_collect(homes[one], now) for one in ids if kept and one not in kept)
        return lost + sum(_tidy(home, now) for home in homes.values())

    def _home(self, moment_id: bytes) -> Path:
        name = moment_id.hex()
        return self.folder / name[:2] / name

    def _homes(self) -> Iterator[tuple[bytes, Path]]:
        for home in self.folder.glob("??/" + "?" * 32):
            with suppress(ValueError):  # not ours
                yield bytes.fromhex(home.name), home


def _name(photo: Photo, small: bool) -> str:
    return photo.id.hex() + ".small" * small


def _place(moment_id: bytes, photo: Photo, small: bool) -> bytes:
    """What the bytes are bound to: moved to another moment, photo or size, they do not open."""
    size = "small" if small else "large"
    return canonical("gemel/v1/photo", moment_id, photo.id, size, key_id(photo.key))


def _weight(home: Path) -> int:
    """Most moments have no photo, and a photo may be let go while it is weighed."""
    with suppress(FileNotFoundError), os.scandir(home) as files:
        return sum(file.stat().st_size for file in files)
    return 0


def _make(home: Path, top: Path) -> None:
    """The folder of a moment and those above it, each written down in its own parent."""
    new = [folder for folder in (home, *home.parents) if top in (folder, *folder.parents) and not folder.exists()]
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in new:
        sync_folder(folder.parent)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: under another name first, and down to the disk before it gets its own."""
    unfinished = path.with_name(UNFINISHED + token_hex(8))
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _collect(home: Path, now: int) -> int:
    """Remove the folder of no moment, if nothing came into it lately."""
    with suppress(FileNotFoundError):  # another process sweeps too
        newest = max(path.stat().st_mtime for path in (home, *home.iterdir()))
        if newest < now - DAY:
            shutil.rmtree(home)
            return 1
    return 0


def _tidy(home: Path, now: int) -> int:
    """Remove what a process that was killed never finished."""
    left = 0
    for path in home.glob(UNFINISHED + "*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < now - DAY:
                path.unlink()
                left += 1
    return left
