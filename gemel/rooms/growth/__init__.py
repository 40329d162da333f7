"""Room 10, patience: small wins noted in one tap. Nothing here is counted against anyone."""

from pathlib import Path

from gemel.rooms.growth.kinds import KINDS
from gemel.rooms.growth.pages import pages
from gemel.web.room import Room

ROOM = Room(
    slug="growth",
    kinds=KINDS,
    pages=pages,
    templates=Path(__file__).parent / "templates",
    strip="growth/_strip.html",
)
