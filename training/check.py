"""A quick look at the dev parts while training runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from training.batches import Fed, fed, tensors
from training.kinds import NUMBER, Task
from training.metrics import auc, pearson, recall_at
from training.net import Net

MOST = 500


def scores(net: Net, given: Fed, size: int = 64) -> np.ndarray:
    """Logits (or standardised numbers) of every row, of shape (rows, labels)."""
    order = sorted(range(len(given.rows)), key=lambda i: len(given.encoded[i]))
    found = np.zeros_like(given.target)
    with torch.inference_mode():
        for start in range(0, len(order), size):
            places = order[start : start + size]
            found[places] = net.head(net.pooled(tensors(given, places)), given.task.name).numpy()
    return found


def figure(given: Fed, made: np.ndarray) -> float:
    """Pearson's r of a number, the mean AUC of the labels otherwise."""
    if given.task.kind == NUMBER:
        return pearson(given.target[:, 0], made[:, 0])
    each = [auc(given.target[:, i] > 0.5, made[:, i]) for i in range(made.shape[1])]
    return float(np.nanmean(each))


def checker(tasks: Sequence[Task], made: Tokenizer, most: int = MOST) -> Callable[[Net], dict]:
    """Every task's figure; of our corpus also each code's AUC and what is caught at a precision of 0.9."""
    feeds = [fed(task, task.dev if task.name == "couples" else task.dev[:most], made) for task in tasks]

    def check(net: Net) -> dict:
        made_by = {one.task.name: (one, scores(net, one)) for one in feeds if one.rows}
        found: dict = {"dev": {name: round(figure(*both), 4) for name, both in made_by.items()}}
        return found | ({"codes": by_code(*made_by["couples"])} if "couples" in made_by else {})

    return check


def by_code(given: Fed, made: np.ndarray) -> dict[str, tuple[float, float]]:
    """AUC and recall at a precision of 0.9, a code at a time, and the means under ""."""
    truth = given.target > 0.5
    pairs = [(auc(truth[:, i], made[:, i]), recall_at(truth[:, i], made[:, i], 0.9)[0]) for i in range(made.shape[1])]
    mean = np.nanmean(np.array(pairs), 0)
    names = (*given.task.labels, "")
    return {name: (round(one, 3), round(other, 3)) for name, (one, other) in zip(names, [*pairs, mean], strict=True)}
