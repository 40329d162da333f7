"""The week: pick one tip together, live with it, look back. The spine of the programme; it owns no table."""

from pathlib import Path

from gemel.web.room import Room
from gemel.week import browsing, looking, planning
from gemel.week.cards import today
from gemel.week.kinds import KINDS
from gemel.week.pages import pages

for part in (browsing, planning, looking):
    pages.routes.extend(part.pages.routes)

ROOM = Room(slug="week", kinds=KINDS, pages=pages, templates=Path(__file__).parent / "templates", today=today)
