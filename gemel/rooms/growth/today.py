"""What this room brings to Today: what opened, good news, what is new on the list, and at most once a week four questions."""

from __future__ import annotations

from gemel.rooms.growth import hurts, letters, news
from gemel.rooms.growth.readings import offered
from gemel.web.room import Card
from gemel.web.visit import Visit


def today(visit: Visit) -> list[Card]:
    asked = [Card("growth/_today_reading.html", {}, weight=55)] if offered(visit.db, visit.me, visit.now) else []
    return [*letters.today(visit), *news.today(visit), *hurts.today(visit), *asked]
