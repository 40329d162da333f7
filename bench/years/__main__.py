"""Ten years of a lively couple: what each page costs with all of it behind them. See README.md."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.archive.__main__ import packed
from bench.kit import couples
from bench.kit.databases import databases
from bench.kit.figures import Figure, Options, main, median, median_ratio
from bench.years.life import DAY, lived
from gemel import testing
from gemel.moments import Cursor, Page, on_this_day, search
from gemel.people.person import Person
from gemel.rooms.memories.lookback import put_away

MANY, FEW, PHOTOS = 20_000, 100, 3_000
PAGES = {"Today": "/", "timeline": "/timeline"}
SOUGHT = ("heron", "cafe 131", "kettle staircase", "nothing of the kind", "ferry platform", "996", "we laughed", "zzz")
"""Words that are found at once, late, and not at all."""
DAYS = 100


@dataclass
class Times:
    """Of one thing, each time it was done: milliseconds by the clock, and of a core."""

    clock: list[float] = field(default_factory=list)
    core: list[float] = field(default_factory=list)

    def of(self, work: Callable[[], object]) -> None:
        begin, worked = time.perf_counter(), time.process_time()
        work()
        self.core.append(1000 * (time.process_time() - worked))
        self.clock.append(1000 * (time.perf_counter() - begin))

    def figure(self, what: str, most: float) -> Figure:
        """The slowest but one in twenty, of a core: the clock's time is the machine's business."""
        return Figure(what, at(self.core, 0.95), "ms", most=most, note=f"by the clock {at(self.clock, 0.95):.0f} ms")


def at(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


Pair = tuple[testing.Client, testing.Client]


def pages(few: Pair, many: Pair, rounds: int, names: tuple[str, ...] = tuple(PAGES), note: str = "") -> list[Figure]:
    """The same page of both couples in turn, in one process; one round's ratio is of the same second."""
    return [_page(f"{name}{note}", PAGES[name], few, many, rounds) for name in names]


def _page(name: str, path: str, few: Pair, many: Pair, rounds: int) -> Figure:
    small, large, warm = Times(), Times(), Times()
    for lap in range(rounds + 5):
        for times, pair in ((small, few), (large, many)):
            (times if lap >= 5 else warm).of(partial(pair[0].get, path))
    ratio, core = median_ratio(large.core, small.core), median(large.core)
    return Figure(f"{name}: at {MANY:,} / at {FEW}", ratio, "x", most=1.1, note=f"{core:.1f} ms of a core")


def looked_back(house: testing.TestHouse, *pairs: Pair) -> None:
    """As Today is for the rest of a day on which «on this day» was looked at once."""
    for one, _other in pairs:
        with house.house.store.writing() as db:
            put_away(db, one.me(), house.clock.now, one.me().zone)


def looked_for(house: testing.TestHouse, who: testing.Client) -> list[Figure]:
    """Each look by itself, as a page makes it, and all looks of one search to its end."""
    me, looks, searches = who.me(), Times(), Times()
    for words in SOUGHT * 3:
        searches.of(lambda words=words: to_the_end(house, me, words, looks))
    whole = Figure("search to the first day, p95", at(searches.core, 0.95), "ms", note="in looks that follow each other")
    return [looks.figure(f"search over {MANY:,}: one look, p95", 250), whole]


def to_the_end(house: testing.TestHouse, me: Person, words: str, looks: Times) -> None:
    page = one_look(house, me, words, None, looks)
    while page.older is not None:
        page = one_look(house, me, words, page.older, looks)


def one_look(house: testing.TestHouse, me: Person, words: str, before: Cursor | None, looks: Times) -> Page:
    found: list[Page] = []
    with house.house.store.reading() as db:
        looks.of(lambda: found.append(search(db, me, house.clock.now, words, before)))
    return found[0]


def days(house: testing.TestHouse, who: testing.Client) -> Figure:
    me, times, zone = who.me(), Times(), ZoneInfo("Europe/Oslo")
    for back in range(DAYS):
        with house.house.store.reading() as db:
            now = house.clock.now - back * DAY
            times.of(lambda db=db, now=now: list(on_this_day(db, me, now, zone)))
    return times.figure("on this day, p95", 60)


def archived(house: testing.TestHouse, who: testing.Client, folder: Path) -> list[Figure]:
    made = packed(house, who, folder / "archive.zip")
    return [
        Figure("export of everything, of a core", made.worked, "s", most=60, note=f"by the clock {made.seconds:.0f} s"),
        Figure("export, memory on top", made.grown, "MB", most=40, note=f"{made.size:.0f} MB of file"),
    ]


def on(name: str, data: Path, url: str, options: Options) -> list[Figure]:
    with couples.fresh_house(data, url) as house:
        begin = time.perf_counter()
        few, many = lived(house, "few", FEW, PHOTOS * FEW // MANY), lived(house, "many", MANY, PHOTOS)
        found = [Figure("written", time.perf_counter() - begin, "s")]
        house.clock.forward(seconds=1)
        found += pages(few, many, options.rounds)
        looked_back(house, few, many)
        found += pages(few, many, options.rounds, ("Today",), ", once looked back")
        found += [*looked_for(house, many[0]), days(house, many[0]), *archived(house, many[0], data)]
    return [Figure(f"{name}: {one.what}", one.value, one.unit, one.least, one.most, one.note) for one in found]


def measure(options: Options) -> list[Figure]:
    found = []
    with databases() as urls:
        for name, url in urls.items():
            with tempfile.TemporaryDirectory(prefix="gemel-bench-") as folder:
                found += on(name, Path(folder) / "data", url, options)
    return found


if __name__ == "__main__":
    main("years", measure, rounds=40, seconds=0)
