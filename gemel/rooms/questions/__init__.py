"""Room 7, deep conversations: a question from light to deep, answered by both and opened together, or spoken."""

from pathlib import Path

from gemel.rooms.questions import pages, spoken
from gemel.rooms.questions.kinds import KINDS
from gemel.rooms.questions.today import today
from gemel.web.pages import Pages
from gemel.web.room import Room

ROOM = Room(
    slug="questions",
    kinds=KINDS,
    pages=Pages([*pages.pages.routes, *spoken.pages.routes]),
    templates=Path(__file__).parent / "templates",
    today=today,
)
