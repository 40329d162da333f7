"""Buses under test: what connects the processes, started for the test and gone afterwards."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from gemel import testing_postgres
from gemel.live.across import Across
from gemel.live.bus import Bus, Event
from gemel.live.postgres import Postgres
from gemel.live.redis import Redis

KEY = b"p" * 32
ANA, BEN, CLEO = b"a" * 16, b"b" * 16, b"c" * 16


@dataclass
class Ear:
    """A phone that remembers what it was told."""

    heard: list[Event] = field(default_factory=list)

    def tell(self, event: Event) -> None:
        self.heard.append(event)


@dataclass(frozen=True)
class Kind:
    """A way to make buses that reach each other, and to cut the line of those that have one."""

    name: str
    make: Callable[[], Bus]
    cut: Callable[[], None] = lambda: None
    overhear: Callable[[], Overheard] | None = None


class Overheard:
    """Everything that went over the wire, as somebody with access to it would see it."""

    def __init__(self, next_one: Callable[[], str]) -> None:
        self.next_one = next_one


async def until(true: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)


@contextmanager
def database() -> Iterator[str | None]:
    """The address of a throw-away PostgreSQL; None where the machine has none."""
    place, name = os.environ.get("GEMEL_TEST_CLUSTER"), f"live_{secrets.token_hex(4)}"
    if place:
        folder, _bar, programs = place.partition("|")
        yield testing_postgres.Cluster(Path(folder), Path(programs)).create(name)
        return
    cluster = testing_postgres.start()
    try:
        yield cluster.create(name) if cluster else None
    finally:
        if cluster:
            cluster.stop()


@contextmanager
def redis_server(folder: Path) -> Iterator[str | None]:
    """The address of a throw-away Redis; None where the machine has none."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        _reachable(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def _reachable(port: int) -> None:
    for _try in range(500):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise AssertionError("Redis did not start")


def over_postgres(url: str) -> Kind:
    def cut() -> None:
        with psycopg.connect(url, autocommit=True) as db:
            db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")

    def overhear() -> Overheard:
        db = psycopg.connect(url, autocommit=True)
        db.execute("LISTEN gemel_live -- overhearing".replace("LISTEN", "/**/ LISTEN", 1))
        return Overheard(lambda: next(db.notifies(timeout=5, stop_after=1)).payload)

    return Kind("postgres", lambda: Across(KEY, Postgres(url)), cut, overhear)


def over_redis(url: str) -> Kind:
    from redis import Redis as Plain

    def cut() -> None:
        with Plain.from_url(url) as client:
            client.client_kill_filter(_type="pubsub")

    def overhear() -> Overheard:
        line = Plain.from_url(url).pubsub()
        line.subscribe("gemel:live")
        assert line.get_message(timeout=5)["type"] == "subscribe"  # type: ignore[index]
        return Overheard(lambda: line.get_message(timeout=5)["data"].decode())  # type: ignore[index]

    return Kind("redis", lambda: Across(KEY, Redis(url)), cut, overhear)
