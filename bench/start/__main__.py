"""Start to first answer, and memory after 500 requests. See README.md."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from bench.kit import couples
from bench.kit.figures import Figure, Options, main, median
from bench.kit.servers import ROOT, Server, gemel_server

REQUESTS = 500
PATHS = ("/", "/timeline", "/thanks", "/you", "/tree.svg")
HEAVIEST = 15


def _visit(server: Server, headers: dict[str, str], number: int) -> None:
    for index in range(number):
        asked = urllib.request.Request(server.address + PATHS[index % len(PATHS)], headers=headers)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            answer.read()


def measure(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        data = Path(name)
        with couples.fresh_house(data) as house:
            couple = couples.couple_with(house, "of 1000", 1_000)
        starts, worked, idle, used = [], [], [], []
        for _lap in range(options.rounds):
            with gemel_server(data) as server:
                starts.append(server.started_in)
                worked.append(server.start_cpu)
                idle.append(server.rss())
                _visit(server, couple.headers, REQUESTS)
                used.append(server.rss())
    _heaviest_imports()
    return [
        Figure("start to first answer, the quickest", min(starts), "s", most=1.5),
        Figure("start to first answer, the middle one", median(starts), "s"),
        Figure("start to first answer, CPU of the quickest", min(worked), "s"),
        Figure("memory after the first answer", median(idle), "MB"),
        Figure(f"memory after {REQUESTS} requests", median(used), "MB", most=120),
    ]


def _heaviest_imports() -> None:
    """The packages that the start spends its time on: own time of each module, summed by package."""
    command = [sys.executable, "-X", "importtime", "-c", "import uvicorn.config, gemel.app"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stderr
    sums: dict[str, float] = {}
    for line in told.splitlines():
        own, _bar, rest = line.removeprefix("import time:").partition("|")
        package = rest.rpartition("|")[2].strip().partition(".")[0]
        if own.strip().isdigit():
            sums[package] = sums.get(package, 0) + int(own) / 1000
    print(f"Imports, {sum(sums.values()):.0f} ms in all:")
    for package, ms in sorted(sums.items(), key=lambda pair: -pair[1])[:HEAVIEST]:
        print(f"  {ms:7.1f} ms  {package}")


if __name__ == "__main__":
    main("start", measure, rounds=5, seconds=0)
