"""What this room brings to Today: one card, for what is nearest."""

from __future__ import annotations

from gemel.rooms.questions.kinds import Answer, Follow, Note, NoteReply
from gemel.rooms.questions.talks import for_me
from gemel.web.room import Card
from gemel.web.visit import Visit


def today(visit: Visit) -> list[Card]:
    """Something opened and not looked at; else a question to answer; else an invitation to ask one."""
    return [
        _fresh(visit) or _on_the_map(visit) or _to_answer(visit) or Card("questions/_today_ask.html", {}, weight=60)
    ]


def _fresh(visit: Visit) -> Card | None:
    found = (it for it in visit.waiting if isinstance(it.body, Answer | Follow))
    it = next((it for it in found if it.round is not None), None)
    return Card("questions/_today_opened.html", {"it": it}, weight=5) if it else None


def _on_the_map(visit: Visit) -> Card | None:
    """A line that asks to be set right, or a word back about one."""
    it = next((it for it in visit.waiting if isinstance(it.body, Note | NoteReply)), None)
    if it is None:
        return None
    return Card("questions/_today_note.html", {"it": it, "asks": isinstance(it.body, Note)}, weight=8)


def _to_answer(visit: Visit) -> Card | None:
    """The newest question that is neither answered nor set aside."""
    one = next((one for one in visit.asked if for_me(visit.me, one)), None)
    return Card("questions/_today_answer.html", {"it": one}, weight=30) if one else None
