"""Room 5, appreciation: a thank-you in seconds, notes that wait for their time, a jar for hard days, thanks on paper."""

from pathlib import Path

from gemel.rooms.thanks import cards, hard_days, hidden
from gemel.rooms.thanks.kinds import KINDS
from gemel.rooms.thanks.pages import pages, today
from gemel.web.pages import Pages
from gemel.web.room import Room

ROOM = Room(
    slug="thanks",
    kinds=KINDS,
    pages=Pages([*pages.routes, *hidden.pages.routes, *cards.pages.routes, *hard_days.pages.routes]),
    templates=Path(__file__).parent / "templates",
    today=today,
)
