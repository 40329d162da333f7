"""docs/programme.md: every row of the programme, and the browser tests that walk it.

`python -m tests.programme` fails where the page is stale, a row has no walk, or a walk names no row; `--write` makes
the page again. A test walks the rows that its name begins with: test_S1_4_S4_4_phones_go_down walks S1.4 and S4.4.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROWS, PAGE = Path("docs/programme.toml"), Path("docs/programme.md")
NAME = re.compile(r"S\d+_\d+|[PDNC]\d|alone")
INTRO = """# The programme, row by row

Made by `python -m tests.programme --write` from docs/programme.toml and the names of the tests. Each walk is done in a
real browser, by two people on two phones, or by one person alone.
"""


def parts() -> list[dict]:
    return tomllib.loads(ROWS.read_text("utf-8"))["part"]


def rows_of(test: str) -> list[str]:
    """The rows that a test's name begins with."""
    words, found = test.removeprefix("test_"), []
    while match := NAME.match(words):
        name = match[0].capitalize() if match[0] == "alone" else match[0].replace("_", ".")
        found.append(name)
        words = words[match.end() :].removeprefix("_")
    return found


def walks() -> Iterator[tuple[str, str]]:
    """(file, test) of everything that opens a browser for somebody."""
    for folder in (Path("gemel"), Path("tests")):
        for file in sorted(folder.rglob("test_*.py")):
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef) and any(arg.arg == "two" for arg in node.args.args):
                    yield str(file), node.name


def by_row() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file, test in walks():
        for row in rows_of(test):
            found.setdefault(row, []).append(f"{file}: {test}")
    return found


def page(found: dict[str, list[str]]) -> str:
    lines = [INTRO]
    for part in parts():
        lines += [f"## {part['title']}\n", "| row | what it is | walked by |", "|---|---|---|"]
        lines += [f"| {name} | {line} | {'<br>'.join(found.get(name, []))} |" for name, line in part["rows"]]
        lines.append("")
    return "\n".join(lines)


def complaints(found: dict[str, list[str]]) -> list[str]:
    known = [name for part in parts() for name, _line in part["rows"]]
    said = [f"{name} has no walk" for name in known if name not in found]
    said += [f"{row} is no row: {', '.join(tests)}" for row, tests in found.items() if row not in known]
    if not PAGE.exists() or PAGE.read_text("utf-8") != page(found):
        said.append(f"{PAGE} is stale: python -m tests.programme --write")
    return said


def main() -> int:
    found = by_row()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(found), "utf-8")
    wrong = complaints(found)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
