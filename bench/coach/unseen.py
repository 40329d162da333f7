"""UCC, which the weights never saw: our heads stand in for its labels by a mapping fixed before anything was scored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.coach.score import Array, Read, read
from gemel.coach.encoder import Encoder
from training.kinds import Row
from training.metrics import auc
from training.sets import rows_of

LABELS = ("antagonize", "hostile", "condescending", "dismissive", "generalisation_unfair", "sarcastic", "healthy")


def _cross(made: Read) -> Array:
    return made["goemotions.anger"] + made["goemotions.annoyance"] + made["goemotions.disgust"]


PUBLIC: dict[str, Callable[[Read], Array]] = {
    "antagonize": _cross,
    "hostile": _cross,
    "condescending": lambda made: -made["politeness_wikipedia"],
    "dismissive": lambda made: -made["receptiveness"],
    "generalisation_unfair": lambda made: made["ten.conflict"],
    "sarcastic": lambda made: made["isarcasm"],
    "healthy": lambda made: made["receptiveness"],
}
"""The mapping of the first try."""
OURS: dict[str, Callable[[Read], Array]] = {
    "antagonize": lambda made: made["heat"],
    "hostile": lambda made: made["heat"],
    "condescending": lambda made: made["N1"],
    "dismissive": lambda made: made["N2"],
    "generalisation_unfair": lambda made: made["S6"],
    "sarcastic": lambda made: made["N3"],
    "healthy": lambda made: -made["heat"],
}
"""The heads of our own corpus instead; fixed at the same time, reported beside it."""


def ucc(encoder: Encoder, data: Path) -> dict[str, float]:
    rows = list(rows_of(data / "ucc/test.csv"))
    made = read(encoder, [Row(row["comment"], tuple(float(row[name] or 0) for name in LABELS)) for row in rows])
    found = {}
    for said, mapping in (("", PUBLIC), (" (heads of our corpus)", OURS)):
        each = {name: auc(made.target[:, place] > 0.5, mapping[name](made)) for place, name in enumerate(LABELS)}
        found[f"UCC, seven labels, never trained on, mean AUC{said}"] = float(np.mean(list(each.values())))
        found |= {f"UCC {name}, AUC{said}": value for name, value in each.items()}
    return found
