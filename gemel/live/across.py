"""A bus across several processes: phones of this one are told at once, the others by a wire between them.

What goes over the wire is a keyed hash, a name and a number. A wire that is down loses nothing that this
process has to say (the newest of each is kept), and what it may have missed is made up for by "again".
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Protocol

from gemel.live.bus import AGAIN, Bus, Event

log = logging.getLogger("gemel")

PAYLOAD = re.compile(r"([0-9a-f]{16}) ([0-9a-f]{32}) ([a-z]{1,16}) ([0-9]{1,18})")
PAUSES = (0.1, 0.2, 0.5, 1, 2, 5)  # seconds before the next try; the last one stays
GOODBYE = 2  # seconds for the wire to be closed in good form
MOST_WAITING = 10_000  # topics kept while the wire is down: a megabyte or two


class Wire(Protocol):
    """What PostgreSQL and Redis differ in."""

    def listen(self) -> AsyncIterator[str]:
        """Connect; yield an empty text once every later payload will be heard, then the payloads. Raises when lost."""

    async def send(self, payloads: Sequence[str]) -> None:
        """Send, connecting where that is needed. Raises when it could not."""

    async def close(self) -> None: ...


class Across(Bus):
    def __init__(self, key: bytes, wire: Wire) -> None:
        super().__init__(key)
        self._wire, self._origin = wire, secrets.token_hex(8)
        self._waiting: dict[tuple[bytes, str], int] = {}
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        await super().start()
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._send())]

    async def stop(self) -> None:
        await super().stop()
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            await _ended(task)
        with suppress(Exception):
            async with asyncio.timeout(GOODBYE):
                await self._wire.close()

    def _publish(self, topics: Sequence[bytes], event: Event) -> None:
        super()._publish(topics, event)
        for topic in topics:
            self._wait(topic, event)
        self._woken.set()

    def _wait(self, topic: bytes, event: Event) -> None:
        key = (topic, event.name)
        if key in self._waiting or len(self._waiting) < MOST_WAITING:
            self._waiting[key] = max(event.version, self._waiting.get(key, 0))

    async def _send(self) -> None:
        failed = 0
        while True:
            await self._woken.wait()
            self._woken.clear()
            waiting, self._waiting = self._waiting, {}
            try:
                await self._wire.send([self._payload(*key, version) for key, version in waiting.items()])
                failed = 0
            except Exception as error:  # the wire is down: keep what was not said, and try again
                self._keep(waiting)
                failed = await _pause(failed, error, "telling other processes")

    def _keep(self, waiting: dict[tuple[bytes, str], int]) -> None:
        for (topic, name), version in waiting.items():
            self._wait(topic, Event(name, version))
        self._woken.set()

    async def _listen(self) -> None:
        failed, missed = 0, False
        while True:
            try:
                async for payload in self._wire.listen():
                    if payload:
                        self._hear(payload)
                        continue
                    if missed:
                        self._tell_all(Event(AGAIN, 0))
                    failed, missed = 0, False
                error: Exception = ConnectionError()
            except Exception as fault:  # connections end; whatever was said meanwhile is made up for by "again"
                error = fault
            missed = True
            failed = await _pause(failed, error, "listening to other processes")

    def _payload(self, topic: bytes, name: str, version: int) -> str:
        return f"{self._origin} {topic.hex()} {name} {version}"

    def _hear(self, payload: str) -> None:
        """Anything that is not one of ours is left alone, and so is our own echo."""
        found = PAYLOAD.fullmatch(payload)
        if found is not None and found[1] != self._origin:
            self._tell(bytes.fromhex(found[2]), Event(found[3], int(found[4])))


async def _ended(task: asyncio.Task[None]) -> None:
    """Cancel until it is over: a driver in the middle of an answer may swallow the first asking, and a server that
    shuts down would wait for ever."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=0.1)


async def _pause(failed: int, error: Exception, doing: str) -> int:
    if failed in {0, len(PAUSES)}:  # told when it begins and when it lasts, not at every try
        log.error("%s while %s", type(error).__name__, doing)
    await asyncio.sleep(PAUSES[min(failed, len(PAUSES) - 1)])
    return failed + 1
