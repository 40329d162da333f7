"""Servers under test, each in a process of its own: the product, and a bare stream beside it.

`python -m bench.live.served` is `gemel serve` with one route more, which publishes as a page would: from a thread,
for a person, by the house's bus. `python -m bench.live.served bare` holds streams and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import Any
from urllib.parse import parse_qs

from gemel import app, cli
from gemel.settings import load
from gemel.web import asgi

TEXT = [(b"content-type", b"text/plain")]
STREAM = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
APART = 0.0005  # seconds between many events, so that they are events and not one merged


async def _say(send: Any, text: str) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": TEXT})
    await send({"type": "http.response.body", "body": text.encode()})


def _asked(scope: dict[str, Any]) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}


class Publishing:
    """The product's application, and a route that publishes: people in hex, the first version, how many times.
    It answers when the last was published, by the clock that all processes of a machine share."""

    def __init__(self, house: Any, inner: Any) -> None:
        self.house, self.inner = house, inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/bench/publish":
            await self.inner(scope, receive, send)
            return
        asked = _asked(scope)
        people = [bytes.fromhex(one) for one in asked["people"].split(",")]
        first, times = int(asked["version"]), int(asked.get("times", "1"))
        loop = asyncio.get_running_loop()
        await _say(send, await loop.run_in_executor(None, self._publish, people, first, times))

    def _publish(self, people: list[bytes], first: int, times: int) -> str:
        began = 0
        for version in range(first, first + times):
            began = time.perf_counter_ns()
            self.house.bus.publish(people, "sitting", version)
            if times > 1:
                time.sleep(APART)
        return str(began)


def create_app() -> Publishing:
    house = app.open_house(load(), app.wall_clock)
    return Publishing(house, asgi.build(house, app.routes()))


class Bare:
    """The least that a stream can be: a headline, a greeting, and a task that waits for the next event."""

    def __init__(self) -> None:
        self.phones: dict[str, set[asyncio.Queue[int]]] = {}

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["path"] == "/live":
            await self._stream(scope, send)
        elif scope["path"] == "/bench/publish":
            loop, asked = asyncio.get_running_loop(), _asked(scope)
            await _say(send, await loop.run_in_executor(None, self._publish, loop, asked))
        else:
            await _say(send, "ok")

    async def _stream(self, scope: dict[str, Any], send: Any) -> None:
        who = dict(scope["headers"]).get(b"cookie", b"").decode()
        queue: asyncio.Queue[int] = asyncio.Queue()
        self.phones.setdefault(who, set()).add(queue)
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        version = 0
        while True:
            text = b"event: sitting\ndata: %d\n\n" % version
            await send({"type": "http.response.body", "body": text, "more_body": True})
            version = await queue.get()

    def _publish(self, loop: asyncio.AbstractEventLoop, asked: dict[str, str]) -> str:
        first, times, began = int(asked["version"]), int(asked.get("times", "1")), 0
        for version in range(first, first + times):
            began = time.perf_counter_ns()
            for queue in list(self.phones.get(asked["cookie"], ())):
                loop.call_soon_threadsafe(queue.put_nowait, version)
            if times > 1:
                time.sleep(APART)
        return str(began)


def bare() -> Bare:
    return Bare()


def main() -> None:
    cli._widen()
    if sys.argv[1:] != ["bare"]:
        cli._harden()
        cli._run(load(), "bench.live.served:create_app")
        return
    import uvicorn

    uvicorn.run(
        "bench.live.served:bare", factory=True, port=int(os.environ["PORT"]), access_log=False, log_level="critical",
        lifespan="off", backlog=cli.BACKLOG, server_header=False, date_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip


if __name__ == "__main__":
    main()
