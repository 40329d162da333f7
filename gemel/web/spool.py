"""A large file that came with a form, on the disk for as long as it is worked on: in pieces that are sealed under a key
which nothing but this object holds, in a file without a name."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

from gemel.vault import new_key, seal, unseal

PIECE = 1 << 18


class Spool(io.RawIOBase):
    """Written once, from its beginning to its end; then read anywhere, as an archive is."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed with this object
        self._key, self._rest, self._pieces, self._at = new_key(), bytearray(), 0, 0
        self._last: tuple[int, bytes] = (-1, b"")
        self._sealed = PIECE + len(seal(self._key, b"", b""))

    def extend(self, data: bytes) -> None:
        """Write more of it. Raises OSError where the disk is full."""
        self._rest += data
        while len(self._rest) >= PIECE:
            self._file.write(self._seal(bytes(self._rest[:PIECE])))
            del self._rest[:PIECE]
            self._pieces += 1

    def __len__(self) -> int:
        return self._pieces * PIECE + len(self._rest)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, to + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self)}[whence])
        return self._at

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        number, start = divmod(self._at, PIECE)
        some = self._piece(number)[start : start + len(into)]
        into[: len(some)] = some
        self._at += len(some)
        return len(some)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if number >= self._pieces:
            return bytes(self._rest) if number == self._pieces else b""
        if self._last[0] != number:
            sealed = os.pread(self._file.fileno(), self._sealed, number * self._sealed)
            self._last = number, unseal(self._key, sealed, self._context(number))
        return self._last[1]

    def _seal(self, piece: bytes) -> bytes:
        return seal(self._key, piece, self._context(self._pieces))

    def _context(self, number: int) -> bytes:
        return b"gemel/v1/spool %d" % number
