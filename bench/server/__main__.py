"""uvicorn against granian, both serving gemel. See README.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.kit import couples
from bench.kit.figures import Figure, Options, main, median
from bench.kit.load import Target, interleaved
from bench.kit.servers import Server, free_port, gemel_server, running

FACTORY = "gemel.app:create_app"
GRANIAN = (
    "--interface", "asgi", "--workers", "1", "--loop", "uvloop", "--no-access-log", "--log-level", "warning", "--factory",
)  # fmt: skip
STARTS = 5


@contextmanager
def granian(data: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "granian", *GRANIAN, "--host", "127.0.0.1", "--port", str(port), FACTORY]
    with running(command, port, {"GEMEL_DATA": str(data)}) as server:
        yield server


WAYS = {"uvicorn": gemel_server, "granian": granian}


def _starts(data: Path) -> dict[str, list[float]]:
    """Seconds from the start of the process to its first answer, in turn."""
    found: dict[str, list[float]] = {name: [] for name in WAYS}
    for _lap in range(STARTS):
        for name, way in WAYS.items():
            with way(data) as server:
                found[name].append(server.started_in)
    return found


def measure(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name, ExitStack() as open_now:
        data = Path(name)
        with couples.fresh_house(data) as house:
            couple = couples.couple_with(house, "of 5000", 5_000)
        starts = _starts(data)
        targets = [Target(name, open_now.enter_context(way(data)), "/", couple.headers) for name, way in WAYS.items()]
        interleaved(targets, options.rounds, options.seconds)
        return [figure for one in targets for figure in _figures(one, starts[one.name])]


def _figures(one: Target, starts: list[float]) -> list[Figure]:
    return [
        Figure(f"{one.name}, Today, requests a second", median(one.rates)),
        Figure(f"{one.name}, CPU a request", median(one.cpus), "ms"),
        Figure(f"{one.name}, memory after the load", one.server.pss(), "MB"),
        Figure(f"{one.name}, start to first answer", median(starts), "s"),
    ]


if __name__ == "__main__":
    main("server", measure, rounds=5, seconds=4)
