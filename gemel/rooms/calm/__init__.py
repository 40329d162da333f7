"""Room 8, calm: a pause that leads back, slow breathing, three words for oneself, and a care manual."""

from pathlib import Path

from gemel.rooms.calm import pauses
from gemel.rooms.calm.kinds import KINDS
from gemel.rooms.calm.pages import pages
from gemel.web.room import Room

pages.routes.extend(pauses.pages.routes)

ROOM = Room(
    slug="calm", kinds=KINDS, pages=pages, templates=Path(__file__).parent / "templates", exercises=(pauses.PAUSE,)
)
