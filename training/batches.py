"""Batches of one task, rows of like length together, tasks mixed by chance."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.kinds import NUMBER, Row, Task
from training.text import Encoded, encode, padded

SIZE, WINDOW = 32, 24


@dataclass(slots=True)
class Fed:
    """A task's rows, encoded, with targets and weights as arrays; numbers are standardised by the training part."""

    task: Task
    rows: list[Row]
    encoded: list[Encoded]
    target: np.ndarray
    weight: np.ndarray


def spread(task: Task) -> tuple[float, float]:
    """Mean and standard deviation of a number's training targets; 0 and 1 for probabilities."""
    if task.kind != NUMBER:
        return 0.0, 1.0
    values = np.array([row.target[0] for row in task.train])
    return float(values.mean()), float(values.std())


def fed(task: Task, rows: list[Row], made: Tokenizer) -> Fed:
    mean, deviation = spread(task)
    target = np.array([row.target for row in rows], np.float32).reshape(len(rows), len(task.labels))
    weight = np.array([row.weight or (1.0,) * len(task.labels) for row in rows], np.float32)
    encoded = encode(made, [row.text for row in rows], [row.reply_to for row in rows], task.length)
    return Fed(task, rows, encoded, (target - mean) / deviation, weight)


def units(rows: Sequence[Row]) -> list[list[int]]:
    """Rows that have to stay together: a row that beats the next one, and that one."""
    found: list[list[int]] = []
    place = 0
    while place < len(rows):
        width = 2 if rows[place].beats >= 0 and place + 1 < len(rows) else 1
        found.append(list(range(place, place + width)))
        place += width
    return found


def one_pass(given: Fed, chosen: list[list[int]], chance: random.Random) -> list[list[int]]:
    """The chosen units in batches; each window is sorted by length, so that little is padded."""
    chance.shuffle(chosen)
    found = []
    for start in range(0, len(chosen), SIZE * WINDOW):
        window = sorted(chosen[start : start + SIZE * WINDOW], key=lambda unit: len(given.encoded[unit[0]]))
        batch: list[int] = []
        for unit in window:
            batch += unit
            if len(batch) >= SIZE:
                found.append(batch)
                batch = []
        found += [batch] if len(batch) >= SIZE // 4 else []
    return found


def passes(given: Fed, times: float, chance: random.Random) -> list[list[int]]:
    """`times` passes over a task, the last one in part."""
    whole = units(given.rows)
    found = []
    while times > 0:
        share = whole if times >= 1 else chance.sample(whole, int(len(whole) * times))
        found += one_pass(given, list(share), chance)
        times -= 1
    return found


def tensors(given: Fed, places: Sequence[int]) -> dict[str, Tensor]:
    made = {name: torch.from_numpy(value) for name, value in padded([given.encoded[i] for i in places]).items()}
    made["target"] = torch.from_numpy(given.target[list(places)])
    made["weight"] = torch.from_numpy(given.weight[list(places)])
    made["beats"] = torch.tensor([given.rows[i].beats for i in places])
    return made
