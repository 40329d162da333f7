"""What the attacks share: how long they may go on, what they found, and commands that are attacks of their own."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gemel import testing_postgres
from gemel.testing import TestHouse, open_test_house


@dataclass
class Budget:
    """So many tries, or so many seconds, whichever is over first."""

    n: int
    seconds: float = 3600.0
    seed: int = field(default_factory=lambda: secrets.randbelow(2**31))
    began: float = field(default_factory=time.monotonic)
    db: str = "sqlite"
    """Or "postgres", for attacks that begin with `a_house` and for tests."""

    def tries(self) -> Iterator[int]:
        for number in range(self.n):
            if self.left <= 0:
                return
            yield number

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.began)


@dataclass(frozen=True, slots=True)
class Found:
    n: int
    """How many tries there were."""
    wrong: int
    """How many of them succeeded as an attack, or lost something. The goal is 0, always."""
    note: str = ""


@contextmanager
def a_house(budget: Budget) -> Iterator[TestHouse]:
    """A house of its own, on the database that is asked for; gone afterwards."""
    cluster = testing_postgres.start() if budget.db == "postgres" else None
    try:
        url = cluster.create("trust") if cluster else ""
        with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name, open_test_house(Path(name) / "data", url) as house:
            yield house
    finally:
        if cluster:
            cluster.stop()


def pytest(*what: str, db: str = "sqlite", **env: str) -> Found:
    """Tests that are an attack already, in their long form."""
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "--db", db, *what]
    ended = subprocess.run(command, env=os.environ | env, capture_output=True, text=True, check=False)
    return Found(told(ended.stdout, "passed"), wrong_of(ended.returncode, ended.stdout), last_line(ended.stdout))


def told(output: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}", output)
    return int(found[1]) if found else 0


def wrong_of(code: int, output: str) -> int:
    """Tests that failed; at least one where it did not end well."""
    failed = told(output, "failed") + told(output, "error")
    return max(failed, int(code != 0))


def last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return re.sub(r" in [\d.]+s.*", "", lines[-1]).strip("= ") if lines else ""
