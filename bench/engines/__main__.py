"""python -m bench.engines [firefox] [webkit] [--only life|going|tls|seen]: gemel in other engines. See README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.engines import parts
from bench.engines.browsers import missing, version
from bench.engines.report import Line, keep

ENGINES = ("firefox", "webkit")
PARTS: dict[str, Callable[[str, Path], Iterator[Line]]] = {
    "life": parts.life,
    "going": lambda engine, base: parts.going(engine, base / "plain", tls=False),
    "tls": lambda engine, base: parts.going(engine, base / "tls", tls=True),
    "seen": parts.seen,
}


def whole(part: str, lines: Iterator[Line]) -> Iterator[Line]:
    """A part that breaks off is a line as well, and the others are still run."""
    try:
        yield from lines
    except Exception as error:
        yield Line(f"{part} comes to its end", "no", False, f"{type(error).__name__}: {error}".splitlines()[0][:160])


def run(engine: str, chosen: list[str]) -> bool:
    """Whether all was as it is wanted; what was found is written down."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="gemel-engines-", ignore_cleanup_errors=True) as name:
        for part in chosen:
            for line in whole(part, PARTS[part](engine, Path(name) / part)):
                lines.append(line)
                print(f"{engine}: {line.what}: {line.found} {line.note}", flush=True)
    keep(engine, version(engine), lines)
    return all(line.good for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.engines")
    parser.add_argument("engines", nargs="*", help=f"{' or '.join(ENGINES)}; both of them without a name")
    parser.add_argument("--only", choices=list(PARTS), action="append", help="a part of it")
    asked = parser.parse_args()
    good = True
    for engine in asked.engines or ENGINES:
        if lacks := missing(engine):
            print(f"{engine}: {lacks}")
            good = False
        else:
            good = run(engine, asked.only or list(PARTS)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
