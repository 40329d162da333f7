"""Room 6, empathy: found out by asking. One shares, the other says it back, guesses in a question, and gives what is
wanted; apart, one writes what is on their mind and the other answers, with a look at the answer before it goes."""

from pathlib import Path

from gemel.rooms.empathy import answers, perspectives, prepared, vents
from gemel.rooms.empathy.kinds import KINDS
from gemel.sittings import Exercise
from gemel.web.pages import Pages
from gemel.web.room import Card, Room
from gemel.web.visit import Visit

HERE = Path(__file__).parent


def today(visit: Visit) -> list[Card]:
    return [*vents.today(visit), *perspectives.today(visit)]


ROOM = Room(
    slug="empathy",
    kinds=KINDS,
    pages=Pages([route for module in (vents, answers, prepared, perspectives) for route in module.pages.routes]),
    templates=HERE / "templates",
    exercises=(Exercise("empathy", HERE),),
    today=today,
)
