"""One connected phone: what is due to it, and who writes. Kept small, since thousands wait at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from gemel.live.bus import OVER, Event

Send = Callable[[dict[str, Any]], Awaitable[None]]

BREATH = b":\n\n"  # a comment: proxies and phones see that the line lives


def frames(due: Mapping[str, int]) -> bytes:
    """Events as the stream's format has them; without any, a breath."""
    return b"".join(b"event: %b\ndata: %d\n\n" % (name.encode(), version) for name, version in due.items()) or BREATH


class Phone:
    """Nothing queues up behind a slow phone: of each name the newest version is kept, and written when it can be.

    Nobody waits for events in a task of its own, which would be most of what a phone costs: a write is a task that
    lives as long as the write.
    """

    __slots__ = ("_due", "_last", "_send", "_writing", "beat", "leaves_at")

    def __init__(self, send: Send, beat: int, leaves_at: float) -> None:
        self.beat, self.leaves_at = beat, leaves_at
        self._send = send
        self._due: dict[str, int] | None = None
        self._last: bytes | None = None
        self._writing: asyncio.Task[None] | None = None

    def tell(self, event: Event) -> None:
        if event.name == OVER:
            return self.leave()
        if self._due is None:
            self._due = {event.name: event.version}
        else:
            self._due[event.name] = max(event.version, self._due.get(event.name, 0))
        self._write()

    def breathe(self) -> None:
        """Say nothing, audibly; not to a phone that has not taken the last thing said."""
        if self._writing is None:
            self._due = {}
            self._write()

    def leave(self, last: bytes = b"") -> None:
        """End the stream after what is being written. The server then tells whoever waits for the phone to leave."""
        if self._last is None:
            self._last = last
            self._write()

    def _write(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._written())

    async def _written(self) -> None:
        try:
            while self._due is not None:
                text, self._due = frames(self._due), None
                await self._send({"type": "http.response.body", "body": text, "more_body": True})
            if self._last is not None:
                await self._send({"type": "http.response.body", "body": self._last, "more_body": False})
        except Exception:  # the phone is gone; its handler hears of it in its own way
            self._due = None
        finally:
            self._writing = None
