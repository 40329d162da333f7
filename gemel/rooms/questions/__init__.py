"""Room 7, deep conversations: a question from light to deep, answered by both and opened together, or spoken."""

from pathlib import Path

from gemel.rooms.questions import deck_pages, map_pages, own_pages, pages, spoken, theme_pages
from gemel.rooms.questions.kinds import KINDS
from gemel.rooms.questions.today import today
from gemel.web.pages import Pages
from gemel.web.room import Room

MODULES = (pages, spoken, own_pages, theme_pages, deck_pages, map_pages)
ROOM = Room(
    slug="questions",
    kinds=KINDS,
    pages=Pages([route for module in MODULES for route in module.pages.routes]),
    templates=Path(__file__).parent / "templates",
    today=today,
)
