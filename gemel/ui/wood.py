"""The wood of the tree: where its two trunks, limbs and twigs run, and how much of them has grown.

The whole tree is laid out once. What a couple has done together only uncovers
more of it, from the foot upwards, so nothing that has grown ever moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from math import atan2, ceil, cos, exp, hypot, log, log2, pi, radians, sin

FOOT = (240.0, 350.0)
TWINE = 168.0
REACH = 340.0
FULL = 28_000.0
STEP = 6.0
# from which trunk, how far up the twine (1 = where they are one), leaning (degrees), length, bend
LIMBS = (
    ("b", 0.40, 44, 26, 8), ("a", 0.50, -52, 30, 14),
    ("b", 0.66, -72, 172, 30), ("a", 0.70, 69, 172, -24), ("a", 0.84, -54, 172, 8), ("b", 0.88, 52, 166, -4),
    ("a", 0.95, -28, 140, -6), ("b", 0.97, 30, 144, 4),
)  # fmt: skip
Point = tuple[float, float]
# ranks: 0 a trunk, 1 a limb, 2 a twig, and
SHOOT = 3


@dataclass(frozen=True)
class Axis:
    """One piece of wood: its run, at even steps, and how far from the foot it begins."""

    side: str
    rank: int
    start: float
    run: tuple[Point, ...]

    def grown(self, reach: float) -> tuple[Point, ...]:
        """As much of the run as lies within reach, ending exactly there."""
        left = (reach - self.start) / STEP
        if left <= 0:
            return ()
        whole = min(int(left), len(self.run) - 1)
        part = left - whole
        if whole == len(self.run) - 1 or part < 0.05:
            return self.run[: whole + 1]
        (x, y), (z, w) = self.run[whole], self.run[whole + 1]
        return (*self.run[: whole + 1], (x + (z - x) * part, y + (w - y) * part))


@dataclass(frozen=True)
class Spot:
    """A place on the wood where something may grow."""

    side: str
    rank: int
    far: float
    x: float
    y: float
    lean: float


def chance(kind: str, number: int) -> tuple[float, ...]:
    """Six even fractions that belong to one element and to nothing else."""
    raw = blake2b(f"{kind} {number}".encode(), digest_size=12).digest()
    return tuple(int.from_bytes(raw[i : i + 2], "big") / 65_535 for i in range(0, 12, 2))


def reach_of(score: float) -> float:
    """How far from the foot wood has grown: fast at first, hardly any more after ten years."""
    share = min(1.0, log(1 + score) / log(1 + FULL))
    return REACH * (0.22 + 0.78 * share**1.15)


def shown(count: int, rate: float, ease: float) -> int:
    """How many are drawn for so many that happened."""
    return int(rate * log2(1 + count / ease))


def needed(number: int, rate: float, ease: float) -> int:
    """The fewest that must have happened for the element with this number (from 0) to be drawn."""
    return ceil(ease * (2 ** ((number + 1) / rate) - 1) - 1e-9)


def twine(side: str, up: float) -> Point:
    """The run of a trunk: apart at the foot, leaning together, twice around one another, then one."""
    first = 0.42
    turn = (up / first) * pi / 2 if up < first else pi / 2 + (up - first) / (1 - first) * 2 * pi
    wide = 13 * (1 - up) ** 0.9 + 6
    sway = 6 * sin(up * 2.6) - 2
    away = -wide * cos(turn) * (1 if side == "a" else -0.93)
    return (FOOT[0] + sway + away, FOOT[1] - up * TWINE + (0 if side == "a" else 2))


def _walk(at: Point, lean: float, length: float, bend: float, wave: float) -> list[Point]:
    run, steps = [at], max(2, round(length / STEP))
    for i in range(steps):
        share = i / steps
        turned = radians(lean + bend * share * 1.6 + wave * sin(share * 5.2))
        at = (at[0] + STEP * sin(turned), at[1] - STEP * cos(turned))
        run.append(at)
    return run


def _even(points: list[Point]) -> list[Point]:
    run, want, gone = [points[0]], STEP, 0.0
    for (x, y), (z, w) in pairwise(points):
        piece = hypot(z - x, w - y)
        while gone + piece >= want:
            part = (want - gone) / piece
            run.append((x + (z - x) * part, y + (w - y) * part))
            want += STEP
        gone += piece
    return run


def _lean(run: tuple[Point, ...] | list[Point], i: int) -> float:
    (x, y), (z, w) = run[max(0, i - 1)], run[min(len(run) - 1, i + 1)]
    return atan2(z - x, y - w)


@lru_cache(maxsize=1)
def wood() -> tuple[Axis, ...]:
    """Every piece of wood there will ever be, but for the branches that cross."""
    trunks: dict[str, Axis] = {}
    found: list[Axis] = []
    for side, lean, bend in (("a", 27.0, -24.0), ("b", -24.0, 17.0)):
        rise = _even([twine(side, i / 200) for i in range(201)])
        crown = _walk(rise[-1], lean, REACH - len(rise) * STEP - 8, bend, 12)
        trunks[side] = Axis(side, 0, 0.0, tuple(rise + crown[1:]))
    for number, (side, up, lean, long, bend) in enumerate(LIMBS):
        run = trunks[side].run
        i = min(range(len(run)), key=lambda i: abs(FOOT[1] - up * TWINE - run[i][1]))
        wave = (chance("limb", number)[0] - 0.5) * 26
        found.append(Axis(side, 1 if long > 60 else SHOOT, i * STEP, tuple(_walk(run[i], lean, long, bend, wave))))
    limbs = [axis for axis in found if axis.rank == 1]
    parents = [(axis, 5, 0.5) for axis in limbs] + [(trunk, round(TWINE / STEP) + 6, 0.55) for trunk in trunks.values()]
    for number, (axis, first, size) in enumerate(parents):
        for nth, i in enumerate(range(first, len(axis.run) - 2, 3)):
            one, two, three, *_ = chance(f"twig {number}", nth)
            way = 1 if (nth + number) % 2 else -1
            length = (len(axis.run) - i) * STEP * size + 16 + one * 18
            lean = _lean(axis.run, i) * 57.3 + way * (32 + two * 22)
            twig = _walk(axis.run[i], lean, length, -way * (14 + 16 * three), way * 9)
            found.append(Axis(axis.side, 2, axis.start + i * STEP, tuple(twig)))
    return (*trunks.values(), *found)


@lru_cache(maxsize=1)
def spots() -> tuple[Spot, ...]:
    """Every place where something may grow, those near the foot first."""
    found = [
        Spot(axis.side, axis.rank, axis.start + i * STEP, *axis.run[i], _lean(axis.run, i))
        for axis in wood()
        for i in range(1 if axis.rank else 5, len(axis.run))
    ]
    return tuple(sorted(found, key=lambda spot: (spot.far, spot.x)))


def within(reach: float, least: float = 0.0, rank: int = 0) -> list[Spot]:
    """Where something may grow between these two, from left to right."""
    return sorted((s for s in spots() if least <= s.far <= reach and s.rank >= rank), key=lambda s: (s.x, s.y))


def girth(axis: Axis, i: float, reach: float) -> float:
    """Half the width of the wood at a step: thicker with age, tapering to its tip."""
    far = axis.start + i * STEP
    left = max(0.0, 1 - far / reach)
    age = reach / REACH
    width = (0.45 + 11 * age**1.7) * left**0.85 * (1.0, 0.58, 0.34, 0.26)[axis.rank]
    if axis.rank:
        width *= 0.55 + 0.45 * exp(-i / 3)
    else:
        width *= 1 + (0.1 + 0.6 * age) * exp(-far / (7 + 7 * age))
    return width + (0.5, 0.5, 0.4, 0.4)[axis.rank]


def outline(run: tuple[Point, ...], widths: list[float]) -> tuple[list[Point], list[Point]]:
    """The two edges of a piece of wood."""
    left, right = [], []
    for i, ((x, y), wide) in enumerate(zip(run, widths, strict=True)):
        lean = _lean(run, i)
        left.append((x - wide * cos(lean), y - wide * sin(lean)))
        right.append((x + wide * cos(lean), y + wide * sin(lean)))
    return left, right
