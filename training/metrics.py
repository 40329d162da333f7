"""Figures from scores, in numpy alone: the bench uses these too."""

from __future__ import annotations

import numpy as np

Array = np.ndarray


def auc(truth: Array, score: Array) -> float:
    """Area under the ROC curve, ties counted half; NaN where only one class is there."""
    truth = np.asarray(truth, bool)
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return float("nan")
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[inverse][truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def pearson(one: Array, other: Array) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def f1(truth: Array, chosen: Array) -> float:
    truth, chosen = np.asarray(truth, bool), np.asarray(chosen, bool)
    both = int((truth & chosen).sum())
    return 2 * both / max(1, int(truth.sum() + chosen.sum()))


def macro_f1(truth: Array, chosen: Array) -> float:
    """The mean over the positive and the negative class, for one binary label."""
    truth, chosen = np.asarray(truth, bool), np.asarray(chosen, bool)
    return (f1(truth, chosen) + f1(~truth, ~chosen)) / 2


def _counts(truth: Array, score: Array) -> tuple[Array, Array, Array]:
    """Thresholds downwards, and how many true and false rows lie at or above each."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(np.asarray(truth, bool)[order])
    last = np.append(np.diff(score[order]) != 0, True)
    return score[order][last], hits[last], np.arange(1, len(order) + 1)[last] - hits[last]


def best_threshold(truth: Array, score: Array, macro: bool = False) -> float:
    """The score at or above which F1 (or the macro-F1 of both classes) is highest."""
    places, hits, misses = _counts(truth, score)
    total, all_of_them = int(np.asarray(truth, bool).sum()), len(truth)
    ours = 2 * hits / np.maximum(1, total + hits + misses)
    if macro:
        rest = all_of_them - total
        ours = ours + 2 * (rest - misses) / np.maximum(1, rest + all_of_them - hits - misses)
    at = int(ours.argmax())
    below = places[at + 1] if at + 1 < len(places) else places[at]
    return float((places[at] + below) / 2)


def recall_at(truth: Array, score: Array, precision: float) -> tuple[float, float]:
    """The largest share caught while the precision holds, and the threshold that gives it (inf: none)."""
    places, hits, misses = _counts(truth, score)
    good = np.flatnonzero(hits >= precision * (hits + misses))
    good = good[hits[good] > 0]
    if not len(good):
        return 0.0, float("inf")
    return float(hits[good[-1]] / max(1, np.asarray(truth, bool).sum())), float(places[good[-1]])
