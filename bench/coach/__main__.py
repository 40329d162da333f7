"""How well the shipped encoder reads, and what it costs. See README.md."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.coach import report, tasks
from bench.coach.cost import cost
from bench.coach.heads import heads
from bench.coach.likeness import likeness
from bench.coach.request import request
from bench.coach.rules import rules
from bench.coach.unseen import ucc
from gemel.coach.encoder import MODEL, encoder

HERE = Path(__file__).parent
MADE = ("encoder.onnx", "tokenizer.json", "labels.json")


def parts(options: argparse.Namespace) -> dict[str, Callable[[], dict[str, float]]]:
    """Everything that is measured, by the name it goes by on the command line."""
    loaded, data, corpus = encoder(), options.data, options.corpus
    found = {one.__name__: partial(one, loaded, data) for one in (*tasks.ALL, ucc, likeness)}
    of_corpus = {one.__name__: partial(one, loaded, corpus) for one in (heads, rules)}
    return {**found, **of_corpus, "unshipped": partial(unshipped, options.unshipped), "cost": cost, "request": request}


def unshipped(path: Path) -> dict[str, float]:
    """What `python -m training epitome`, `annomi` left: weights that saw EPITOME or AnnoMI, measured and thrown away."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def kept(to: Path) -> dict[str, float]:
    """Figures of an earlier run on the very same model files."""
    path = to / "results.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"model": None}
    model = report.hashes(MODEL)
    same = before["model"] and all(before["model"].get(name) == model[name] for name in MADE)
    return before["figures"] if same else {}


def facts() -> dict[str, str]:
    return {
        "commit": report.commit(),
        "encoder.onnx": report.hashes(MODEL)["encoder.onnx"],
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.coach", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the labelled sets")
    parser.add_argument("--corpus", type=Path, default=report.ROOT / "corpus")
    parser.add_argument("--unshipped", type=Path, default=HERE / "unshipped.json")
    parser.add_argument("--to", type=Path, default=HERE, help="where the table goes")
    parser.add_argument(
        "--only", nargs="*", default=[], help="these parts; figures of the same files are kept for the rest"
    )
    options = parser.parse_args()
    known, found = parts(options), kept(options.to) if options.only else {}
    for name in options.only or known:
        print(f"{name} …", file=sys.stderr, flush=True)
        found |= known[name]()
        report.write(options.to, found, options.data, MODEL, facts())
    print((options.to / "RESULTS.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
