"""From a checkpoint to the files that ship: int8 graph, tokenizer, labels with their calibration."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx

from gemel.coach.encoder import Encoder
from training.batches import spread
from training.graph import Shipped, exported, quantised
from training.kinds import BINARY, Row, Task
from training.net import Net
from training.prune import pruned
from training.text import REPLY_TOKENS, TEXT_TOKENS, tokenizer

MOST_DEV, LEAST_POSITIVE = 1500, 12


def label_name(task: Task, label: str) -> str:
    """The rules' codes and single labels go by their own name, others by `task.label`."""
    return label if task.name == "couples" or len(task.labels) == 1 else f"{task.name}.{label.lower()}"


def labels_of(tasks: Sequence[Task]) -> list[dict]:
    found = []
    for task in tasks:
        mean, deviation = spread(task)
        for label in task.labels:
            found.append({"name": label_name(task, label), "kind": task.kind, "scale": deviation, "bias": mean})
    return found


def write_labels(to: Path, labels: list[dict]) -> None:
    described = {"text_tokens": TEXT_TOKENS, "reply_tokens": REPLY_TOKENS, "vector": 384, "labels": labels}
    (to / "labels.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def export(net: Net, tasks: Sequence[Task], to: Path) -> None:
    """Writes beside and then moves into place, so that a reader never meets half a file."""
    made = tokenizer()
    vocabulary = pruned(made, tasks[:-1], tasks[-1])
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".export-") as name:
        beside = Path(name)
        model = exported(Shipped(net.eval(), vocabulary.kept, tasks))
        quantised(model, beside / "encoder.onnx")
        (beside / "tokenizer.json").write_text(json.dumps(vocabulary.file, ensure_ascii=False), encoding="utf-8")
        labels = labels_of(tasks)
        write_labels(beside, labels)
        write_labels(beside, calibrated(Encoder(beside), tasks, labels))
        for one in sorted(beside.iterdir()):
            one.replace(to / one.name)


def calibrated(encoder: Encoder, tasks: Sequence[Task], labels: list[dict]) -> list[dict]:
    """Scale and bias of every probability fitted on dev, on the int8 file itself; rare ones stay as they are."""
    found, start = [], 0
    for task in tasks:
        width = len(task.labels)
        mine = labels[start : start + width]
        if task.kind == BINARY and len(task.dev) > 100:
            mine = _fitted(encoder, task.dev[:MOST_DEV], mine, start)
        found += mine
        start += width
    return found


def _fitted(encoder: Encoder, rows: list[Row], labels: list[dict], start: int) -> list[dict]:
    values = np.array([encoder.values(row.text, row.reply_to)[0][start : start + len(labels)] for row in rows])
    logits = np.log(values) - np.log1p(-values.clip(max=1 - 1e-7))
    truth = np.array([row.target for row in rows])
    made = []
    for place, label in enumerate(labels):
        enough = min((truth[:, place] > 0.5).sum(), (truth[:, place] <= 0.5).sum()) >= LEAST_POSITIVE
        scale, bias = platt(logits[:, place], truth[:, place]) if enough else (1.0, 0.0)
        made.append({**label, "scale": round(scale, 4), "bias": round(bias, 4)})
    return made


def platt(logits: np.ndarray, truth: np.ndarray, steps: int = 50) -> tuple[float, float]:
    """Scale and bias of least cross-entropy, with a light pull towards 1 and 0; Newton's method."""
    features = np.stack([logits, np.ones_like(logits)], 1).astype(np.float64)
    start = np.array([1.0, 0.0])
    weights = start.copy()
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (likely - truth) + (weights - start)
        bend = features.T @ (features * (likely * (1 - likely))[:, None]) + np.eye(2)
        weights = weights - np.linalg.solve(bend, slope)
    return (float(weights[0]), float(weights[1])) if weights[0] > 0.05 else (1.0, 0.0)


def save_fp32(net: Net, tasks: Sequence[Task], path: Path) -> None:
    """The same graph before quantising, for comparisons; it does not ship."""
    vocabulary = pruned(tokenizer(), tasks[:-1], tasks[-1])
    onnx.save(exported(Shipped(net.eval(), vocabulary.kept, tasks)), path)
