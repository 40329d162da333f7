"""What an idea asks of the two, in words."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.rooms.together.ideas import Idea
from gemel.rooms.together.kinds import Booked, Option
from gemel.web.words import _, translate

COST = {"none": _("costs nothing"), "little": _("costs a little"), "some": _("costs something")}
ENERGY = {"low": _("little energy"), "some": _("some energy"), "more": _("a good deal of energy")}


@dataclass(frozen=True, slots=True)
class Shown:
    what: str
    cost: str
    energy: str
    id: str = ""
    minutes: int = 0
    at: int = 0


def shown(one: Idea | Option | Booked) -> Shown:
    cost, energy = translate(COST[one.cost]), translate(ENERGY[one.energy])
    if isinstance(one, Idea):
        return Shown(one.text, cost, energy, id=one.id, minutes=one.minutes)
    return Shown(one.what, cost, energy, at=one.at)
