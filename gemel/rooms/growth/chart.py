"""A line of readings as a picture: where its points, its pieces of line and its band lie. Drawn by a template."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gemel.rooms.growth.usual import LEAST, Band

WIDE, HIGH, EDGE = 320, 150, 10
GAP = 35 * 86_400
"""Longer than this without an answer, and the line pauses too: nobody knows what lay between."""


class Point(NamedTuple):
    at: int
    """Unix seconds."""
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    dots: tuple[tuple[float, float], ...]
    lines: tuple[str, ...]
    """Each piece as the points of a polyline."""
    band: tuple[float, float] | None
    """Top edge and height."""


def chart(points: list[Point], top: int, band: Band | None) -> Chart:
    """Points oldest first, on a scale from 0 to `top`. One point, or all at one time, stand in the middle."""
    dots = tuple((_x(point.at, points), _y(point.value, top)) for point in points)
    return Chart(dots, _lines(points, dots), _band(band, top))


def _x(at: int, points: list[Point]) -> float:
    first, last = points[0].at, points[-1].at
    along = (at - first) / (last - first) if last > first else 0.5
    return round(EDGE + along * (WIDE - 2 * EDGE), 1)


def _y(value: float, top: int) -> float:
    return round(HIGH - EDGE - value / top * (HIGH - 2 * EDGE), 1)


def _band(band: Band | None, top: int) -> tuple[float, float] | None:
    if band is None:
        return None
    upper = _y(band.high, top)
    return upper, round(_y(band.low, top) - upper, 1)


def _lines(points: list[Point], dots: tuple[tuple[float, float], ...]) -> tuple[str, ...]:
    """No line under three points. A gap in time parts it; a piece of one point is a dot and no line."""
    if len(points) < LEAST:
        return ()
    pieces = [[dots[0]]]
    for (before, after), dot in zip(pairwise(points), dots[1:], strict=True):
        if after.at - before.at > GAP:
            pieces.append([])
        pieces[-1].append(dot)
    return tuple(" ".join(f"{x:g},{y:g}" for x, y in piece) for piece in pieces if len(piece) > 1)
