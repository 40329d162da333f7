"""The stream as a server sees it: who is greeted, what is written when, and that nothing piles up."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gemel.live import stream
from gemel.live.bus import Bus
from gemel.live.stream import Streams
from gemel.live.tests.buses import ANA, BEN, until

HEADERS = {"referrer-policy": "no-referrer", "cache-control": "no-store"}


class Line:
    """One connection, whose other end takes what is sent, or does not."""

    def __init__(self, cookie: str = "ana") -> None:
        self.scope: dict[str, Any] = {
            "type": "http", "method": "GET", "path": "/live", "headers": [(b"cookie", cookie.encode())],
        }  # fmt: skip
        self.sent: list[dict[str, Any]] = []
        self.takes, self.gone = asyncio.Event(), asyncio.Event()
        self.takes.set()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        await self.takes.wait()
        self.sent.append(message)
        if message["type"] == "http.response.body" and not message["more_body"]:
            self.gone.set()

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def text(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


PEOPLE = {"ana": (ANA, 3), "ben": (BEN, 3)}


class Server:
    """Streams in front of nothing, and lines to them."""

    def __init__(self, who=PEOPLE.get) -> None:
        self.pool = ThreadPoolExecutor(2)
        self.bus = Bus()
        self.streams = Streams(self.bus, who, self.pool, HEADERS)
        self.tasks: list[asyncio.Task] = []

    async def __aenter__(self) -> Server:
        await self.streams.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.streams.stop()
        await asyncio.wait_for(asyncio.gather(*self.tasks), 5)
        self.pool.shutdown()

    async def line(self, cookie: str = "ana") -> Line:
        line = Line(cookie)
        self.tasks.append(asyncio.create_task(self.streams(line.scope, line.receive, line.send)))
        await until(lambda: len(line.sent) > 1)
        await asyncio.sleep(0)
        return line


def run(scene) -> None:
    asyncio.run(asyncio.wait_for(scene(), 20))


def test_a_phone_is_greeted_with_the_version_and_told_of_the_next() -> None:
    async def scene() -> None:
        async with Server() as server:
            ana, ben = await server.line("ana"), await server.line("ben")
            assert ana.status == 200 and ana.text == b"retry: 1000\n\nevent: sitting\ndata: 3\n\n"
            server.bus.publish([ANA], "sitting", 4)
            await until(lambda: ana.text.endswith(b"event: sitting\ndata: 4\n\n"))
            assert b"data: 4" not in ben.text

    run(scene)


def test_the_headers_are_those_of_every_page_and_ask_proxies_to_let_it_through() -> None:
    async def scene() -> None:
        async with Server() as server:
            headers = dict((await server.line()).sent[0]["headers"])
            assert headers[b"content-type"] == b"text/event-stream"
            assert headers[b"cache-control"] == b"no-store"
            assert headers[b"x-accel-buffering"] == b"no"
            assert headers[b"referrer-policy"] == b"no-referrer"

    run(scene)


@pytest.mark.parametrize("cookie", ["", "cleo"])
def test_nobody_and_somebody_unknown_are_answered_quietly(cookie: str) -> None:
    async def scene() -> None:
        async with Server() as server:
            line = await server.line(cookie)
            assert line.status == 204 and line.text == b"" and server.streams.number == 0

    run(scene)


def test_trouble_asks_a_phone_to_come_back() -> None:
    """Any status but 200 would make it give up."""

    def fails(_cookie: str) -> None:
        raise RuntimeError

    async def scene() -> None:
        async with Server(fails) as server:
            line = await server.line()
            assert line.status == 200 and line.text.startswith(b"retry: ") and b"event" not in line.text

    run(scene)


def test_a_slow_phone_gets_the_newest_and_nothing_piles_up() -> None:
    async def scene() -> None:
        async with Server() as server:
            line = await server.line()
            line.takes.clear()
            for version in range(4, 5_000):
                server.bus.publish([ANA], "sitting", version)
                server.bus.publish([ANA], "again", version)
                if version % 1_000 == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(0.05)
            phone = next(one for beat in server.streams._beats for one in beat)
            assert len(phone._due or {}) <= 2
            phone.breathe()  # nor is it breathed at
            line.takes.set()
            await until(lambda: b"data: 4999" in line.text)
            assert len(line.sent) <= 5

    run(scene)


def test_a_phone_that_left_is_forgotten() -> None:
    async def scene() -> None:
        async with Server() as server:
            line = await server.line()
            assert server.streams.number == server.bus.number(ANA) == 1
            line.gone.set()
            await until(lambda: server.streams.number == server.bus.number(ANA) == 0)

    run(scene)


def test_what_came_with_the_request_is_let_go() -> None:
    async def scene() -> None:
        async with Server() as server:
            assert (await server.line()).scope == {"type": "http", "method": "GET"}

    run(scene)


def test_one_clock_breathes_for_all_and_ends_what_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEATS", 1)

    async def scene() -> None:
        async with Server() as server:
            line = await server.line()
            await until(lambda: line.text.endswith(b":\n\n"))
            assert not line.gone.is_set()
            next(iter(server.streams._beats[0])).leaves_at = 0
            await until(lambda: line.gone.is_set())
            await until(lambda: server.streams.number == 0)

    run(scene)


def test_everybody_leaves_when_the_server_does_and_latecomers_too() -> None:
    async def scene() -> None:
        async with Server() as server:
            lines = [await server.line("ana"), await server.line("ben")]
            server.streams.end()
            await until(lambda: all(line.gone.is_set() for line in lines))
            late = await server.line("ana")
            assert late.status == 200 and late.gone.is_set() and b"event" not in late.text
            assert all(b"retry: " in line.text.removeprefix(stream.RETRY) for line in lines)

    run(scene)


def test_one_person_holds_a_few_phones_and_not_thousands() -> None:
    async def scene() -> None:
        async with Server() as server:
            lines = [await server.line() for _tab in range(stream.MOST_PHONES + 1)]
            assert [line.status for line in lines] == [200] * stream.MOST_PHONES + [204]

    run(scene)
