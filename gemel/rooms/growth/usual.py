"""A person's own usual range, and whether their last readings lie outside it. Numbers only, nobody's name.

The range is the median and what this person's own readings vary around it (1.4826 times the median distance from
it, the usual estimate of a standard deviation), with a floor of a tenth of the scale: less than that is noise on
scales like these (evidence B1). Change is called after two readings in a row outside it on the same side (B4).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Literal

LEAST = 3
RUN = 2
LATEST = 26
"""Half a year of weeks: an older usual is no longer one's usual."""
SPREAD, FLOOR = 1.4826, 0.1

Stand = Literal["nothing", "few", "usual", "once", "above", "below"]


@dataclass(frozen=True, slots=True)
class Band:
    low: float
    high: float

    def side(self, value: float) -> int:
        """-1 below it, 1 above it, 0 within or on its edge."""
        return (value > self.high) - (value < self.low)


def usual(values: list[int], top: int) -> Band | None:
    """The range of these readings, cut to the scale from 0 to `top`; None under three readings."""
    if len(values) < LEAST:
        return None
    middle = median(values)
    spread = max(SPREAD * median(abs(value - middle) for value in values), FLOOR * top)
    return Band(max(0.0, middle - spread), min(float(top), middle + spread))


def band(values: list[int], top: int) -> Band | None:
    """The range that the last readings are held against: of those before the last two, once there are enough."""
    before = values[:-RUN] if len(values) >= LEAST + RUN else values
    return usual(before[-LATEST:], top)


def stand(values: list[int], top: int) -> Stand:
    """Where the last reading stands. «above» and «below» only after two in a row, against readings before them."""
    here = band(values, top)
    if here is None:
        return "few" if values else "nothing"
    sides = [here.side(value) for value in values[-RUN:]]
    if len(values) >= LEAST + RUN and len(set(sides)) == 1 and sides[-1]:
        return "above" if sides[-1] > 0 else "below"
    return "once" if sides[-1] else "usual"
