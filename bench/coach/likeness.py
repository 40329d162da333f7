"""Does the vector still tell a paraphrase from another sentence? Forty pairs written for this, none trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from gemel.coach.encoder import Encoder
from training.metrics import auc

PAIRS = Path(__file__).with_name("paraphrases.json")


def of_vectors(first: np.ndarray, second: np.ndarray) -> dict[str, float]:
    """Of pairs against all other combinations: AUC of the dot product, and how often the paraphrase is the nearest."""
    near = first @ second.T
    same = np.eye(len(near), dtype=bool)
    return {
        "likeness, paraphrase against another sentence, AUC": auc(same.ravel(), near.ravel()),
        "likeness, the paraphrase is the nearest of forty": float(np.mean(near.argmax(1) == np.arange(len(near)))),
        "likeness, mean of paraphrases": float(near[same].mean()),
        "likeness, mean of others": float(near[~same].mean()),
    }


def likeness(encoder: Encoder, _: Path) -> dict[str, float]:
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    return of_vectors(encoder.vectors([one for one, _ in pairs]), encoder.vectors([other for _, other in pairs]))
