"""What this room brings to Today: what opened, good news, what is new on the list, and at most once a week four questions."""

from __future__ import annotations

from gemel.rooms.growth import hurts, letters, news
from gemel.rooms.growth.readings import offered
from gemel.web.room import Card, Offer
from gemel.web.visit import Visit

ASKED = 55  # weight


def today(visit: Visit) -> list[Card]:
    return [*letters.opened_today(visit), *news.today(visit), *hurts.today(visit)]


def _reading(visit: Visit) -> Card | None:
    wanted = offered(visit.db, visit.me, visit.now)
    return Card("growth/_today_reading.html", {}, ASKED) if wanted else None


OFFERS = (Offer(letters.DUE, letters.due_today), Offer(ASKED, _reading))
