"""GET /live: events sent to a phone as they happen. Stands in front of the framework, so that a phone costs little."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from gemel.live.bus import Bus
from gemel.live.leaving import on_leaving
from gemel.live.phone import Phone, Send, frames

log = logging.getLogger("gemel")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Found = tuple[bytes, int]
"""Whose phone it is, and the version of what happens now."""

PATH = "/live"
NAME = "sitting"
RETRY = b"retry: 1000\n\n"
BEATS = 20  # seconds from one breath to the next: proxies give up a silent line after 30 to 60
HOUR, JITTER = 3600, 600  # a stream ends by itself, so that the session behind it is looked at again
MOST_PHONES = 12  # of one person; more are tabs, and have to do with looking
STREAM = {"content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no", "connection": "close"}


class Streams:
    """All phones connected to this process. An ASGI application for one path, handed GET requests only."""

    def __init__(
        self, bus: Bus, who: Callable[[str], Found | None], pool: Executor, headers: Mapping[str, str], at_once: int = 4
    ) -> None:
        self._bus, self._who, self._pool = bus, who, pool
        # After a restart everybody comes at once: pages are not to queue behind them.
        self._turns = asyncio.Semaphore(at_once)
        self._start = {"type": "http.response.start", "status": 200, "headers": _bytes({**headers, **STREAM})}
        self._quiet = {"type": "http.response.start", "status": 204, "headers": _bytes(headers)}
        self._beats: list[set[Phone]] = [set() for _beat in range(BEATS)]
        self._came = 0
        self._closing = False
        self._ticker: asyncio.Task[None] | None = None
        self._unhook: Callable[[], None] = lambda: None

    @property
    def number(self) -> int:
        return sum(map(len, self._beats))

    async def start(self) -> None:
        self._closing = False
        await self._bus.start()
        self._ticker = asyncio.create_task(self._tick())
        self._unhook = on_leaving(self.end)

    async def stop(self) -> None:
        self._unhook()
        self.end()
        if self._ticker is not None:
            self._ticker.cancel()
        await self._bus.stop()

    def end(self) -> None:
        """End every stream now, each phone to come back at a moment of its own. On the loop."""
        self._closing = True
        for beat in self._beats:
            for phone in list(beat):
                phone.leave(_later())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cookie = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
        with self._bus.arriving():
            try:
                found = await self._recognised(cookie)
            except Exception as error:  # the edge of the process: any other status than 200 would end it for good
                log.error("%s while recognising a phone", type(error).__name__)
                return await self._answer(send, self._start, _later())
            if self._closing:
                return await self._answer(send, self._start, _later())
            if found is None or self._bus.number(found[0]) >= MOST_PHONES:
                return await self._answer(send, self._quiet)
            phone = await self._greeted(found, send)
        _forget(scope)
        del cookie
        await self._until_gone(found[0], phone, receive)

    async def _recognised(self, cookie: str) -> Found | None:
        if not cookie:
            return None
        async with self._turns:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._who, cookie)

    async def _answer(self, send: Send, start: dict[str, Any], body: bytes = b"") -> None:
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _greeted(self, found: Found, send: Send) -> Phone:
        """The greeting tells the version as it was read; what changed since then follows at once."""
        person, version = found
        await send(self._start)
        await send({"type": "http.response.body", "body": RETRY + frames({NAME: version}), "more_body": True})
        self._came += 1
        phone = Phone(send, self._came % BEATS, _now() + HOUR + random.uniform(0, JITTER))
        missed = self._bus.add(person, phone)
        self._beats[phone.beat].add(phone)
        if missed is not None:
            phone.tell(missed)
        if self._closing:
            phone.leave(_later())
        return phone

    async def _until_gone(self, person: bytes, phone: Phone, receive: Receive) -> None:
        """Wait for the end, whoever makes it: the server says "disconnect" of a phone that left and of a finished stream."""
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._bus.remove(person, phone)
            self._beats[phone.beat].discard(phone)

    async def _tick(self) -> None:
        """One clock for all: every second a twentieth of the phones."""
        turn = 0
        while True:
            await asyncio.sleep(1)
            turn = (turn + 1) % BEATS
            now = _now()
            for phone in list(self._beats[turn]):
                if phone.leaves_at <= now:
                    phone.leave()
                else:
                    phone.breathe()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _later() -> bytes:
    """When to come back, spread out: a restart is not to be followed by everybody in the same moment."""
    return b"retry: %d\n\n" % random.randint(500, 3500)


def _bytes(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _forget(scope: Scope) -> None:
    """Let go of what came with the request: the server holds this very dict until the phone leaves, and of it needs
    the method alone."""
    scope["headers"].clear()
    method = scope["method"]
    scope.clear()
    scope.update(type="http", method=method)


class InFront:
    """The whole application: streams here, everything else to the framework."""

    def __init__(self, streams: Streams, inner: Any) -> None:
        self.streams, self.inner = streams, inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH and scope["method"] == "GET":
            await self.streams(scope, receive, send)
        else:
            await self.inner(scope, receive, send)
