"""The stages of a build, each from the files that the one before left in --work."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import torch

from training.batches import fed
from training.check import checker
from training.couples import couples
from training.export import export
from training.kinds import Task
from training.loop import Plan, schedule, start_at_prior, train
from training.net import Net, fresh
from training.sets import public
from training.text import tokenizer

PUBLIC_MINUTES, CORPUS_MINUTES = 46.0, 27.0
SEEDS = (1, 2)
REPLAY = {
    "offmychest": 0.6, "goemotions": 0.25, "ten": 0.4, "intimacy": 0.6, "politeness_wikipedia": 0.3,
    "politeness_exchange": 0.4, "receptiveness": 0.4, "isarcasm": 0.4, "mustard": 0.4,
}  # fmt: skip


def stage_public(options: Namespace) -> None:
    """Stage 1: the public sets alone, from the base weights."""
    tasks, made = public(options.data), tokenizer()
    seed = options.seed or SEEDS[0]
    torch.manual_seed(seed)
    feeds = [fed(task, task.train, made) for task in tasks]
    plan = Plan(options.work / "public", options.minutes or PUBLIC_MINUTES, seed=seed)
    train(start_at_prior(fresh(tasks), feeds), schedule(feeds, seed), plan, checker(tasks, made))


def stage_corpus(options: Namespace) -> None:
    """Stage 2: our corpus, with some of every public set so that nothing is forgotten; once for each seed."""
    for seed in [options.seed] if options.seed else SEEDS:
        one_corpus_run(options, seed)


def one_corpus_run(options: Namespace, seed: int) -> None:
    tasks, made = [*public(options.data), couples(options.corpus)], tokenizer()
    torch.manual_seed(seed)
    for task in tasks:
        task.passes = REPLAY.get(task.name, task.passes)
    feeds = [fed(task, task.train, made) for task in tasks]
    net = start_at_prior(held(tasks, options.work / "public/checkpoint.pt"), feeds[-1:])
    minutes = options.minutes or CORPUS_MINUTES
    plan = Plan(
        options.work / f"corpus{seed}", minutes, rate=8e-5, head_rate=2e-3, average=0.99, seed=seed, save_every=420
    )
    train(net, schedule(feeds, seed), plan, checker(tasks, made, 120))


def stage_merge(options: Namespace) -> None:
    """The mean of the weights of the corpus runs, which all began at the same place."""
    paths = sorted(options.work.glob("corpus*/checkpoint.pt"))
    states = [torch.load(path, weights_only=True) for path in paths]
    merged = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    torch.save(merged, options.work / "final.pt")


def held(tasks: list[Task], checkpoint: Path) -> Net:
    """The net of a checkpoint; the head of the rules starts afresh where it is lacking."""
    net = fresh(tasks)
    known = torch.load(checkpoint, weights_only=True)
    missing, unexpected = net.load_state_dict(known, strict=False)
    assert not unexpected and all(one.startswith("heads.couples") for one in missing), (missing, unexpected)
    return net


def stage_export(options: Namespace) -> None:
    tasks = [*public(options.data), couples(options.corpus)]
    export(held(tasks, options.checkpoint or options.work / "final.pt"), tasks, options.to)


STAGES: dict[str, Callable[[Namespace], None]] = {
    "public": stage_public,
    "corpus": stage_corpus,
    "merge": stage_merge,
    "export": stage_export,
}
