"""How far the two labellings agree: Cohen's kappa for each code, and heat. `python corpus/agreement.py`."""

from __future__ import annotations

import json
from operator import itemgetter
from pathlib import Path

HERE = Path(__file__).parent
CODES = ["D1", "D2", "D3", "D4", "D5", "N1", "N2", "N3", "N4", "N5", "S1", "S2", "S3", "S4", "S5", "S6", "U", "AD", "X"]

Label = tuple[frozenset[str], int]
"""The codes of one line, and its heat."""


def first(batch: str) -> dict[int, Label]:
    """The writers' labels of a batch, by the number of the line from 0."""
    lines = (HERE / "batches" / f"{batch}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {number: (frozenset(row[2].split()), row[4]) for number, row in enumerate(rows)}


def second(batch: str) -> dict[int, Label]:
    """The blind labels of a batch; empty where there are none."""
    path = HERE / "second" / f"{batch}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    words = [line.split() for line in lines if line.strip()]
    return {int(one[0]): (frozenset(one[1:-1]), int(one[-1].removeprefix("h"))) for one in words}


def both() -> list[tuple[Label, Label]]:
    """Every line that was labelled twice."""
    found = []
    for path in sorted((HERE / "batches").glob("*.jsonl")):
        one, other = first(path.stem), second(path.stem)
        found += [(one[number], other[number]) for number in one if number in other]
    return found


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """Agreement beyond chance: 1 is all, 0 is chance (Cohen 1960)."""
    total = len(pairs)
    same = sum(one == other for one, other in pairs) / total
    often = [sum(pair[side] for pair in pairs) / total for side in (0, 1)]
    chance = often[0] * often[1] + (1 - often[0]) * (1 - often[1])
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def main() -> None:
    lines = both()
    print(f"{len(lines)} lines labelled twice\n\n| code | first | second | both | kappa |\n|---|---|---|---|---|")
    for code in CODES:
        pairs = [(code in one[0], code in other[0]) for one, other in lines]
        one, other, agreed = (sum(map(counts, pairs)) for counts in (itemgetter(0), itemgetter(1), all))
        print(f"| {code} | {one} | {other} | {agreed} | {kappa(pairs):.2f} |")
    apart = [abs(one[1] - other[1]) for one, other in lines]
    print(f"\nheat: the same {apart.count(0) / len(apart):.2f}, at most one apart {sum(a < 2 for a in apart) / len(apart):.2f}")


if __name__ == "__main__":
    main()
