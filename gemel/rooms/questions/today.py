"""What this room brings to Today: one card, for what is nearest."""

from __future__ import annotations

from gemel.moments import in_rounds, of_kind, waiting_for
from gemel.rooms.questions.talks import lately
from gemel.web.room import Card
from gemel.web.visit import Visit


def today(visit: Visit) -> list[Card]:
    """Something opened and not looked at; else a question to answer; else an invitation to ask one."""
    return [_fresh(visit) or _to_answer(visit) or Card("questions/_today_ask.html", {}, weight=60)]


def _fresh(visit: Visit) -> Card | None:
    if visit.me.alone:
        return None
    found = waiting_for(visit.db, visit.me, visit.now, "answer", "follow", most=5)
    it = next((it for it in found if it.round is not None and it.readable), None)
    return Card("questions/_today_opened.html", {"it": it}, weight=5) if it else None


def _to_answer(visit: Visit) -> Card | None:
    found = lately(visit.db, visit.me, visit.now)
    if not found:
        return None
    done = _answered(visit, [one.id for one in found]) | set(visit.me.own.set_aside)
    one = next((one for one in found if one.id not in done), None)
    return Card("questions/_today_answer.html", {"it": one}, weight=30) if one else None


def _answered(visit: Visit, round_ids: list[bytes]) -> set[bytes | None]:
    if visit.me.alone:  # an answer kept alone carries the id of its round
        kept = of_kind(visit.db, visit.me, visit.now, "answer", author=visit.me.id, most=60)
        return {it.id for it in kept} | {it.round for it in kept if it.given}
    mine = in_rounds(visit.db, visit.me, visit.now, round_ids)
    return {it.round for it in mine if it.mine and it.mode == "both" and it.handed_in_at is not None}
