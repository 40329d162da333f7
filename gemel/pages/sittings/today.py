"""What live time brings to Today: what is under way, asked or booked for soon, and the end of what was done lately."""

from __future__ import annotations

from gemel.pages.sittings.screen import written_down
from gemel.sittings import Sitting, lately
from gemel.store import show_id
from gemel.web.dates import DAY
from gemel.web.room import Card
from gemel.web.visit import Visit

MOST = 2
FIRST, LATER = -1, 10
"""Weights: what happens now comes before everything; how it was can wait."""


def brought_by(visit: Visit, happening: list[Sitting]) -> list[Card]:
    ended = lately(visit.db, visit.me, visit.now - DAY, visit.now)
    ended = [one if one.ended_at is not None else written_down(visit, one) for one in ended]
    found = [_card("sittings/_today.html", one, FIRST) for one in happening if _soon(one, visit.now)]
    found += [_card("sittings/_today_closing.html", one, LATER) for one in ended if _asks(one)]
    return found[:MOST]


def _asks(one: Sitting) -> bool:
    """After one phone for two the questions stand on its last card, to be said aloud."""
    return one.exercise.closes and one.phase.way != "one"


def _soon(one: Sitting, now: int) -> bool:
    """Booked and parked ones are brought on their day."""
    return one.live or one.phase.times.get(one.state.until, now) < now + DAY


def _card(template: str, one: Sitting, weight: int) -> Card:
    return Card(template, {"one": one, "address": f"/sittings/{show_id(one.id)}"}, weight)
