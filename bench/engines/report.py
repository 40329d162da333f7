"""What each engine showed, kept between runs in results.json and written for people into RESULTS.md."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.trust.report import commit, machine

HERE = Path(__file__).parent
KEPT, SHOWN = HERE / "results.json", HERE / "RESULTS.md"
HEAD = """# gemel in other engines: what was found

Written by `python -m bench.engines` (see README.md). "yes" is that it works; a number is what was found, and 0 is wanted
wherever nothing else is said.

"""


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    found: str
    good: bool
    note: str = ""


def keep(engine: str, version: str, lines: Iterable[Line]) -> None:
    """Each line takes the place of the one that said the same before: a part can be run by itself."""
    known = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    when = {"version": version, "when": time.strftime("%Y-%m-%d"), "commit": commit(), "machine": machine()}
    before = {line["what"]: line for line in known.get(engine, {}).get("lines", []) if line["good"]}
    known[engine] = when | {"lines": list((before | {line.what: asdict(line) for line in lines}).values())}
    KEPT.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    SHOWN.write_text(page(known))


def page(known: dict[str, dict]) -> str:
    engines = sorted(known)
    rows: dict[str, dict[str, dict]] = {}
    for engine in engines:
        for line in known[engine]["lines"]:
            rows.setdefault(line["what"], {})[engine] = line
    head = [f"{known[one]['version']}" for one in engines]
    table = [_row(["what", *head]), _row(["---"] * (len(engines) + 1))]
    table += [_row([what, *(_cell(found.get(one)) for one in engines)]) for what, found in rows.items()]
    told = [
        f"- {known[one]['version']}: {known[one]['when']}, after {known[one]['commit']}, {known[one]['machine']}."
        for one in engines
    ]
    return HEAD + "\n".join([*table, "", *told, ""])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(line: dict | None) -> str:
    if line is None:
        return ""
    told = line["found"] if line["good"] else f"**{line['found']}**"
    return f"{told} ({line['note']})" if line["note"] else told
