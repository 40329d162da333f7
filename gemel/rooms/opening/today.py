"""What this room brings to Today: one card, for what is nearest."""

from __future__ import annotations

from gemel.rooms.opening.between import stands
from gemel.rooms.opening.kinds import Received, Shown
from gemel.web.room import Card
from gemel.web.visit import Visit


def today(visit: Visit) -> list[Card]:
    """Something that opened; else a card to answer; else a quiet invitation."""
    return [_fresh(visit) or _open(visit) or Card("opening/_today_draw.html", {}, weight=70)]


def _fresh(visit: Visit) -> Card | None:
    it = next((it for it in visit.waiting if isinstance(it.body, Shown | Received) and it.round is not None), None)
    return Card("opening/_today_opened.html", {"it": it}, weight=6) if it else None


def _open(visit: Visit) -> Card | None:
    one = next((one for one in visit.asked if stands(visit.me, one)), None)
    return Card("opening/_today_card.html", {"it": one}, weight=35) if one else None
