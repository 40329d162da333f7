"""Many phones in one process: raw sockets under asyncio, which note what comes and when."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from bench.kit.servers import Server

EVENT = re.compile(rb"event: [a-z]+\ndata: (\d+)\n\n")


@dataclass(slots=True, eq=False)
class Phone(asyncio.Protocol):
    cookie: str
    greeted: asyncio.Event = field(default_factory=asyncio.Event)
    version: int = -1
    at: int = 0
    """When the last event came, in nanoseconds of the clock that all processes share."""
    events: int = 0
    lost: bool = False
    _line: asyncio.Transport | None = None
    _wanted: tuple[int, asyncio.Future[int]] | None = None

    def connection_made(self, transport) -> None:
        self._line = transport
        transport.write(
            b"GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAccept-Language: en-GB,en;q=0.9\r\n"
            b"Accept-Encoding: gzip, deflate, br\r\nUser-Agent: Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/142\r\n"
            b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
            b"Cookie: " + self.cookie.encode() + b"\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter_ns()
        found = EVENT.findall(data)
        if not found:
            return
        self.version, self.at = int(found[-1]), now
        self.events += len(found)
        self.greeted.set()
        if self._wanted is not None and self.version >= self._wanted[0] and not self._wanted[1].done():
            self._wanted[1].set_result(now)

    def connection_lost(self, error: Exception | None) -> None:
        self.lost = True

    def heard(self, version: int) -> asyncio.Future[int]:
        """When this version, or a later one, comes. To be asked before it is published."""
        wanted: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._wanted = (version, wanted)
        return wanted

    def close(self) -> None:
        if self._line is not None:
            self._line.abort()


async def connect(address: str, cookies: list[str], seconds: float = 60) -> list[Phone]:
    """A phone for each cookie, all at once, as after a restart. Those not greeted in time are in the list all the same, and are counted by the caller."""
    parts = urlsplit(address)
    loop = asyncio.get_running_loop()
    phones = [Phone(cookie) for cookie in cookies]

    async def one(phone: Phone) -> None:
        await loop.create_connection(lambda: phone, parts.hostname or "", parts.port or 80)
        await phone.greeted.wait()

    await asyncio.wait([asyncio.create_task(one(phone)) for phone in phones], timeout=seconds)
    return phones


async def publish(server: Server, **asked: object) -> int:
    """Ask a server to publish; gives when it did."""
    parts = urlsplit(server.address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET /bench/publish?{urlencode(asked)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(re.findall(rb"\d{6,}", answer.partition(b"\r\n\r\n")[2])[0])
