"""G6, as often as it is asked for: worlds by the batch, since each sequence wants a couple of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.trust.kit import Budget, Found
from bench.trust.worlds import Tally, compare, two_worlds

BATCH = 60
"""Couples of one pair of houses: to build two takes as long as three sequences."""


def sequences(budget: Budget, folder: Path) -> Tally:
    tally, numbers = Tally(), list(range(budget.n))
    for first in range(0, budget.n, BATCH):
        batch = numbers[first : first + BATCH]
        if budget.left <= 0:
            break
        with two_worlds(folder / str(first), len(batch)) as worlds:
            for number in batch:
                if budget.left > 0:
                    compare(worlds, budget.seed + 2 * number, tally)
    return tally


def run(budget: Budget) -> Found:
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        tally = sequences(budget, Path(name))
    acts = sum(tally.acts.values())
    shown = "; ".join(map(str, tally.found[:3]))
    told = f"seed {budget.seed}; {acts:,} private acts of {len(tally.acts)} sorts, {tally.answers:,} answers compared. {shown}"
    return Found(tally.sequences, len(tally.found), told.strip())
