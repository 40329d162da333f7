"""What grows from which counts: how many leaves, crossings, blossoms and rings, and where each of them sits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, sin

from gemel.ui.wood import REACH, SHOOT, Point, chance, needed, reach_of, shown, within

# how many are drawn for so many that happened: rate and ease of a logarithm
CROSSINGS, LEAVES, BLOSSOMS, RINGS = (2.9, 1.7), (30.0, 11.0), (4.6, 3.6), (1.75, 2.0)
MOST_LEAVES, MOST_CROSSINGS, MOST_BLOSSOMS, MOST_RINGS = 206, 26, 26, 14
# what each of them is worth to the height of the tree
WORTH_DAY, WORTH_WEEK, WORTH_OPENED, WORTH_SMALL, WORTH_FIRST = 0.3, 3, 6, 2, 8

# up to where it is called seedlings, and a young tree
YOUNG, GROWN = 110.0, 215.0


@dataclass(frozen=True)
class Growth:
    """What two people did together, so far. Counts of both, never of one."""

    days: int
    weeks: int
    opened: int
    small: int
    firsts: int


@dataclass(frozen=True)
class Leaf:
    x: float
    y: float
    lean: float
    size: float
    tone: int


@dataclass(frozen=True)
class Crossing:
    """Two branches, one from either trunk, and where they meet."""

    ends: tuple[tuple[Point, Point, Point], tuple[Point, Point, Point]]
    at: Point


def reach(growth: Growth) -> float:
    score = (
        growth.days * WORTH_DAY
        + growth.weeks * WORTH_WEEK
        + growth.opened * WORTH_OPENED
        + growth.small * WORTH_SMALL
        + growth.firsts * WORTH_FIRST
    )
    return reach_of(score)


def leaves(growth: Growth) -> list[Leaf]:
    """The leaves of the wood itself, then one after another those of the small things."""
    own = [leaf for far, leaf in _own_leaves() if far <= reach(growth) - 1]
    many = min(shown(growth.small, *LEAVES), MOST_LEAVES)
    return own + [_leaf(number) for number in range(many)]


def crossings(growth: Growth) -> list[Crossing]:
    many = min(shown(growth.opened, *CROSSINGS), MOST_CROSSINGS)
    return [_crossing(number) for number in range(many)]


def blossoms(growth: Growth) -> list[Leaf]:
    many = min(shown(growth.firsts, *BLOSSOMS), MOST_BLOSSOMS)
    return [_blossom(number) for number in range(many)]


def rings(growth: Growth) -> int:
    return min(shown(growth.weeks, *RINGS), MOST_RINGS)


def _tone(x: float, y: float, luck: float) -> int:
    """Which of four tones: lighter towards the light inside the crown, and by chance."""
    away = hypot((x - 240) / 150, (y - 190) / 125)
    return max(0, min(3, int(3.1 - away * 2.3 + (luck - 0.5) * 2.6)))


@lru_cache(maxsize=1)
def _own_leaves() -> tuple[tuple[float, Leaf], ...]:
    """The leaves that come with the wood: a few on the seedlings, then here and there along the twigs."""
    found = []
    for number, spot in enumerate(within(REACH, 34)):
        one, two, three, four, *_ = chance("own", number)
        young = spot.rank == 0 and spot.far < 80
        share = (0.16 if spot.far > 185 else 0, 0.13, 0.25, 0.8)[spot.rank]
        if not young and one >= share:
            continue
        way = 1 if (spot.far // 6 % 2 if young else two > 0.5) else -1
        size = 4 + spot.far / 8 if young else 10.5 + 4.5 * three
        lean = spot.lean + way * (0.45 + four * 0.55)
        tone = 1 + int(2.99 * three) if young else _tone(spot.x, spot.y, three)
        found.append((spot.far, Leaf(spot.x, spot.y, lean, size, tone)))
    return tuple(found)


def _spread(number: int, luck: float) -> float:
    """Fractions that fall evenly, whatever number they stop at."""
    return (number * 0.618034 + luck * 0.12) % 1


@lru_cache(maxsize=MOST_LEAVES)
def _leaf(number: int) -> Leaf:
    one, two, three, four, five, six = chance("leaf", number)
    far = reach_of(needed(number, *LEAVES) * WORTH_SMALL)
    places = within(far, far * (0.68 + 0.24 * one), 1 if far > 120 else 0)
    spot = places[int(_spread(number, one) * (len(places) - 1))]
    way, loose = (1 if two > 0.5 else -1), (1 + 15 * three**1.4) * min(1.0, (far / 260) ** 2)
    x, y = spot.x + way * loose * cos(spot.lean), spot.y + way * loose * sin(spot.lean)
    lean = spot.lean + way * (0.35 + four * 0.95)
    return Leaf(x, y, lean, 9.5 + 5.5 * five, _tone(x, y, six))


@lru_cache(maxsize=MOST_BLOSSOMS)
def _blossom(number: int) -> Leaf:
    one, two, three, *_ = chance("blossom", number)
    far = reach_of(needed(number, *BLOSSOMS) * WORTH_FIRST)
    places = within(far, far * 0.78, 1 if far > 120 else 0)
    spot = places[int(_spread(number, one) * (len(places) - 1))]
    return Leaf(spot.x + (two - 0.5) * 12, spot.y - 4 * three, two * 6, 4.8 + 1.8 * three, 0)


@lru_cache(maxsize=MOST_CROSSINGS)
def _crossing(number: int) -> Crossing:
    one, two, three, four, *_ = chance("crossing", number)
    far = reach_of(needed(number, *CROSSINGS) * WORTH_OPENED)
    places = [spot for spot in within(far, far * 0.68, 1 if far > 150 else 0) if spot.rank != SHOOT]
    mine = [spot for spot in places if spot.side == "a"]
    start = mine[int(_spread(number, one) * (len(mine) - 1))]
    span = 30 + 26 * two
    other = min(
        (spot for spot in places if spot.side == "b"),
        key=lambda spot: abs(hypot(spot.x - start.x, spot.y - start.y) - span) + abs(spot.y - start.y) * 0.7,
    )
    rise = 7 + 9 * three
    at = ((start.x + other.x) / 2, (start.y + other.y) / 2 - rise * 0.7)
    a, b = (start.x, start.y), (other.x, other.y)
    return Crossing((_line(a, at, rise, 0.5 + 0.35 * four), _line(b, at, rise, 0.85 - 0.35 * four)), at)


def _line(come: Point, at: Point, rise: float, push: float) -> tuple[Point, Point, Point]:
    end = (at[0] + (at[0] - come[0]) * push, at[1] - rise - abs(at[0] - come[0]) * 0.25)
    return (come, through(come, at, end), end)


def through(start: Point, middle: Point, end: Point) -> Point:
    """The control point of the curve that passes through the middle."""
    return (2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2)


# Drawing
