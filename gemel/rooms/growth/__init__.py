"""Room 10, patience: small wins, good news, one's own line, what two did together, open hurts, a letter once a year.
Nothing here is counted against anyone."""

from pathlib import Path

from gemel.rooms.growth import hurts, letters, news, ours, own, wins
from gemel.rooms.growth.kinds import KINDS
from gemel.rooms.growth.today import OFFERS, today
from gemel.sittings import Exercise
from gemel.web.pages import Pages
from gemel.web.room import Room

HERE = Path(__file__).parent

ROOM = Room(
    slug="growth",
    kinds=KINDS,
    pages=Pages([route for module in (wins, own, ours, hurts, letters, news) for route in module.pages.routes]),
    templates=HERE / "templates",
    strip="growth/_strip.html",
    exercises=(Exercise("good-news", HERE, asker_first=True),),
    today=today,
    offers=OFFERS,
)
