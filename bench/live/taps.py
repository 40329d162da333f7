"""From a tap on one phone to the other phone's page, over raw HTTP, and how soon a phone that was away is right again."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.kit.figures import Figure, median
from bench.kit.servers import gemel_server
from bench.live.phones import Phone, connect
from gemel.vault import form_token

TAPS, RETURNS = 300, 40
SERVES = 3 * TAPS  # taps after which something is amiss: not every tap is for both to see
LIKED = ("now", "ready", "pick", "done", "said", "yes", "more", "offered", "want", "thanks", "begin", "pass")
"""What to tap, the first that either phone offers. A sitting takes some thirty-five of them to its end."""


class Astray(Exception):
    """The two phones show something that this benchmark does not know how to go on from."""


@dataclass
class Hand:
    """One of the two: a stream that hears, a kept-alive connection that asks, and the page on the screen."""

    address: str
    cookie: str
    phone: Phone
    page: bytes = b""
    _lines: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, repr=False)

    @property
    def version(self) -> int:
        found = re.search(rb'name="version" value="(\d+)"', self.page)
        return int(found[1]) if found else -1

    @property
    def taps(self) -> list[str]:
        return [one.decode() for one in re.findall(rb'name="tap" value="([^"]+)"', self.page)]

    async def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> bytes:
        """The head of the answer; its body becomes the page."""
        if self._lines is None:
            self._lines = await asyncio.open_connection(urlsplit(self.address).hostname, urlsplit(self.address).port)
        reader, writer = self._lines
        writer.write(self._request(method, path, urlencode(form or {})))
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        self.page = await reader.readexactly(int(length[1])) if length else b""
        if int(head[9:12]) >= 400:
            raise Astray(head[:40])
        return head

    def _request(self, method: str, path: str, body: str) -> bytes:
        head = (
            f"{method} {path} HTTP/1.1", f"Host: {urlsplit(self.address).netloc}", f"Cookie: {self.cookie}",
            "HX-Request: true", "Sec-Fetch-Site: same-origin", "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}", "", body,
        )  # fmt: skip
        return "\r\n".join(head).encode()

    def form(self, **fields: str) -> dict[str, str]:
        return {"_token": form_token(self.cookie.removeprefix("gemel=")), "_id": secrets.token_hex(16), **fields}

    async def tap(self, path: str, name: str) -> None:
        await self.ask("POST", f"{path}/taps", self.form(tap=name, version=str(self.version)))


@dataclass
class Two:
    one: Hand
    other: Hand
    path: str = ""

    async def begin(self) -> None:
        """One asks for a listening exercise, and both look at it."""
        head = await self.one.ask("POST", "/sittings", self.one.form(exercise="listening", way="phones"))
        found = re.search(rb"location: (\S+)", head)
        if found is None:
            raise Astray(head)
        self.path = found[1].decode()
        for hand in (self.one, self.other):
            await hand.ask("GET", self.path)

    async def next(self) -> tuple[Hand, Hand, str]:
        """Who taps, who hears of it, and what is tapped; begins anew where a sitting has come to its end."""
        for _try in range(2):
            for liked in LIKED:
                for hand, hears in ((self.one, self.other), (self.other, self.one)):
                    for name in hand.taps:
                        if name.partition(":")[0] == liked:
                            return hand, hears, name
            await self.begin()
        raise Astray

    async def step(self) -> float | None:
        """One tap. Milliseconds until the other's page was right, or None for a tap that only its own person sees."""
        hand, hears, name = await self.next()
        before = max(hand.version, hears.version)
        heard, began = hears.phone.heard(before + 1), time.perf_counter()
        tapped = asyncio.create_task(hand.tap(self.path, name))
        await asyncio.wait([heard, tapped], return_when=asyncio.FIRST_COMPLETED)
        if not heard.done():
            await tapped
            if hand.taps and hand.version <= before:
                return None
            await asyncio.wait_for(heard, 10)
        await hears.ask("GET", self.path)
        took = time.perf_counter() - began
        await tapped
        if hears.taps and hears.version <= before:
            raise Astray("the page was not new when the event came")
        return 1000 * took

    async def returned(self) -> float | None:
        """The other loses the network, something changes, the network is back: milliseconds until all is right."""
        hand, away, name = await self.next()
        before = max(hand.version, away.version)
        away.phone.close()
        await hand.tap(self.path, name)
        began = time.perf_counter()
        away.phone = (await connect(self.one.address, [away.cookie], 10))[0]
        await away.ask("GET", self.path)
        took = 1000 * (time.perf_counter() - began)
        if hand.taps and hand.version <= before:
            return None
        if away.phone.version <= before or (away.taps and away.version != hand.version):
            raise Astray("the greeting or the page was not the newest")
        return took


async def _several(step, number: int) -> list[float]:
    took: list[float] = []
    for _number in range(SERVES):
        if len(took) == number:
            return took
        one = await step()
        if one is not None:
            took.append(one)
    raise Astray("too few taps were for both to see")


async def _measured(address: str, cookies: list[str], others: list[str]) -> tuple[list[float], list[float]]:
    phones = await connect(address, [*cookies, *others])
    if not all(phone.greeted.is_set() for phone in phones):
        raise Astray("not everybody was greeted")
    two = Two(Hand(address, cookies[0], phones[0]), Hand(address, cookies[1], phones[1]))
    await _several(two.step, 30)  # warms up
    found = await _several(two.step, TAPS), await _several(two.returned, RETURNS)
    for phone in phones:
        phone.close()
    return found


def end_to_end(data: Path, cookies: list[str], others: list[str]) -> list[Figure]:
    """The product as it is served, with a thousand others connected."""
    with gemel_server(data) as server:
        taps, returns = asyncio.run(_measured(server.address, cookies, others))
    taps.sort()
    return [
        Figure("tap to the other's new page, p50", median(taps), "ms", most=25),
        Figure("tap to the other's new page, p99", taps[int(len(taps) * 0.99)], "ms", most=60, note=f"{len(taps)} taps"),
        Figure("back from a lost network, p50", median(returns), "ms"),
        Figure("back from a lost network, the slowest", max(returns), "ms", most=1000, note=f"of {len(returns)}"),
    ]
