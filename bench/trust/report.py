"""What was found, kept between runs in results.json and written for people into RESULTS.md."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path

from bench.trust.goals import GOALS, Goal
from bench.trust.kit import Found

HERE = Path(__file__).parent
KEPT, SHOWN = HERE / "results.json", HERE / "RESULTS.md"
HEAD = """# Under attack and under load: what was found

Written by `make trust` (see README.md); each line says what was tried, how often, and when. "held" means that nothing
was found in fewer tries than the goal asks for: it is not yet met.

| goal | what | figure to reach | found | tries | asked for | verdict | seconds | commit | when |
|---|---|---|---|---|---|---|---|---|---|
"""


def keep(goal: Goal, found: Found, seconds: float, db: str = "sqlite") -> None:
    """Put one goal's outcome among the others, and write the page anew."""
    known = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    known[_name(goal, db)] = {
        "found": found.wrong, "tries": found.n, "verdict": verdict(goal, found), "note": found.note,
        "seconds": round(seconds), "commit": commit(), "when": time.strftime("%Y-%m-%d"), "machine": machine(),
    }  # fmt: skip
    KEPT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    SHOWN.write_text(page(known))


def verdict(goal: Goal, found: Found) -> str:
    if found.wrong:
        return "NOT MET"
    if not found.n:
        return "not measured"
    return "met" if found.n >= goal.tries else "held"


def page(known: Mapping[str, Mapping[str, object]]) -> str:
    rows = [_row(goal, goal.name, known.get(goal.name)) for goal in GOALS]
    rows += [_row(goal, name, known[name]) for goal in GOALS if (name := _name(goal, "postgres")) in known]
    machines = sorted({str(one["machine"]) for one in known.values()})
    notes = [f"- **{name}**: {one['note']}" for name, one in sorted(known.items()) if one["note"]]
    return HEAD + "\n".join(rows) + "\n\nMachine: " + "; ".join(machines) + ".\n\n" + "\n".join(notes) + "\n"


def _name(goal: Goal, db: str) -> str:
    return f"{goal.name} on PostgreSQL" if db == "postgres" else goal.name


def _row(goal: Goal, name: str, one: Mapping[str, object] | None) -> str:
    cells = [name, goal.what, goal.reach]
    if one is None:
        return f"| {' | '.join([*cells, 'not run', '', f'{goal.tries:,}', '', '', '', ''])} |"
    told = [f"{one['found']}", f"{one['tries']:,}", f"{goal.tries:,}"]
    return f"| {' | '.join([*cells, *told, *(str(one[name]) for name in ('verdict', 'seconds', 'commit', 'when'))])} |"


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def commit() -> str:
    """The commit of this working tree, read as git keeps it; what is not committed yet it does not tell."""
    folder = HERE.parents[1] / ".git"
    try:
        head = (folder / "HEAD").read_text().strip().removeprefix("ref: ")
        path = folder / head
        return (path.read_text() if path.exists() else head).strip()[:10]
    except OSError:
        return "unknown"
