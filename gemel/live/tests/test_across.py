"""A wire that fails: nothing this process has to say is lost, and what waits does not grow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from gemel.live import across
from gemel.live.across import Across
from gemel.live.bus import AGAIN, Event
from gemel.live.tests.buses import ANA, BEN, Ear, until


class Broken:
    """A wire that is down until it is mended."""

    def __init__(self) -> None:
        self.up, self.sent = asyncio.Event(), []

    async def listen(self) -> AsyncIterator[str]:
        if not self.up.is_set():
            raise ConnectionError
        yield ""
        await asyncio.Event().wait()

    async def send(self, payloads: Sequence[str]) -> None:
        if not self.up.is_set():
            raise ConnectionError
        self.sent += payloads

    async def close(self) -> None: ...


def test_what_could_not_be_said_is_said_later_the_newest_of_each() -> None:
    async def scene() -> None:
        wire, ana = Broken(), Ear()
        bus = Across(b"p" * 32, wire)
        await bus.start()
        bus.add(ANA, ana)
        for version in range(1, 2_000):
            bus.publish([ANA, BEN], "sitting", version)
        await asyncio.sleep(0.05)
        assert ana.heard[-1] == Event("sitting", 1_999)  # phones of this process do not wait for the wire
        assert len(bus._waiting) == 2
        wire.up.set()
        await until(lambda: len(wire.sent) == 2 and ana.heard[-1] == Event(AGAIN, 0))
        assert all(payload.endswith(" sitting 1999") for payload in wire.sent)
        await bus.stop()

    asyncio.run(scene())


def test_what_waits_is_bounded(monkeypatch) -> None:
    monkeypatch.setattr(across, "MOST_WAITING", 10)

    async def scene() -> None:
        bus = Across(b"p" * 32, Broken())
        await bus.start()
        for person in range(100):
            bus.publish([person.to_bytes(16, "big")], "sitting", 1)
        await asyncio.sleep(0.05)
        assert len(bus._waiting) == 10
        await bus.stop()

    asyncio.run(scene())
