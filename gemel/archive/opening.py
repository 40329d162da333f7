"""Opening an archive that somebody sent: all of it is looked at before anything is done with it.

Nothing that the file says of itself is believed: neither how large things are in it, nor how many there are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import msgspec
import pyzipper

from gemel.archive.errors import Damaged, NotAnArchive, TooBig, TooNew, WrongSeal
from gemel.archive.form import DATA, PHOTOS, SCHEMA, VERSION, Entry, unix
from gemel.archive.seal import spelt
from gemel.moments import KINDS, Body
from gemel.store import parse_id

MOST_FILES, MOST_LIST = 20_000, 3 << 20  # files in the ZIP, and bytes of its list of them
MOST_DATA, MOST_PHOTO = 64 << 20, 24 << 20
MOST_MOMENTS, MOST_BODY, MOST_PHOTOS = 50_000, 200_000, 40
FAR = 250_000_000_000  # a moment in the year 9892: beyond it no calendar reckons
PHOTO = re.compile(re.escape(PHOTOS) + r"[0-9a-f]{16}-\d{1,2}\.jpg")
PLAIN = {pyzipper.ZIP_STORED, pyzipper.ZIP_DEFLATED}
BROKEN = (pyzipper.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, IndexError)


@dataclass(frozen=True, slots=True)
class Kept:
    """One of one's own moments, looked at and ready to be brought back."""

    entry: Entry
    id: bytes
    body: Body
    at: int


class _Document(msgspec.Struct):
    schema: str = ""
    version: int = 0
    moments: list[msgspec.Raw] = []


class Opened:
    """An archive that is whole. `unknown` counts what this house has no kind for."""

    def __init__(self, archive: pyzipper.AESZipFile, document: _Document) -> None:
        self._archive, self._files = archive, set(archive.namelist())
        self.unknown = 0
        self.moments = [kept for raw in document.moments if (kept := self._looked_at(raw)) is not None]

    def _looked_at(self, raw: msgspec.Raw) -> Kept | None:
        try:
            one = msgspec.json.decode(raw, type=Entry)
            return self._mine(one) if one.mine else None
        except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            raise Damaged from None

    def _mine(self, one: Entry) -> Kept | None:
        kind, moment_id, at = KINDS.by_name.get(one.kind), parse_id(one.id), unix(one.at)
        if kind is None or one.version > kind.version:
            self.unknown += 1
            return None
        if moment_id is None or one.version < 1 or at < 0 or len(one.photos) > MOST_PHOTOS:
            raise Damaged
        _in_bounds([one.body, *(photo.taken for photo in one.photos)])
        body = KINDS.revive(one.kind, one.version, one.body)
        if len(KINDS.encode(body)) > MOST_BODY:
            raise TooBig
        return Kept(one, moment_id, body, at)

    def photo(self, name: str) -> bytes:
        """The bytes of a photo's file, once: of a few kilobytes that every moment names, nobody is to make thousands of
        pictures. Raises Damaged where there is none, or it is not whole."""
        if not PHOTO.fullmatch(name) or name not in self._files:
            raise Damaged
        self._files.remove(name)
        return _read(self._archive, name, MOST_PHOTO)


def _in_bounds(value: Any) -> None:
    """Refuse numbers that no page could show as a time."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _in_bounds(part)
    elif isinstance(value, int | float) and not -FAR < value < FAR:
        raise Damaged


def unpack(file: IO[bytes], passphrase: str) -> Opened:
    """Open the archive, read all that it says and check it. Raises one of this package's errors."""
    _check_list(file)
    try:
        archive = pyzipper.AESZipFile(file)
    except (*BROKEN, RuntimeError):
        raise NotAnArchive from None
    archive.setpassword(spelt(passphrase))
    return Opened(archive, _document(_read(archive, DATA, MOST_DATA)))


def _check_list(file: IO[bytes]) -> None:
    """The list of files at the end, before anything reads it: a million names would fill the memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 42))
    end = file.read(42).rjust(42, b"\0")
    if end[-22:-18] != b"PK\x05\x06":
        raise NotAnArchive
    files, length = int.from_bytes(end[-12:-10], "little"), int.from_bytes(end[-10:-6], "little")
    if end[:4] == b"PK\x06\x07" or files > MOST_FILES or length > MOST_LIST:
        raise TooBig
    file.seek(0)


def _read(archive: pyzipper.AESZipFile, name: str, most: int) -> bytes:
    """One file, decrypted and whole: its last bytes tell whether any was changed."""
    try:
        about = archive.getinfo(name)
        if about.wz_aes_version is None or about.compress_type not in PLAIN:
            raise NotAnArchive
        with archive.open(about) as inside:
            return b"".join(_parts(inside, most))
    except KeyError:
        raise NotAnArchive from None
    except BROKEN:
        raise Damaged from None
    except RuntimeError:  # how the library says that the passphrase is another
        raise WrongSeal from None


def _parts(inside: IO[bytes], most: int) -> Iterator[bytes]:
    size = 0
    while part := inside.read(1 << 16):
        size += len(part)
        if size > most:
            raise TooBig
        yield part


def _document(data: bytes) -> _Document:
    try:
        document = msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Damaged from None
    if document.schema != SCHEMA:
        raise NotAnArchive
    if document.version > VERSION:
        raise TooNew
    if len(document.moments) > MOST_MOMENTS:
        raise TooBig
    return document
