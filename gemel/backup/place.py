"""Where backups lie: a folder on another disk, or a bucket. Both keep whole files only, and read back what they keep."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from gemel.backup.errors import BackupError
from gemel.backup.manifest import Kept, chunks_of, digest_of
from gemel.disk import sync_folder


class Place(Protocol):
    staging: Path | None
    """Where a large file may be put together before it is kept; None to use the data folder."""

    def names(self, under: str) -> list[str]: ...

    def read(self, name: str) -> Iterable[bytes]: ...

    def keep(self, name: str, path: Path, kept: Kept) -> None:
        """Keep a file under this name, whole or not at all, and read it back."""

    def remove(self, name: str) -> None: ...


def open_place(address: str) -> Place:
    if not address.startswith("s3://"):
        return Folder(Path(address).absolute())
    from gemel.backup.bucket import Bucket

    return Bucket(address)


class Folder:
    """A folder. A file is put together in `.making`, forced to the disk, read back from it, and only then named."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.staging: Path | None = root / ".making"

    def names(self, under: str) -> list[str]:
        files = (path for path in (self.root / under).rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.root)) for path in files)

    def read(self, name: str) -> Iterable[bytes]:
        return chunks_of(self.root / name)

    def keep(self, name: str, path: Path, kept: Kept) -> None:
        with roomy(str(self.root)):
            self._keep(self.root / name, path, kept)

    def _keep(self, to: Path, path: Path, kept: Kept) -> None:
        folders = [folder for folder in (to.parent, *to.parent.parents) if not folder.exists()]
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copied = copy(chunks_of(path), self.root / ".making" / secrets.token_hex(8), kept)
        os.replace(copied, to)
        for folder in (to.parent, *(one.parent for one in folders)):
            sync_folder(folder)

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)


def copy(chunks: Iterable[bytes], to: Path, kept: Kept) -> Path:
    """Write a file, force it to the disk and read it back from there; what is not the same is removed again."""
    try:
        with os.fdopen(os.open(to, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # read the disk, not the memory before it
        if digest_of(chunks_of(to)) != kept:
            raise BackupError(f"{to.parent} gave back something else than was written to it. Check that disk.")
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    return to


@contextmanager
def roomy(where: str) -> Iterator[None]:
    """A disk that is full, gone or read-only, in one line."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{where} could not be written: {error.strerror}. Nothing half-made is kept.") from None
