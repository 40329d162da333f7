"""Room 10, patience: small wins noted in one tap, good news enjoyed. Nothing here is counted against anyone."""

from pathlib import Path

from gemel.rooms.growth.kinds import KINDS
from gemel.rooms.growth.pages import pages
from gemel.sittings import Exercise
from gemel.web.room import Room

HERE = Path(__file__).parent

ROOM = Room(
    slug="growth",
    kinds=KINDS,
    pages=pages,
    templates=HERE / "templates",
    strip="growth/_strip.html",
    exercises=(Exercise("good-news", HERE, asker_first=True),),
)
