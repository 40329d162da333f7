"""What this room brings to Today: what the other opened, this day of earlier years, and once a month «still ours?»."""

from __future__ import annotations

from gemel.rooms.memories.having import root_of, to_ask
from gemel.rooms.memories.kinds import Did, Entry, First, Ritual, Wish
from gemel.rooms.memories.lookback import newest_past, wanted_today
from gemel.store import show_id
from gemel.web.room import Card, Offer
from gemel.web.visit import Visit

OPENED, BACK, STILL = 7, 45, 47  # weights


def today(visit: Visit) -> list[Card]:
    it = next((it for it in visit.waiting if isinstance(it.body, Wish | Did | Entry | Ritual)), None)
    if it is None:
        return []
    root = root_of(it) if isinstance(it.body, Ritual) else it.id
    address, name = {
        Wish: (f"/memories/wishes/{show_id(root)}", "wish"),
        Did: ("/memories/done", "did"),
        First: ("/memories/done", "first"),
        Entry: (f"/memories/journal/{show_id(root)}", "page"),
        Ritual: (f"/memories/rituals/{show_id(root)}", "ritual"),
    }[type(it.body)]
    return [Card("memories/_today_opened.html", {"address": address, "name": name, "it": it}, OPENED)]


def _back(visit: Visit) -> Card | None:
    """A quiet line, with nobody's words on it."""
    if not wanted_today(visit.me, visit.now, visit.zone):
        return None
    found = newest_past(visit.db, visit.me, visit.now, visit.zone)
    return Card("memories/_today_back.html", {"past": found}, BACK) if found else None


def _still(visit: Visit) -> Card | None:
    one = to_ask(visit.db, visit.me, visit.now)
    return Card("memories/_today_still.html", {"one": one}, STILL) if one else None


OFFERS = (Offer(BACK, _back), Offer(STILL, _still))
