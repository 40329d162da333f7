"""How quickly one phone learns what changed on the other, and what a waiting phone costs. See README.md."""

from __future__ import annotations

import asyncio
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.kit import couples
from bench.kit.figures import Figure, Options, main, median
from bench.kit.servers import Server, free_port, running
from bench.live.phones import Phone, connect, publish
from bench.live.taps import end_to_end
from gemel import testing_postgres

COUPLES, TABS = 625, 4  # 1,250 people with four phones or tabs each: 5,000 phones
OTHERS, MOST = 1_000, 5_000
TELLINGS, PAUSE = 200, 0.01  # events in one round, and seconds between them
COSTED = 3_000  # events whose CPU is taken together, since the kernel counts in hundredths of a second
DATABASE_COUPLES = 125  # on PostgreSQL: 1,000 phones are enough there


@dataclass
class People:
    """Who listens: cookies for phones, ids for publishing. The first couple is the one that is timed."""

    cookies: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def phones(self, number: int) -> list[str]:
        """Cookies for so many phones of others, one for each person before anybody's second."""
        others = self.cookies[2:]
        return [others[index % len(others)] for index in range(number)]


def settle(data: Path, url: str, number: int) -> People:
    people = People()
    with couples.fresh_house(data, url) as house:
        for index in range(number + 1):
            for who in house.couple(f"one {index}", f"other {index}"):
                people.cookies.append(f"gemel={who.cookie}")
                people.ids.append(who.entrance.person.hex())
    return people


@contextmanager
def product(data: Path, **env: str) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "bench.live.served"]
    with running(command, port, {"GEMEL_DATA": str(data), "PORT": str(port), **env}, "/health") as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    port = free_port()
    with running([sys.executable, "-m", "bench.live.served", "bare"], port, {"PORT": str(port)}) as server:
        yield server


@contextmanager
def redis() -> Iterator[str | None]:
    program, port = shutil.which("redis-server"), free_port()
    if program is None:
        yield None
        return
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
    )
    try:
        time.sleep(0.5)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


# --- how long it takes -----------------------------------------------------------------------------------------------


@dataclass
class Way:
    """From one server to a phone on the same or another one, with a thousand others connected there."""

    name: str
    says: Server
    hears: Server
    people: People
    goal: float | None
    took: list[float] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    version: int = 0

    async def open(self) -> None:
        self.phones = await connect(self.hears.address, [self.people.cookies[1], *self.people.phones(OTHERS)])

    async def round(self) -> None:
        for _number in range(TELLINGS):
            self.version += 1
            heard = self.phones[0].heard(self.version)
            asked = {"people": ",".join(self.people.ids[:2]), "cookie": self.people.cookies[1]}
            began = await publish(self.says, version=self.version, **asked)
            self.took.append((await asyncio.wait_for(heard, 10) - began) / 1e6)
            await asyncio.sleep(PAUSE)

    def figures(self) -> list[Figure]:
        took = sorted(self.took)
        return [
            Figure(f"{self.name}, publish to bytes, p50", median(took), "ms"),
            Figure(f"{self.name}, publish to bytes, p99", took[int(len(took) * 0.99)], "ms", most=self.goal),
        ]


async def _timed(ways: list[Way], rounds: int) -> list[Figure]:
    for way in ways:
        await way.open()
    for lap in range(rounds + 1):
        for way in ways:
            await way.round()
            if not lap:
                way.took.clear()  # the first lap warms up
    for way in ways:
        for phone in way.phones:
            phone.close()
    return [figure for way in ways for figure in way.figures()]


def delays(data: Path, people: People, rounds: int) -> list[Figure]:
    """All ways in turn, again and again, in the same minutes."""
    with ExitStack() as open_now:
        start = open_now.enter_context
        one, plain = start(product(data)), start(bare())
        ways = [Way("one process", one, one, people, 5), Way("bare stream", plain, plain, people, None)]
        address, cluster = start(redis()), testing_postgres.start()
        if address:
            env = {"GEMEL_BUS": address}
            ways.append(Way("two processes, Redis", start(product(data, **env)), start(product(data, **env)), people, 15))
        if cluster:
            open_now.callback(cluster.stop)
            folder = Path(start(tempfile.TemporaryDirectory(prefix="gemel-bench-")))
            url = cluster.create("bench")
            env, theirs = {"GEMEL_BUS": "postgres", "DATABASE_URL": url}, settle(folder, url, DATABASE_COUPLES)
            ways.append(Way("two processes, PostgreSQL", start(product(folder, **env)), start(product(folder, **env)), theirs, 15))
        return asyncio.run(_timed(ways, rounds))


