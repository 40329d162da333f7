"""The table as markdown and as JSON, with the commit and the hashes of what it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bench.coach.goals import GOALS, Goal

ROOT = Path(__file__).parents[2]
HEAD = "| | figure | floor | first try | best published | goal | |"


def commit(root: Path = ROOT) -> str:
    """The commit that is checked out, read from git's own files."""
    folder = root / ".git"
    try:
        if folder.is_file():
            folder = root / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head
        named = folder / head.removeprefix("ref: ")
        if named.exists():
            return named.read_text(encoding="utf-8").strip()
        packed = (folder / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next(line.split()[0] for line in packed if line.endswith(head.removeprefix("ref: ")))
    except (OSError, StopIteration):
        return "unknown"


def hashes(folder: Path) -> dict[str, str]:
    """Of every file below a folder, by its path in it."""
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in files}


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if abs(value) < 2 else f"{value:.1f}"


def _line(name: str, value: float | None, goal: Goal) -> str:
    known = [_cell(one) for one in (goal.floor, goal.first, goal.best, goal.goal)]
    if value is None:
        return f"| {name} | not run | {' | '.join(known)} | |"
    met = goal.goal is not None and (value <= goal.goal if goal.most else value >= goal.goal)
    verdict = "" if goal.goal is None else "reached" if met else "not reached"
    return f"| {name} | {_cell(value)} | {' | '.join(known)} | {verdict} |"


def markdown(found: Mapping[str, float], facts: Mapping[str, str]) -> str:
    """First the lines that have a goal, then whatever else was measured."""
    lines = [_line(name, found.get(name), goal) for name, goal in GOALS.items()]
    rest = [f"| {name} | {_cell(value)} |" for name, value in found.items() if name not in GOALS]
    said = [f"- {name}: {value}" for name, value in facts.items()]
    table = [HEAD, "|---" * 7 + "|", *lines, "", "| also | figure |", "|---|---|", *rest]
    return "\n".join(["# The coach's encoder, as it ships", "", *said, "", *table, ""])


def write(folder: Path, found: Mapping[str, float], data: Path, model: Path, facts: Mapping[str, str]) -> str:
    """Writes RESULTS.md and results.json into the folder; gives the markdown."""
    text = markdown(found, facts)
    made = {"facts": dict(facts), "figures": dict(found), "model": hashes(model), "data": hashes(data)}
    (folder / "RESULTS.md").write_text(text, encoding="utf-8")
    (folder / "results.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return text
