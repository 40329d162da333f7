"""Today and the timeline under load. See README.md."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.kit import couples
from bench.kit.couples import Couple
from bench.kit.figures import Figure, Options, main, median, median_ratio
from bench.kit.load import Target, interleaved
from bench.kit.servers import gemel_server
from bench.pages import bare, baselines, queries

PAGES = {"Today": "/", "timeline": "/timeline"}
SIZES = (100, 5_000, 20_000)
QUERIES = {"Today": 13, "timeline": 3}


@dataclass(frozen=True, slots=True)
class Past:
    """Couples by how much lies behind them, and how many queries each page takes at 5,000."""

    couples: dict[int, Couple]
    queries: dict[str, int]


def _past(data: Path) -> Past:
    with couples.fresh_house(data) as house:
        found = {size: couples.couple_with(house, f"of {size}", size) for size in SIZES}
        return Past(found, {name: queries.counted(house, found[5_000], path) for name, path in PAGES.items()})


def measure(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name, ExitStack() as open_now:
        folder = Path(name)
        past = _past(folder / "data")
        ours = open_now.enter_context(gemel_server(folder / "data"))
        plain = Target("bare", open_now.enter_context(baselines.bare_server(folder)), "/", bare.headers())
        django = baselines.make_django(folder)
        others = [
            Target(way, open_now.enter_context(baselines.django_server(django, way)), "/", django.headers)
            for way in baselines.WAYS
        ]
        mine = {
            (name, size): Target(f"{name} of {size}", ours, path, past.couples[size].headers)
            for name, path in PAGES.items()
            for size in SIZES
        }
        interleaved([plain, *mine.values(), *others], options.rounds, options.seconds)
    return [*_baselines(plain, others), *_figures(mine, plain, others, past.queries)]


def _baselines(plain: Target, others: list[Target]) -> list[Figure]:
    rates = [Figure(f"{one.name}, requests a second", median(one.rates)) for one in (plain, *others)]
    return [*rates, Figure("bare, CPU a request", median(plain.cpus), "ms")]


def _figures(
    mine: dict[tuple[str, int], Target], plain: Target, others: list[Target], number: dict[str, int]
) -> list[Figure]:
    best = max(others, key=lambda one: median(one.rates) or 0)
    started = next(one for one in others if one.name == baselines.STARTED)
    found = []
    for name in PAGES:
        page, small, large = (mine[name, size] for size in (5_000, 100, 20_000))
        found += [
            Figure(f"{name}, requests a second", median(page.rates)),
            Figure(f"{name} / bare", median_ratio(page.rates, plain.rates), "x", least=0.45),
            Figure(f"{name} / Django ({best.name})", median_ratio(page.rates, best.rates), "x", least=1.5),
            Figure(f"{name} / Django as startproject makes it", median_ratio(page.rates, started.rates), "x"),
            Figure(f"{name}, CPU a request", median(page.cpus), "ms", most=2.5),
            Figure(f"{name}, queries", number[name], most=QUERIES[name]),
            Figure(f"{name}, CPU at 20,000 / at 100", median_ratio(large.cpus, small.cpus), "x", most=1.1),
        ]
    return found


if __name__ == "__main__":
    main("pages", measure, rounds=5, seconds=3)
