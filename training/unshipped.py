"""EPITOME and AnnoMI: fine-tuned to be measured, then thrown away. Their licences let no weights ship."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training.batches import fed
from training.check import scores
from training.kinds import BINARY, Row, Task
from training.loop import Plan, schedule, start_at_prior, train
from training.metrics import f1
from training.net import Net, fresh
from training.sets import rows_of
from training.text import tokenizer

MECHANISMS = {"ER": "emotional reaction", "IP": "interpretation", "EX": "exploration"}
ACTS = ("question", "reflection", "therapist_input", "other")
FIGURES = Path(__file__).parents[1] / "bench/coach/unshipped.json"
FOLDS = ("0", "1", "2", "3", "4")


def one_hot(value: str, among: Sequence[str]) -> tuple[float, ...]:
    return tuple(float(value == one) for one in among)


def epitome(data: Path) -> Task:
    """The grouped split. Three levels for each of three mechanisms; the seeker's post is what is answered."""
    names = tuple(f"{one}{level}" for one in MECHANISMS for level in "012")
    task = Task("epitome", names, BINARY, passes=5)
    for row in rows_of(data / "epitome/pairs_grouped_split.csv"):
        target = sum((one_hot(row[one], "012") for one in MECHANISMS), ())
        task.parts[row["split"]].append(Row(row["response_post"], target, row["seeker_post"]))
    return task


def annomi(data: Path, fold: str) -> Task:
    """Tested on one fold of videos, trained on the other four."""
    task = Task("annomi", ACTS, BINARY, passes=3)
    for row in rows_of(data / "annomi/therapist_pairs.csv"):
        part = "test" if row["fold"] == fold else "train"
        task.parts[part].append(Row(row["therapist"], one_hot(row["main_behaviour"], ACTS), row["prev_client"]))
    return task


def chosen(options: Namespace, task: Task, minutes: float) -> np.ndarray:
    """Logits on the test part after a fine-tune that starts at the shipped weights' checkpoint."""
    made = tokenizer()
    feeds = [fed(task, task.train, made)]
    net = start_at_prior(started(options.checkpoint or options.work / "final.pt", task), feeds)
    plan = Plan(options.work / f"unshipped-{task.name}", minutes, rate=1e-4, head_rate=1e-3, likeness=0.0, average=0.98)
    plan = replace(plan, save_every=1e9, likeness_every=1_000_000)
    train(net, schedule(feeds, 1), plan, lambda _: {})
    return scores(net, fed(task, task.test, made))


def started(checkpoint: Path, task: Task) -> Net:
    net = fresh([task])
    known = torch.load(checkpoint, weights_only=True)
    net.load_state_dict({name: value for name, value in known.items() if not name.startswith("heads.")}, strict=False)
    return net


def argmax_f1(truth: np.ndarray, made: np.ndarray) -> float:
    """Macro-F1 of one choice among the columns."""
    right, said = truth.argmax(1), made.argmax(1)
    return float(np.mean([f1(right == i, said == i) for i in range(truth.shape[1])]))


def stage_epitome(options: Namespace) -> None:
    task = epitome(options.data)
    truth, made = np.array([row.target for row in task.test]), chosen(options, task, options.minutes or 8)
    found = {}
    for place, said in enumerate(MECHANISMS.values()):
        each = slice(3 * place, 3 * place + 3)
        found[f"EPITOME {said}, macro-F1"] = argmax_f1(truth[:, each], made[:, each])
    told(options, found)


def stage_annomi(options: Namespace) -> None:
    """Five runs, one for each fold of videos."""
    tasks = [annomi(options.data, fold) for fold in FOLDS]
    made = np.concatenate([chosen(options, task, options.minutes or 4) for task in tasks])
    truth = np.array([row.target for task in tasks for row in task.test])
    told(options, {"AnnoMI four acts, macro-F1": argmax_f1(truth, made)})


def told(options: Namespace, found: dict[str, float]) -> None:
    """Adds to bench/coach/unshipped.json and removes the weights."""
    for path in options.work.glob("unshipped-*/checkpoint.pt"):
        path.unlink()
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    FIGURES.write_text(json.dumps(before | found, indent=1) + "\n", encoding="utf-8")
    print(found, flush=True)
