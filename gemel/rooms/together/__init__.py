"""Room 4, time together: a date with ideas that both like, things to try, a getaway; and, now, phones down, two minutes
of being here, and the day told with the other on one's side."""

from pathlib import Path

from gemel.rooms.together import date_pages, first_pages, getaway_pages
from gemel.rooms.together.calendar import slots
from gemel.rooms.together.down import DOWN
from gemel.rooms.together.kinds import KINDS
from gemel.rooms.together.pages import pages
from gemel.rooms.together.today import today
from gemel.sittings import Exercise
from gemel.web.room import Room

for part in (date_pages, first_pages, getaway_pages):
    pages.routes.extend(part.pages.routes)

HERE = Path(__file__).parent

ROOM = Room(
    slug="together",
    kinds=KINDS,
    pages=pages,
    templates=HERE / "templates",
    exercises=(DOWN, Exercise("day", HERE), Exercise("arriving", HERE, ways=("phones", "one", "call"))),
    slots=slots,
    today=today,
)
