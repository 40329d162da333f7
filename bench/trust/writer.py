"""G5. Somebody who can write to the database, and has an account of their own, plays through every script."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.trust import flags, keys
from bench.trust.kit import Budget, Found
from bench.trust.stage import SCRIPTS, Script, Stage
from gemel.testing import TestHouse, open_test_house

assert flags and keys  # their scripts are in the list by being read


def succeeded(house: TestHouse, scripts: Iterable[Script] = SCRIPTS, first: int = 0) -> list[str]:
    """The names of scripts that came to something; each has three people of its own."""
    return [one.__name__ for number, one in enumerate(scripts, first) if one(Stage(house, number))]


def run(budget: Budget) -> Found:
    came: list[str] = []
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name, open_test_house(Path(name) / "data") as house:
        played = list(zip(budget.tries(), SCRIPTS, strict=False))
        for number, one in played:
            came += succeeded(house, [one], number)
    return Found(
        len(played), len(came), ", ".join(came) or "rollback to an older copy of a row is not among them: see README.md"
    )
