"""How what is written compares with what was said: asked by the listener, shown to the listener, kept nowhere."""

from __future__ import annotations

from gemel.pages.sittings.comparing import Compared, compared, compares, spoken
from gemel.pages.sittings.screen import shown
from gemel.pages.sittings.taps import MOST_WORDS
from gemel.sittings import Sitting, find
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.post("/sittings/{id:str}/comparisons")
def compare(visit: Visit) -> Answer:
    """The same page with what was typed still on it. Nothing moves on, and to the other nothing has happened."""
    it = find(visit.db, visit.me, visit.id(), visit.now)
    typed = visit.raw("words").replace("\r\n", "\n").strip()[:MOST_WORDS]
    found = _compared(visit, it, typed) if compares(it) else None
    return shown(visit, it, stray="" if compares(it) else typed, compared=found)


def _compared(visit: Visit, it: Sitting, typed: str) -> Compared:
    try:
        return compared(spoken(it), typed, visit.house.coach)
    except (OSError, RuntimeError):
        return Compared(typed=typed, away=True)
