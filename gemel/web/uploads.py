"""Files that come with a form: kept in memory, under hard caps, never in clear on a disk, never more at once than fits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Request
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from gemel.media import Crowded
from gemel.media.store import FULL
from gemel.store import Full
from gemel.web.errors import Garbled, TooManyBytes, TooMuch
from gemel.web.spool import Spool
from gemel.web.visit import Upload

MIB = 1 << 20
MOST_FILE, MOST_REQUEST, MOST_FILES = 20 * MIB, 40 * MIB, 10
MOST_TEXT = 2_000_000
MOST_PASSED_OVER = 256 * MIB  # read to its end although it will not be kept: only then does a browser show our answer
MOST_AT_ONCE = 2 * MOST_REQUEST  # all uploads of everybody together: forty take no more than two do
MOST_OF_STRANGERS = 20 * MIB  # apart: whoever is not signed in waits for their like alone
MOST_WAITING = 60
QUIET_SECONDS = 30  # without a byte: the phone has gone
AGAIN = 0.05  # seconds between two looks whether there is room


class Landing:
    """Where uploads wait, unread, until their bytes fit beside those that are in: in order, one of each session at a
    time, so that nobody takes all the room and a form sent twice is worked on once. It is asked from one loop only."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self.free = most
        self._queue: list[tuple[str, int]] = []
        self._inside: set[str] = set()

    @asynccontextmanager
    async def place(self, who: str, size: int) -> AsyncIterator[None]:
        if len(self._queue) >= MOST_WAITING:
            raise Crowded
        ticket = (who, size)
        self._queue.append(ticket)
        try:
            while not self._fits(ticket):
                await asyncio.sleep(AGAIN)
        finally:
            self._queue.remove(ticket)
        self.free -= size
        self._inside.add(who)
        try:
            yield
        finally:
            self.free += size
            self._inside.discard(who)

    def _fits(self, ticket: tuple[str, int]) -> bool:
        first = next(one for one in self._queue if one[0] not in self._inside or one is ticket)
        return first is ticket and ticket[0] not in self._inside and ticket[1] <= self.free


def comes_in_parts(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


def reserved(request: Request, keep: bool) -> int:
    """How many bytes of memory the form may take. Raises TooMuch for one that nobody would read to its end."""
    told = request.headers.get("content-length", "")
    size = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else MOST_REQUEST
    if size > MOST_PASSED_OVER:
        raise TooMuch
    return min(size, MOST_REQUEST) if keep else MOST_TEXT


class Parts:
    """The fields and files of one form. Words are always kept, so that they can be given back. Files are passed over as
    they come where somebody is not signed in (`keep` is false), and once they are more than fits (`trouble`). With a
    folder for `large` ones they lie sealed on the disk meanwhile, and may be as much as a form is read at all."""

    def __init__(self, keep: bool, large: Path | None = None) -> None:
        self.form: dict[str, list[str]] = {}
        self.files: dict[str, list[Upload]] = {}
        self.trouble: Exception | None = None
        self._keep, self._words, self._bytes, self._number = keep, 0, 0, 0
        self._head: MultipartSegment | None = None
        self._body: bytearray | Spool = bytearray()
        self._large = large
        self._most = (MOST_PASSED_OVER, MOST_PASSED_OVER) if large else (MOST_FILE, MOST_REQUEST)

    def take(self, event: Any) -> None:
        """One event of the parser: a part begins, goes on, or ends (None)."""
        if isinstance(event, MultipartSegment):
            self._head = event
            self._body = Spool(self._large) if self._large and self._keep and self._is_file else bytearray()
        elif event is None:
            self._end()
        elif self._is_file:
            self._more_of_a_file(event)
        else:
            self._more_words(event)

    @property
    def _is_file(self) -> bool:
        return self._head is not None and self._head.filename is not None

    def _more_words(self, data: bytes) -> None:
        self._words += len(data)
        if self._words > MOST_TEXT:
            raise TooMuch
        self._body.extend(data)

    def _more_of_a_file(self, data: bytes) -> None:
        self._bytes += len(data)
        if len(self._body) + len(data) > self._most[0] or self._bytes > self._most[1]:
            self._pass_over()
        if self._keep:
            self._body.extend(data)

    def _pass_over(self) -> None:
        self.trouble, self._keep, self._body = TooManyBytes(), False, bytearray()
        self.files.clear()

    def _end(self) -> None:
        assert self._head is not None
        name = self._head.name or ""
        if not self._is_file:
            self.form.setdefault(name, []).append(bytes(self._body).decode("utf-8", "replace").replace("\x00", ""))
        elif self._keep and (self._head.filename or self._body):  # a field left empty is a file without a name
            self._number += 1
            self.files.setdefault(name, []).append(Upload(self._body))
            if self._number > MOST_FILES:
                self._pass_over()
        self._body = bytearray()


async def received(request: Request, keep: bool, large: Path | None = None) -> Parts:
    """Read a form in parts as it arrives. Raises TooMuch, Full, and Garbled for one that is none or stops on the way."""
    parts, size = Parts(keep, large), 0
    try:
        with _parser(request) as parser:
            async for chunk in _chunks(request):
                size += len(chunk)
                if size > MOST_PASSED_OVER:
                    raise TooMuch
                for event in parser.parse(chunk):
                    parts.take(event)
    except (MultipartError, TimeoutError):
        raise Garbled from None
    except OSError as fault:
        raise Full if fault.errno in FULL else Garbled from None
    return parts


def _parser(request: Request) -> PushMultipartParser:
    _kind, options = parse_options_header(request.headers["content-type"])
    return PushMultipartParser(options.get("boundary", ""), max_segment_count=200)


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        if chunk:
            yield chunk
