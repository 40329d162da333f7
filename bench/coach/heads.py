"""The heads of the rules on the dev part of our corpus. Training was steered by it, so it flatters; test is for rules.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.coach.score import read
from gemel.coach.encoder import Encoder
from training.couples import CODES, couples
from training.metrics import auc, recall_at


def heads(encoder: Encoder, corpus: Path) -> dict[str, float]:
    """For every code its AUC and what is caught at a precision of 0.9, and how minimal pairs come out."""
    rows = couples(corpus).dev
    made = read(encoder, rows)
    found: dict[str, float] = {}
    for place, code in enumerate(CODES):
        truth = made.target[:, place] > 0.5
        found[f"dev {code}, AUC"] = auc(truth, made[code])
        found[f"dev {code}, caught at precision 0.9"] = recall_at(truth, made[code], 0.9)[0]
    means = {
        end: float(np.mean([found[f"dev {code}, {end}"] for code in CODES]))
        for end in ("AUC", "caught at precision 0.9")
    }
    pairs = [made[CODES[row.beats]][i] > made[CODES[row.beats]][i + 1] for i, row in enumerate(rows) if row.beats >= 0]
    heat = float(np.corrcoef(made.target[:, -1], made["heat"])[0, 1])
    first = {f"dev, mean of codes, {end}": value for end, value in means.items()}
    return first | {"dev, minimal pairs in order": float(np.mean(pairs)), "dev heat, r": heat} | found