# --- what it costs ---------------------------------------------------------------------------------------------------


@dataclass
class Cost:
    """What phones cost one server: kB (10^3 bytes) each, and µs of CPU for an event, by number of phones."""

    name: str
    kb: dict[int, float] = field(default_factory=dict)
    us: dict[int, float] = field(default_factory=dict)
    greeted: int = 0
    lost: int = 0
    reached: int = 0
    seconds: float = 0
    idle: float = 0


async def _costs(cost: Cost, server: Server, people: People) -> None:
    for phone in (warm := await connect(server.address, people.phones(20))):
        phone.close()
    await asyncio.sleep(1)
    assert all(phone.greeted.is_set() for phone in warm)
    before = server.rss()
    phones = await connect(server.address, [people.cookies[1], *people.phones(9)])
    cost.us[10] = await _cpu(server, people, phones[0])
    for number in (OTHERS, MOST):
        began, cookies = time.monotonic(), people.phones(number)[len(phones) :]
        phones += await connect(server.address, cookies)
        cost.seconds = time.monotonic() - began
        await asyncio.sleep(1)
        cost.kb[number] = 1000 * (server.rss() - before) / number
    cost.greeted, cost.lost = sum(one.greeted.is_set() for one in phones), sum(one.lost for one in phones)
    cost.us[MOST] = await _cpu(server, people, phones[0])
    used = server.cpu()
    await asyncio.sleep(10)
    cost.idle = (server.cpu() - used) / 10
    if cost.name != "bare stream":
        cost.reached = await _reach_all(server, people, phones)
    cost.lost += sum(one.lost for one in phones) - cost.lost
    for phone in phones:
        phone.close()


async def _cpu(server: Server, people: People, phone: Phone) -> float:
    """µs of CPU for one event to one couple, beyond what the server uses doing nothing."""
    used, began = server.cpu(), time.monotonic()
    await asyncio.sleep(5)
    idle = (server.cpu() - used) / (time.monotonic() - began)
    first, used, began, events = phone.version + 1, server.cpu(), time.monotonic(), phone.events
    heard = phone.heard(first + COSTED - 1)
    asked = {"people": ",".join(people.ids[:2]), "cookie": people.cookies[1]}
    await publish(server, version=first, times=COSTED, **asked)
    await asyncio.wait_for(heard, 10)
    spent = server.cpu() - used - idle * (time.monotonic() - began)
    return 1e6 * spent / (phone.events - events)


async def _reach_all(server: Server, people: People, phones: list[Phone]) -> int:
    """Publish to everybody, a hundred people at a time; how many phones heard."""
    version = 1_000_000
    for first in range(0, len(people.ids), 100):
        await publish(server, people=",".join(people.ids[first : first + 100]), version=version)
    for _try in range(100):
        if all(phone.version == version for phone in phones):
            break
        await asyncio.sleep(0.05)
    return sum(phone.version == version for phone in phones)


def costs(data: Path, people: People) -> list[Figure]:
    found = []
    for name, way in (("gemel", lambda: product(data)), ("bare stream", bare)):
        with way() as server:
            asyncio.run(_costs(cost := Cost(name), server, people))
            found += _figures(cost)
    return found


def _figures(cost: Cost) -> list[Figure]:
    ours = cost.name == "gemel"
    shown = [
        Figure(f"{cost.name}, memory a phone at {number:,}", cost.kb[number], "kB", most=16 if ours else None)
        for number in (OTHERS, MOST)
    ]
    shown.append(Figure(f"{cost.name}, CPU of an event at 10 phones", cost.us[10], "µs"))
    shown.append(Figure(f"{cost.name}, CPU of an event at {MOST:,} phones", cost.us[MOST], "µs"))
    if not ours:
        return shown
    return [
        *shown,
        Figure("gemel, the one over the other", cost.us[MOST] / cost.us[10], most=1.5),
        Figure("gemel, CPU while 5,000 wait", 100 * cost.idle, "% of a core"),
        Figure("gemel, 4,000 come at once, greeted within", cost.seconds, "s"),
        Figure("gemel, of 5,000 not greeted, or lost", MOST - cost.greeted + cost.lost, most=0),
        Figure("gemel, of 5,000 that an event did not reach", MOST - cost.reached, most=0),
    ]


def measure(options: Options) -> list[Figure]:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        people = settle(Path(name), "", COUPLES)
        both, others = people.cookies[:2], people.phones(OTHERS)
        figures = [*delays(Path(name), people, options.rounds), *costs(Path(name), people)]
        return [*figures, *end_to_end(Path(name), both, others)]


if __name__ == "__main__":
    main("live", measure, rounds=5, seconds=0)
