"""Room 1, a safe place: one speaks, the other says it back until that is it, and what each needs is agreed."""

from pathlib import Path

from gemel.rooms.listening import agreement
from gemel.rooms.listening.kinds import KINDS
from gemel.sittings import Exercise
from gemel.web.room import Room

HERE = Path(__file__).parent

ROOM = Room(
    slug="listening",
    kinds=KINDS,
    pages=agreement.pages,
    templates=HERE / "templates",
    opening=agreement.opening,
    today=agreement.today,
    exercises=(Exercise("listening", HERE),),
)
