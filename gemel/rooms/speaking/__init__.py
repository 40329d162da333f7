"""Room 2, speaking: from what is on one's mind to a sentence of one's own, how it is received, and apologies."""

from pathlib import Path

from gemel.rooms.speaking.kinds import KINDS
from gemel.rooms.speaking.pages import pages
from gemel.rooms.speaking.today import today
from gemel.web.room import Room

ROOM = Room(slug="speaking", kinds=KINDS, pages=pages, templates=Path(__file__).parent / "templates", today=today)
