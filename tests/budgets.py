"""Print how the house stands against its own style budgets (docs: STYLE.md). CI prints it; only the hard caps fail."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path("gemel")
SKIP = {"tests", "migrations", "vendor"}
MOST_LINES_FUNCTION, MOST_LINES_FILE = 50, 300


def sources() -> Iterator[Path]:
    for path in PACKAGE.rglob("*.py"):
        if not SKIP & set(path.parts) and not path.name.startswith("testing"):
            yield path


def tests() -> Iterator[Path]:
    yield from (path for path in PACKAGE.rglob("*.py") if "tests" in path.parts)
    yield from Path("tests").glob("*.py")
    yield from PACKAGE.glob("testing*.py")


def lines(path: Path) -> int:
    return sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())


def functions(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [((node.end_lineno or node.lineno) - node.lineno + 1, f"{path}:{node.name}") for node in found]


def share(values: list[int], most: int) -> float:
    return 100 * sum(value <= most for value in values) / len(values)


def main() -> int:
    files = {path: lines(path) for path in sources()}
    every = [one for path in files for one in functions(path)]
    lengths = [length for length, _where in every]
    source, tested = sum(files.values()), sum(lines(path) for path in tests())
    css = [lines(path) for path in (PACKAGE / "ui/css").glob("*.css")]
    js = [lines(path) for path in (PACKAGE / "ui/js").glob("*.js")]
    templates = [lines(path) for path in PACKAGE.rglob("*.html")]
    rows = [
        ("source lines", source, ""),
        ("functions: median lines", statistics.median(lengths), "<= 8"),
        ("functions: share up to 30 lines, %", round(share(lengths, 30), 1), ">= 95"),
        ("functions: longest", max(lengths), f"<= {MOST_LINES_FUNCTION}"),
        ("files: median lines", statistics.median(files.values()), "<= 60"),
        ("files: longest", max(files.values()), f"<= {MOST_LINES_FILE}"),
        ("tests : source", round(tested / source, 2), "1.0 to 1.5"),
        ("templates: median / longest", f"{statistics.median(templates)} / {max(templates)}", "<= 30 / 120"),
        ("css: files / lines / longest", f"{len(css)} / {sum(css)} / {max(css)}", "<= 26 / 3300 / 300"),
        ("js: files / lines / longest", f"{len(js)} / {sum(js)} / {max(js)}", "- / 1200 / 100"),
    ]
    for name, value, budget in rows:
        print(f"{name:38} {value!s:>16}   {budget}")
    over = [where for length, where in every if length > MOST_LINES_FUNCTION]
    over += [str(path) for path, number in files.items() if number > MOST_LINES_FILE]
    print("\n".join(f"too long: {where}" for where in over))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
