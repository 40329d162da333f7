"""What this room brings to Today: one card, for what waits. Of a statement only its topic and minutes."""

from __future__ import annotations

from collections.abc import Iterable

from gemel.moments import Moment, marks
from gemel.rooms.speaking.kinds import Apology, ApologyAnswer, Look, Reception, Settled, Statement
from gemel.rooms.speaking.talks import looks
from gemel.web.room import Card
from gemel.web.visit import Visit

CARDS = {
    Reception: "speaking/_today_reception.html",
    Apology: "speaking/_today_apology.html",
    ApologyAnswer: "speaking/_today_answer.html",
    Settled: "speaking/_today_settled.html",
}


def today(visit: Visit) -> list[Card]:
    """A statement that waits comes first, unless it was put by; then what came back."""
    it = next(iter(_statements(visit)), None)
    if it is not None:
        return [Card("speaking/_today_statement.html", {"it": it}, weight=3)]
    other = next((it for kind in CARDS for it in visit.waiting if isinstance(it.body, kind)), None)
    return [Card(CARDS[type(other.body)], {"it": other}, weight=3)] if other else []  # type: ignore[index]


def _statements(visit: Visit) -> Iterable[Moment]:
    found = [it for it in visit.waiting if isinstance(it.body, Statement)]
    if not found:
        return []
    seen = looks(visit.db, visit.me, visit.now)
    put_on = marks(visit.db, visit.me, [it.id for it in found])
    closed = {id for id, those in put_on.items() if any(what == "closed" for what, _who in those)}
    return [it for it in found if it.id not in closed and seen.get(it.id, Look()).until <= visit.now]
