"""A load on one address: wrk with sixteen connections that ask again as soon as they are answered."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.kit.servers import Server

CONNECTIONS = 16


class NoWrk(SystemExit):
    def __init__(self) -> None:
        super().__init__("This benchmark needs wrk (apt-get install wrk, brew install wrk).")


class Wrong(Exception):
    """The server gave answers that are not what is being measured."""


@dataclass(frozen=True, slots=True)
class Run:
    requests: int
    seconds: float
    cpu: float
    wrong: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the server's CPU for one request."""
        return 1000 * self.cpu / max(1, self.requests)


def wrk(server: Server, path: str, headers: Mapping[str, str], seconds: float) -> Run:
    """One round. The server's CPU is read from the kernel before and after, children included."""
    program = shutil.which("wrk")
    if program is None:
        raise NoWrk
    lines = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before = server.cpu()
    out = subprocess.run(
        [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "10s", *lines, server.address + path],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return _read(out, server.cpu() - before)


def _read(out: str, cpu: float) -> Run:
    done = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m)", out)
    if done is None:
        raise Wrong(out)
    seconds = float(done[2]) * {"ms": 0.001, "s": 1, "m": 60}[done[3]]
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    wrong = int(bad[1]) if bad else 0
    return Run(int(done[1]), seconds, cpu, wrong + (sum(map(int, sockets.groups())) if sockets else 0))


@dataclass
class Target:
    """One page of one server, and the rounds it went through."""

    name: str
    server: Server
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        return [run.rate for run in self.runs]

    @property
    def cpus(self) -> list[float]:
        return [run.cpu_ms for run in self.runs]


def interleaved(targets: Sequence[Target], rounds: int, seconds: float) -> None:
    """Every target in turn, again and again, so that a noisy minute is shared by all. The first lap warms up."""
    for lap in range(rounds + 1):
        for one in targets:
            run = wrk(one.server, one.path, one.headers, seconds if lap else min(seconds, 1))
            if run.wrong:
                raise Wrong(f"{one.name}: {run.wrong} of {run.requests} answers were not 2xx")
            if lap:
                one.runs.append(run)
