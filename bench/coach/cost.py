"""What the encoder costs: size, load, time for a text, memory; each in a process of its own on one core."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

TEXT = (
    "I know we said we would talk tonight but work ran late again and I could hear you were sad on the phone "
    "so could we sit down tomorrow {} instead"
)
HOURS = ("morning", "evening", "after dinner", "at noon", "before work", "on the sofa", "by the lake", "over tea")
READS, WARM = 600, 30
Found = dict[str, float]


def texts() -> list[str]:
    return [TEXT.format(HOURS[place % len(HOURS)]) for place in range(READS)]


def resident() -> float:
    """Megabytes that this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def inside(bare: float) -> Found:
    """Runs in the fresh process: the load, then the reads. `bare` is what it held without the encoder."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    began = time.perf_counter()
    from gemel.coach.encoder import MODEL, encoder

    loaded = encoder()
    load = time.perf_counter() - began
    for text in texts()[:WARM]:
        loaded.read(text)
    walls, cpus = timed(loaded.read)
    found = {
        "size, MB": sum(one.stat().st_size for one in MODEL.glob("*.onnx")) / 1e6,
        "load, ms": load * 1e3,
        "30-word text, median, ms": statistics.median(walls),
        "30-word text, p99, ms": p99(walls),
        "30-word text, median of CPU, ms": statistics.median(cpus),
        "30-word text, p99 of CPU, ms": p99(cpus),
        "memory beyond the bare process, MB": resident() - bare,
    }
    return found | (against_torch(loaded) if find_spec("torch") else {})


def p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[-1]


def timed(read: Callable[[str], object]) -> tuple[list[float], list[float]]:
    """Milliseconds of wall clock and of CPU for every text."""
    walls, cpus = [], []
    for text in texts():
        wall, cpu = time.perf_counter(), time.thread_time()
        read(text)
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((time.thread_time() - cpu) * 1e3)
    return walls, cpus


def against_torch(ours: object, rounds: int = 150) -> Found:
    """The same layers in plain PyTorch on the same ids, one text after the other by turns, one thread."""
    import torch

    from training.net import Encoder as Plain

    torch.set_num_threads(1)
    plain = Plain().eval()
    theirs, mine = [], []
    for text in texts()[:rounds]:
        began = time.perf_counter()
        ours.read(text)  # type: ignore[attr-defined]
        between = time.perf_counter()
        given = {name: torch.from_numpy(value) for name, value in ours._inputs(text, "").items()}  # type: ignore[attr-defined]
        with torch.inference_mode():
            plain(**given)
        mine.append(between - began)
        theirs.append(time.perf_counter() - between)
    return {
        "PyTorch's time / ours": statistics.median(a / b for a, b in zip(theirs, mine, strict=True)),
        "PyTorch, 30-word text, median, ms": statistics.median(theirs) * 1e3,
    }


_FRESH = """
import json, os, sys
sys.path.insert(0, os.getcwd())
import gemel.coach
bare = int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6
from bench.coach import cost
print(json.dumps(cost.inside(bare)))
"""


def cost(runs: int = 3) -> Found:
    """The middle of some runs, each in a process of its own."""
    command = [sys.executable, "-c", _FRESH]
    each = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)]
    return {name: statistics.median(one[name] for one in each) for name in each[0]}
