"""The training loop: one task a batch, a running average of the weights, a checkpoint every few minutes."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.batches import Fed, passes, tensors
from training.kinds import NUMBER
from training.net import Net, fresh

MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Stops at the end of its batches or of its minutes; the rate has then come down to nothing either way."""

    folder: Path
    minutes: float
    rate: float = 1.2e-4
    head_rate: float = 2e-3
    warm: int = 60
    seed: int = 1
    likeness: float = 1.0
    likeness_every: int = 4
    average: float = 0.995
    rank: float = 0.5
    save_every: float = 180.0


@dataclass(slots=True)
class Run:
    net: Net
    base: Net
    plan: Plan
    step: int = 0
    began: float = field(default_factory=time.time)
    average: dict[str, Tensor] = field(default_factory=dict)
    seen: dict[str, list[float]] = field(default_factory=dict)

    def spent(self) -> float:
        return (time.time() - self.began) / 60 / self.plan.minutes

    def log(self, **what: object) -> None:
        line = json.dumps({"step": self.step, "minutes": round((time.time() - self.began) / 60, 2), **what})
        print(line, flush=True)
        with (self.plan.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def loss_of(net: Net, given: Fed, batch: dict[str, Tensor], pooled: Tensor, rank: float) -> Tensor:
    made = net.head(pooled, given.task.name)
    if given.task.kind == NUMBER:
        return F.mse_loss(made, batch["target"])
    each = F.binary_cross_entropy_with_logits(made, batch["target"], weight=batch["weight"], reduction="none")
    return each.sum(1).mean() * 0.5 + rank * ranking(made, batch["beats"])


def ranking(made: Tensor, beats: Tensor) -> Tensor:
    """How far first lines of minimal pairs fail to score MARGIN above their second lines, in logits."""
    first = torch.nonzero(beats >= 0).flatten()
    first = first[first + 1 < len(beats)]
    if not len(first):
        return made.new_zeros(())
    ahead = made[first, beats[first]] - made[first + 1, beats[first]]
    return F.softplus(MARGIN - ahead).mean()


def unlike(net: Net, base: Net, batch: dict[str, Tensor], pooled: Tensor) -> Tensor:
    """How far the likeness vectors stand from the base's, alone and in their likeness to one another."""
    with torch.no_grad():
        before = base.pooled(batch)
    now = net.vector(pooled)
    return (1 - (now * before).sum(1)).mean() + 2 * F.mse_loss(now @ now.T, before @ before.T)


def one_step(run: Run, given: Fed, places: list[int], optimizer: torch.optim.Optimizer) -> None:
    batch = tensors(given, places)
    pooled = run.net.pooled(batch)
    loss = loss_of(run.net, given, batch, pooled, run.plan.rank)
    run.seen.setdefault(given.task.name, []).append(float(loss.detach()))
    if run.step % run.plan.likeness_every == 0:
        apart = unlike(run.net, run.base, batch, pooled)
        run.seen.setdefault("likeness", []).append(float(apart.detach()))
        loss = loss + run.plan.likeness * apart
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([one for one in run.net.parameters() if one.grad is not None], 1.0)
    optimizer.step()


def keep_average(run: Run) -> None:
    """Every fourth step; early on the average forgets faster, so that it is never far behind."""
    share = min(run.plan.average, run.step / (run.step + 100))
    with torch.no_grad():
        for name, value in run.net.named_parameters():
            if value.requires_grad:
                kept = run.average.setdefault(name, value.detach().clone())
                kept.lerp_(value.detach(), 1 - share)


def averaged(run: Run) -> dict[str, Tensor]:
    return {**run.net.state_dict(), **run.average}


def rate_at(run: Run, total: int) -> float:
    left = 1 - max(run.step / total, run.spent())
    return max(0.0, left) * min(1.0, (run.step + 1) / run.plan.warm)


def optimizer_of(net: Net, plan: Plan) -> torch.optim.AdamW:
    heads = [*net.heads.parameters()]
    groups = [
        {"params": net.encoder.trained(), "lr": plan.rate},
        {"params": heads, "lr": plan.head_rate},
        {"params": [net.likeness.weight], "lr": plan.rate / 4},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def start_at_prior(net: Net, feeds: list[Fed]) -> Net:
    """Biases at each label's log odds: else the first steps push every vector the same way to learn them."""
    with torch.no_grad():
        for one in feeds:
            if one.task.kind != NUMBER:
                odds = torch.from_numpy(one.target).mean(0).clamp(0.005, 0.995)
                net.heads[one.task.name].bias.copy_(torch.logit(odds))
    return net


def schedule(feeds: list[Fed], seed: int) -> list[tuple[Fed, list[int]]]:
    chance = random.Random(seed)
    found = [(one, batch) for one in feeds for batch in passes(one, one.task.passes, chance)]
    chance.shuffle(found)
    return found


def train(net: Net, order: list[tuple[Fed, list[int]]], plan: Plan, check: Callable[[Net], dict]) -> Net:
    """Trains `net` in place and returns it holding the averaged weights."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    run = Run(net, fresh([]).eval(), plan)
    optimizer = optimizer_of(net, plan)
    bases = [group["lr"] for group in optimizer.param_groups]
    run.log(plan={k: str(v) for k, v in asdict(plan).items()}, batches=len(order), rows=sum(len(b) for _, b in order))
    net.train()
    saved = time.time()
    for given, places in order:
        share = rate_at(run, len(order))
        if share <= 0:
            break
        for group, base in zip(optimizer.param_groups, bases, strict=True):
            group["lr"] = base * share
        one_step(run, given, places, optimizer)
        run.step += 1
        if run.step % 4 == 0:
            keep_average(run)
        if time.time() - saved > plan.save_every:
            save(run, check)
            saved = time.time()
    net.load_state_dict(averaged(run))
    save(run, check)
    return net.eval()


def save(run: Run, check: Callable[[Net], dict]) -> None:
    torch.save(averaged(run), run.plan.folder / "checkpoint.new")
    (run.plan.folder / "checkpoint.new").replace(run.plan.folder / "checkpoint.pt")
    losses = {name: round(sum(each) / len(each), 4) for name, each in sorted(run.seen.items())}
    run.seen.clear()
    run.log(losses=losses, **check(run.net.eval()))
    run.net.train()
