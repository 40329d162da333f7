"""The seal: an AES-256 ZIP that other programs open too, made while it is sent.

The form's own stretching is weak (PBKDF2, 1,000 rounds, fixed by it), so the passphrase has to carry the weight:
five random words are offered, and one's own has to be far from anything a guesser tries (decisions/0005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

import pyzipper

from gemel.people.guessable import guesses, leaked
from gemel.vault import MAX_LENGTH, MIN_LENGTH

GUESSES = 16  # of ten: five random words have 19


class TooEasy(Exception):
    """A passphrase for a file that a guesser would find; the file can be tried for years."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the archive. Photos are packed already."""

    name: str
    parts: Iterable[bytes]
    pressed: bool = True


class _Sink:
    """Where the ZIP is written: taken away as it comes, so that there is never much of it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def sealed(files: Iterable[File], passphrase: str) -> Iterator[bytes]:
    """The archive, some kilobytes at a time. It holds no clear byte from one part to the next."""
    sink = _Sink()
    with pyzipper.AESZipFile(sink, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(spelt(passphrase))
        for one in files:
            yield from _file(archive, sink, one)
    yield sink.take()


def _file(archive: pyzipper.AESZipFile, sink: _Sink, one: File) -> Iterator[bytes]:
    about = archive.zipinfo_cls(one.name)  # no day and no owner: the list of a sealed ZIP can be read by anybody
    about.compress_type = pyzipper.ZIP_DEFLATED if one.pressed else pyzipper.ZIP_STORED
    with archive.open(about, "w", force_zip64=True) as out:
        for part in one.parts:
            out.write(part)
            if ready := sink.take():
                yield ready


def spelt(passphrase: str) -> bytes:
    """The same bytes that other programs make of it: composed letters, in UTF-8."""
    return normalize("NFC", passphrase.strip()).encode("utf-8", "surrogatepass")


def checked(passphrase: str, name: str) -> str:
    """The passphrase of a file about to be made; TooEasy for one that would not hold."""
    plain = passphrase.strip()
    if not MIN_LENGTH <= len(plain) <= MAX_LENGTH:
        raise TooEasy
    if leaked(plain) or guesses(plain, name) < GUESSES:
        raise TooEasy
    return plain
