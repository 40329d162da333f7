"""Room 5, appreciation: a thank-you in seconds, notes that wait for their time, a jar for hard days."""

from pathlib import Path

from gemel.rooms.thanks.kinds import KINDS
from gemel.rooms.thanks.pages import pages, today
from gemel.web.room import Room

ROOM = Room(slug="thanks", kinds=KINDS, pages=pages, templates=Path(__file__).parent / "templates", today=today)
