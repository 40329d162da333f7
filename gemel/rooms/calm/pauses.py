"""A pause: one tap by either, no confirmation, from every page. Who tapped is not kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gemel.rooms.calm.care import care_values
from gemel.sittings import Exercise, Sitting, current
from gemel.web.answer import Answer, go
from gemel.web.happening import begin, lead_to
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
USUAL = 30 * 60
"""Seconds until the two come back, unless one of them chooses another time (evidence A8)."""
CALM, ALMOST = 3, 6
"""Up to here one is ready; up to here, almost: ten minutes more instead of thirty."""


@pages.post("/pauses")
def create(visit: Visit) -> Answer:
    """Pause now. For somebody who is alone there is the breathing."""
    if visit.me.alone:
        return go("/calm/breathing")
    return lead_to(begin(visit, "pause", "phones", {"back": visit.now + USUAL}))


def pausing(visit: Visit) -> dict[str, Any]:
    """The pause that is under way, for the pages of meanwhile: nobody is called away from them, so they lead back."""
    it = current(visit.db, visit.me, visit.now)
    return {"pausing": it if it is not None and it.exercise is PAUSE else None}


def beside(visit: Visit, it: Sitting) -> dict[str, Any]:
    """The partner's care manual while the two are apart, and what each number between 0 and 10 leads to."""
    if it.state.name == "apart":
        return care_values(visit)
    return {"scale": [(number, _tap(number)) for number in range(11)]}


def _tap(number: int) -> str:
    """The number itself stays on the phone; only what it leads to is sent."""
    if number <= CALM:
        return "ready"
    return "later:10" if number <= ALMOST else "later:30"


PAUSE = Exercise(
    "pause", Path(__file__).parent, "calm/pause.html", ways=("phones",), holds=True, interrupts=True, closes=False,
    beside=beside, offered=False,
)  # fmt: skip
