"""Room 3, opening up: a card from light to deep, told by both and opened together, at a depth both have chosen and
neither can read of the other."""

from pathlib import Path

from gemel.rooms.opening import cards, depth_pages, receiving
from gemel.rooms.opening.kinds import KINDS
from gemel.rooms.opening.today import today
from gemel.web.pages import Pages
from gemel.web.room import Room

ROOM = Room(
    slug="opening",
    kinds=KINDS,
    pages=Pages([route for module in (depth_pages, cards, receiving) for route in module.pages.routes]),
    templates=Path(__file__).parent / "templates",
    today=today,
)
