"""What a backup consists of: the one file that makes it a backup."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gemel.backup.errors import BackupError
from gemel.vault.hkdf import hkdf

FORMAT = 1
CHUNK = 1 << 20
DATABASE = "database"
NAME = re.compile(r"database|media(/[0-9A-Za-z_-]+)+(\.[0-9A-Za-z]+)?")


class Kept(msgspec.Struct, frozen=True):
    digest: str
    """BLAKE2b-256 of the file, in hex; also its name under `files/`."""
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    made_at: int
    gemel: str
    schema: str
    database: str
    """`sqlite` or `postgresql`: a copy of one is of no use to the other."""
    pepper: str
    """The fingerprint of the pepper that its passphrases need; the pepper itself is in no backup."""
    files: dict[str, Kept]

    @property
    def stamp(self) -> str:
        return stamp(self.made_at)

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files.values())


def stamp(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


def fingerprint(pepper: bytes) -> str:
    """Tells one pepper from another, and nothing of either."""
    return hkdf(pepper, b"gemel/v1/pepper fingerprint", length=8).hex()


def digest_of(chunks: Iterable[bytes]) -> Kept:
    found, size = hashlib.blake2b(digest_size=32), 0
    for chunk in chunks:
        found.update(chunk)
        size += len(chunk)
    return Kept(found.hexdigest(), size)


def chunks_of(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def written(manifest: Manifest) -> bytes:
    body = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    return body + b"\n" + hashlib.blake2b(body, digest_size=32).hexdigest().encode() + b"\n"


def read(data: bytes, name: str) -> Manifest:
    """A manifest that is whole, of a form that this gemel knows, and whose names lead nowhere else."""
    body, _newline, digest = data.rstrip(b"\n").rpartition(b"\n")
    if hashlib.blake2b(body, digest_size=32).hexdigest().encode() != digest:
        raise BackupError(f"The list of the backup {name} is damaged. Use another backup.")
    try:
        found = msgspec.json.decode(body, type=Manifest)
    except msgspec.MsgspecError:
        raise BackupError(f"The backup {name} was made by another gemel. Use the version that made it.") from None
    if found.format != FORMAT or DATABASE not in found.files or not all(map(NAME.fullmatch, found.files)):
        raise BackupError(f"The backup {name} was made by another gemel. Use the version that made it.")
    return found
