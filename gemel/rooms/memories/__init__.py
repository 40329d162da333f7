"""Room 9, memories: wishes for two, a journal with photos, this day of earlier years, rituals, something new."""

from pathlib import Path

from gemel.rooms.memories import day_pages, doings, first_pages, journal, plans, rituals, wishes
from gemel.rooms.memories.kinds import KINDS
from gemel.rooms.memories.pages import pages
from gemel.rooms.memories.today import OFFERS, today
from gemel.web.room import Room

for part in (wishes, plans, doings, first_pages, journal, day_pages, rituals):
    pages.routes.extend(part.pages.routes)

ROOM = Room(
    slug="memories",
    kinds=KINDS,
    pages=pages,
    templates=Path(__file__).parent / "templates",
    today=today,
    offers=OFFERS,
)
