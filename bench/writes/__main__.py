"""Sixty-four people writing at once. See README.md."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bench.kit import couples
from bench.kit.databases import databases
from bench.kit.figures import Figure, Options, main
from bench.kit.servers import gemel_server
from gemel.moments.tables import moment
from gemel.testing import TestHouse
from gemel.vault import form_token

PEOPLE = 64


@dataclass
class Written:
    """What came back: statuses, seconds for each, and rows found afterwards."""

    statuses: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    seconds: float = 0
    rows: int = 0

    @property
    def good(self) -> int:
        return self.statuses["303"]

    @property
    def wrong(self) -> int:
        return sum(self.statuses.values()) - self.good


async def _writer(address: str, cookie: str, until: float, out: Written) -> None:
    """One person on one connection, writing again as soon as it is answered."""
    headers = {"cookie": f"gemel={cookie}", "sec-fetch-site": "same-origin"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as client:
        while time.monotonic() < until:
            await _write(client, form_token(cookie), out)


async def _write(client: httpx.AsyncClient, token: str, out: Written) -> None:
    began = time.perf_counter()
    form = {"_token": token, "_id": secrets.token_hex(16), "did": couples.WORDS, "way": "now"}
    try:
        status = str((await client.post("/thanks", data=form)).status_code)
    except httpx.HTTPError as fault:
        status = type(fault).__name__
    out.took.append(time.perf_counter() - began)
    out.statuses[status] += 1


async def _all(address: str, cookies: list[str], seconds: float) -> Written:
    out, began = Written(), time.monotonic()
    await asyncio.gather(*(_writer(address, cookie, began + seconds, out) for cookie in cookies))
    out.seconds = time.monotonic() - began
    return out


def _people(house: TestHouse) -> list[str]:
    """Cookies of sixty-four people, two by two."""
    pairs = [house.couple(f"one {number}", f"other {number}") for number in range(PEOPLE // 2)]
    return [person.cookie for pair in pairs for person in pair]


def write(data: Path, url: str, seconds: float) -> Written:
    with couples.fresh_house(data, url) as house:
        cookies = _people(house)
    with gemel_server(data, **({"DATABASE_URL": url} if url else {})) as server:
        out = asyncio.run(_all(server.address, cookies, seconds))
    with couples.fresh_house(data, url) as house, house.house.store.reading() as db:
        out.rows = db.execute(select(func.count()).select_from(moment)).scalar_one()
    return out


def measure(options: Options) -> list[Figure]:
    found = []
    with databases() as urls:
        for name, url in urls.items():
            with tempfile.TemporaryDirectory(prefix="gemel-bench-") as folder:
                found += _figures(name, write(Path(folder), url, options.seconds))
    return found


def _figures(name: str, out: Written) -> list[Figure]:
    took = sorted(out.took)
    other = ", ".join(f"{status}: {number}" for status, number in out.statuses.items() if status != "303")
    return [
        Figure(f"{name}, not written", out.wrong, most=0, note=other),
        Figure(f"{name}, answered but not kept", abs(out.good - out.rows), most=0),
        Figure(f"{name}, writes a second", out.good / out.seconds),
        Figure(f"{name}, the middle write", 1000 * took[len(took) // 2], "ms"),
        Figure(f"{name}, the slowest write", 1000 * took[-1], "ms"),
    ]


if __name__ == "__main__":
    main("writes", measure, rounds=1, seconds=30)
