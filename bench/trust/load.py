"""G22. Ten times the load of five hundred couples: thirty requests a second, a fifth of them written, whoever waits."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

import httpx

from bench.kit import couples
from bench.kit.servers import Server, gemel_server
from bench.trust.kit import Budget, Found
from gemel.vault import form_token

A_SECOND = 30
COUPLES = 500
WRITES = 0.2
READ = ("/", "/", "/timeline", "/thanks", "/questions", "/live/version", "/memories")
GOALS = {"read": 0.3, "write": 0.6}
SLOPE = 1.0
"""Megabytes an hour; told only where the load went on for long enough to say."""
LONG_ENOUGH = 1_200


@dataclass
class Heard:
    took: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    broken: list[str] = field(default_factory=list)
    rss: list[tuple[float, float]] = field(default_factory=list)

    def p95(self, kind: str) -> float:
        took = sorted(self.took[kind])
        return took[int(len(took) * 0.95)] if took else 0.0

    def slope(self) -> float:
        """Megabytes an hour over the second half, when all that fills up once is full: its two quarters, by their middle."""
        quarter = len(self.rss) // 4
        if not quarter:
            return 0.0
        third, fourth = self.rss[2 * quarter : 3 * quarter], self.rss[3 * quarter :]
        (at, was), (later, now) = (tuple(map(median, zip(*part, strict=True))) for part in (third, fourth))
        return float(now - was) / max(1e-9, later - at) * 3600


async def one(client: httpx.AsyncClient, cookie: str, chance: Random, heard: Heard) -> None:
    """One request, timed from when it was due: who has to wait for a place waits too."""
    kind = "write" if chance.random() < WRITES else "read"
    headers, began = {"cookie": f"gemel={cookie}", "sec-fetch-site": "same-origin"}, time.perf_counter()
    try:
        if kind == "read":
            answer = await client.get(chance.choice(READ), headers=headers)
        else:
            form = {"_token": form_token(cookie), "_id": secrets.token_hex(16), "did": couples.WORDS, "way": "now"}
            answer = await client.post("/thanks", data=form, headers=headers)
        heard.broken += [f"{answer.status_code}"] if answer.status_code >= 400 else []
    except httpx.HTTPError as fault:
        heard.broken.append(type(fault).__name__)
    heard.took[kind].append(time.perf_counter() - began)


async def loaded(server: Server, cookies: list[str], budget: Budget, heard: Heard) -> None:
    """At a fixed rate, and not when the last one is answered."""
    chance, began, tasks = Random(1), time.perf_counter(), set()
    async with httpx.AsyncClient(base_url=server.address, timeout=30) as client:
        for number in budget.tries():
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
            task = asyncio.create_task(one(client, chance.choice(cookies), chance, heard))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            if number % (10 * A_SECOND) == 0:
                heard.rss.append((time.monotonic(), server.rss()))
        await asyncio.gather(*tasks)


def run(budget: Budget, number: int = COUPLES) -> Found:
    heard = Heard()
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        data = Path(name)
        with couples.fresh_house(data) as house:
            pairs = [couples.couple_with(house, f"pair {each}", 20) for each in range(number)]
            cookies = [who.cookie for pair in pairs for who in (pair.one, pair.other)]
        loading = Budget(budget.n, max(30.0, budget.left))
        with gemel_server(data) as server:
            asyncio.run(loaded(server, cookies, loading, heard))
    return judged(heard, time.monotonic() - loading.began, number)


def judged(heard: Heard, seconds: float, number: int) -> Found:
    slow = [kind for kind, most in GOALS.items() if heard.p95(kind) > most]
    grows = seconds >= LONG_ENOUGH and heard.slope() > SLOPE
    sent = sum(map(len, heard.took.values()))
    ms = {kind: f"{1000 * heard.p95(kind):.0f} ms" for kind in GOALS}
    told = f"{number} couples, {sent / max(1.0, seconds):.0f} requests a second for {seconds:.0f} s, p95 {ms}, RSS {heard.slope():+.1f} MB/h"
    return Found(sent, len(heard.broken) + len(slow) + grows, f"{told}. {', '.join(sorted(set(heard.broken)))}".strip())
