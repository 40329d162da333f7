"""CARD.md: what is said about the model, and the figures that `bench.coach` measured on the file that ships."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

HERE = Path(__file__).parent
BENCH = HERE.parent / "bench/coach"
NOTE = """One file, scored whole; one training run of the public sets (seed 1), {runs};\nno search over settings.
Floor is a linear bag of words, first try a 26-minute fine-tune beforehand, best published often a larger model or another
split. Figures that begin with "dev" come from the part that steered training and flatter.
"""


def figures(results: Path) -> str:
    """The tables of RESULTS.md, without its heading."""
    text = results.read_text(encoding="utf-8")
    return text[text.index("- commit") :]


def stage_card(options: Namespace) -> None:
    head = (HERE / "card_head.md").read_text(encoding="utf-8")
    described = json.loads((options.to / "labels.json").read_text(encoding="utf-8"))
    pieces = json.loads((options.to / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    facts = {
        "%LABELS%": str(len(described["labels"])),
        "%SIZE%": f"{(options.to / 'encoder.onnx').stat().st_size / 1e6:.1f}",
        "%PIECES%": f"{len(pieces):,}",
    }
    for name, value in facts.items():
        head = head.replace(name, value)
    runs = len(list(options.work.glob("corpus*/checkpoint.pt")))
    said = (
        f"then {runs} run{'s' * (runs > 1)} on our corpus, their weights averaged"
        if runs > 1
        else "then one run on our corpus"
    )
    card = head + NOTE.format(runs=said) + "\n" + figures(BENCH / "RESULTS.md")
    (options.to / "CARD.md").write_text(card, encoding="utf-8")
