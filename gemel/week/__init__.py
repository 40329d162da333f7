"""The week: pick one tip together, live with it, look back. The spine of the programme; it owns no table."""

from pathlib import Path

from gemel.sittings import Exercise
from gemel.web.room import Room
from gemel.week import browsing, looking, planning
from gemel.week.calendar import slots
from gemel.week.cards import today
from gemel.week.kinds import KINDS
from gemel.week.pages import pages

for part in (browsing, planning, looking):
    pages.routes.extend(part.pages.routes)

HERE = Path(__file__).parent

ROOM = Room(
    slug="week",
    kinds=KINDS,
    pages=pages,
    templates=HERE / "templates",
    exercises=(Exercise("weekly", HERE, template="week/weekly.html"),),
    slots=slots,
    today=today,
)
