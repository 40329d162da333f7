"""Figures against their goals, as a table."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. A goal is «at least» or «at most»; without one the figure is for reading only."""

    what: str
    value: float | None
    unit: str = ""
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.least is None and self.most is None:
            return None
        if self.value is None:
            return False
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    @property
    def goal(self) -> str:
        low = "" if self.least is None else f">= {self.least:g}"
        return low or ("" if self.most is None else f"<= {self.most:g}")


VERDICT = {None: "", True: "met", False: "NOT MET"}


def _shown(one: Figure) -> tuple[str, str, str, str, str]:
    value = "not measured" if one.value is None else f"{one.value:,.2f} {one.unit}".strip()
    return one.what, value, one.goal, VERDICT[one.met], one.note


def table(title: str, figures: Iterable[Figure]) -> str:
    rows = [("what", "figure", "goal", "", ""), *map(_shown, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([title, "-" * len(title), *lines, ""])


def median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def median_ratio(over: Sequence[float], under: Sequence[float]) -> float | None:
    """The middle of the ratios of each round: what disturbed one round disturbed both sides of it."""
    return median([one / other for one, other in zip(over, under, strict=True) if other])


Options = argparse.Namespace


def main(name: str, measure: Callable[[Options], list[Figure]], rounds: int, seconds: float) -> None:
    """Run one benchmark from the command line; only `--strict` turns a missed goal into a failure."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seconds", type=float, default=seconds, help="seconds of load in one round")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is not met")
    figures = measure(options := parser.parse_args())
    print(table(name, figures), flush=True)
    sys.exit(1 if options.strict and any(one.met is False for one in figures) else 0)
