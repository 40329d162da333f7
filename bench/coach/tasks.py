"""Each public set, scored on its test part. Thresholds come from dev alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.coach.score import Array, Read, read
from gemel.coach.encoder import Encoder
from training import sets
from training.kinds import Task
from training.metrics import auc, best_threshold, f1, macro_f1, pearson

Found = dict[str, float]
TEN_FEELINGS = (
    "love",
    "caring",
    "gratitude",
    "remorse",
    "anger",
    "annoyance",
    "disappointment",
    "sadness",
    "fear",
    "joy",
)
SIX = ("social_support", "trust", "respect", "romance", "conflict", "fun")
CHEST = {
    "Emotional_disclosure": "emotional disclosure",
    "Information_disclosure": "informational disclosure",
    "Emo_support": "emotional support",
    "Info_support": "informational support",
}


def offmychest(encoder: Encoder, data: Path) -> Found:
    """The competition's gold and the corrected one, both with the thresholds of the training file's dev part."""
    task = sets.offmychest(data)
    dev = read(encoder, task.dev)
    test = read(encoder, sets.offmychest_test(data, "orig_"))
    corrected = np.array([row.target for row in sets.offmychest_test(data, "")])
    found = {}
    for name, said in CHEST.items():
        column, place = f"offmychest.{name.lower()}", sets.CHEST.index(name)
        least = best_threshold(dev.target[:, place] > 0.5, dev[column], macro=True)
        for which, gold in (("original", test.target), ("corrected", corrected)):
            truth = gold[:, place] > 0.5
            found[f"OffMyChest {which}, {said}, macro-F1"] = macro_f1(truth, test[column] >= least)
            found[f"OffMyChest {which}, {said}, AUC"] = auc(truth, test[column])
    return found


def goemotions(encoder: Encoder, data: Path) -> Found:
    task = sets.goemotions(data)
    dev, test = read(encoder, task.dev), read(encoder, task.test)
    each = {}
    for place, label in enumerate(task.labels):
        column = f"goemotions.{label}"
        least = best_threshold(dev.target[:, place] > 0.5, dev[column])
        each[label] = f1(test.target[:, place] > 0.5, test[column] >= least)
    found = {
        "GoEmotions 28, macro-F1": float(np.mean(list(each.values()))),
        "GoEmotions, ten feelings of relationships, mean F1": float(np.mean([each[one] for one in TEN_FEELINGS])),
    }
    return found | {f"GoEmotions {one}, F1": each[one] for one in ("love", "caring", "gratitude", "remorse")}


def numbers(encoder: Encoder, data: Path) -> Found:
    intimacy, open_minded = sets.intimacy(data), sets.receptiveness(data)
    questions, replies = read(encoder, intimacy.test), read(encoder, open_minded.test)
    return {
        "question intimacy, r": pearson(questions.target[:, 0], questions["intimacy"]),
        "receptiveness, r": pearson(replies.target[:, 0], replies["receptiveness"]),
    }


def ten_dimensions(encoder: Encoder, data: Path) -> Found:
    """A positive has two votes or more. Against all others, and (easier) against those without any vote."""
    task = sets.ten_dimensions(data)
    test = read(encoder, task.test)
    places = {name: task.labels.index(name) for name in SIX}
    each = {name: auc(test.target[:, i] == 1, test[f"ten.{name}"]) for name, i in places.items()}
    clear = {name: _clear_auc(test.target[:, i], test[f"ten.{name}"]) for name, i in places.items()}
    found = {"ten dimensions, six, mean AUC": float(np.mean(list(each.values())))}
    found["ten dimensions, six, mean AUC against rows without a vote"] = float(np.mean(list(clear.values())))
    return found | {f"ten dimensions, {name}, AUC": value for name, value in each.items()}


def _clear_auc(votes: Array, score: Array) -> float:
    sure = (votes == 0) | (votes == 1)
    return auc(votes[sure] == 1, score[sure])


def politeness(encoder: Encoder, data: Path) -> Found:
    stems = {
        "Wikipedia": ("politeness_wikipedia", "wikipedia"),
        "Stack Exchange": ("politeness_exchange", "stack-exchange"),
    }
    found = {}
    for said, (name, stem) in stems.items():
        task = sets.politeness(data, name, stem)
        low, high = np.quantile([row.target[0] for row in task.train], (0.25, 0.75))
        dev, test = (_quartiles(encoder, task, part, low, high) for part in ("dev", "test"))
        least = _most_accurate(dev.target[:, 0] >= high, dev[name])
        found[f"politeness quartiles, {said}, accuracy"] = float(
            np.mean((test[name] >= least) == (test.target[:, 0] >= high))
        )
    return found


def _quartiles(encoder: Encoder, task: Task, part: str, low: float, high: float) -> Read:
    return read(encoder, [row for row in task.parts[part] if row.target[0] <= low or row.target[0] >= high])


def _most_accurate(truth: Array, score: Array) -> float:
    tried = np.sort(score)
    return float(tried[np.argmax([np.mean((score >= one) == truth) for one in tried])])


def sarcasm(encoder: Encoder, data: Path) -> Found:
    task, sitcom = sets.isarcasm(data), sets.mustard(data)
    dev, test = read(encoder, task.dev), read(encoder, task.test)
    lines = read(encoder, sitcom.test)
    least = best_threshold(dev.target[:, 0] > 0.5, dev["isarcasm"])
    return {
        "iSarcasmEval A, F1 of sarcastic": f1(test.target[:, 0] > 0.5, test["isarcasm"] >= least),
        "iSarcasmEval A, AUC": auc(test.target[:, 0] > 0.5, test["isarcasm"]),
        "MUStARD, AUC": auc(lines.target[:, 0] > 0.5, lines["mustard"]),
    }


ALL = (offmychest, goemotions, numbers, ten_dimensions, politeness, sarcasm)
