"""Our own corpus: train and dev batches only. The test part is never opened here."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from training.kinds import BINARY, Row, Task

CODES = ("D1", "D2", "D3", "D4", "D5", "N1", "N2", "N3", "N4", "N5", "S1", "S2", "S3", "S4", "S5", "S6", "U", "AD", "X")  # fmt: skip
LABELS = (*CODES, "heat")
NEAR_WEIGHT, MOST_WEIGHT = 2.0, 4.0
Line = tuple[str, str, frozenset[str], str, int, frozenset[str]]
"""Text, what it answers, codes, what it is near, heat, and the codes on which the two labellings differ."""


def line_of(written: str, second: frozenset[str] | None) -> Line:
    text, reply_to, codes, near, heat = json.loads(written)
    first = frozenset(codes.split())
    return text, reply_to, first, near, heat, frozenset() if second is None else first ^ second


def second_of(corpus: Path, batch: str) -> dict[int, frozenset[str]]:
    """The blind labels of a batch by line number; empty where it was labelled once only."""
    path = corpus / "second" / f"{batch}.txt"
    words = [line.split() for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return {int(one[0]): frozenset(one[1:-1]) for one in words if one}


def row_of(line: Line, after: Line | None, weights: dict[str, float]) -> Row:
    """A positive weighs what its code's rarity asks for, a negative that looks like its code twice a plain one;
    where the two labellings differ, nothing is learnt about that code."""
    text, reply_to, codes, near, heat, apart = line
    weight = [
        0.0 if code in apart else weights[code] if code in codes else NEAR_WEIGHT if code == near else 1.0
        for code in CODES
    ]
    target = [float(code in codes) for code in CODES]
    beats = CODES.index(after[3]) if after and after[3] in codes else -1
    return Row(text, (*target, heat / 3), reply_to, (*weight, 1.5), beats)


def weights_of(lines: list[Line]) -> dict[str, float]:
    """The root of negatives per positive, at most 4."""
    counts = {code: sum(code in line[2] for line in lines) for code in CODES}
    return {code: min(MOST_WEIGHT, (len(lines) / max(1, count)) ** 0.5) for code, count in counts.items()}


def batches(corpus: Path, part: str) -> list[tuple[str, list[Line]]]:
    """The batches of a part that are written so far, with what kind each is of."""
    if part not in {"train", "dev"}:
        raise ValueError("the test part is for the bench, not for training")
    briefs = tomllib.loads((corpus / "briefs.toml").read_text(encoding="utf-8"))
    names = sorted(name for name, brief in briefs.items() if brief["part"] == part)
    paths = [corpus / "batches" / f"{name}.jsonl" for name in names]
    read = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in paths if path.exists()}
    found = []
    for name, lines in read.items():
        second = second_of(corpus, name)
        found.append((briefs[name]["kind"], [line_of(one, second.get(number)) for number, one in enumerate(lines)]))
    return found


def rows_of(found: list[tuple[str, list[Line]]], weights: dict[str, float]) -> list[Row]:
    rows = []
    for kind, lines in found:
        after = [*lines[1:], None] if kind == "pairs" else [None] * len(lines)
        rows += [row_of(line, next_one, weights) for line, next_one in zip(lines, after, strict=True)]
    return rows


def couples(corpus: Path, passes: float = 5.0) -> Task:
    """The head of the rules. Without a corpus it has no rows, only its labels."""
    task = Task("couples", LABELS, BINARY, passes=passes)
    found = batches(corpus, "train")
    weights = weights_of([line for _, lines in found for line in lines])
    task.parts["train"] = rows_of(found, weights)
    task.parts["dev"] = rows_of(batches(corpus, "dev"), weights)
    return task
