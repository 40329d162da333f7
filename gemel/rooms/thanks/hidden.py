"""Notes of one's own that wait for their time: all of them, and taking one back before it opens."""

from __future__ import annotations

from gemel.moments import NotHere, of_kind, take_back
from gemel.rooms.thanks.pages import still_hidden, thanks_here
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/thanks/waiting")
def waiting(visit: Visit) -> Answer:
    """The soonest first. Only its author ever sees this page filled."""
    mine = of_kind(visit.db, visit.me, visit.now, "thanks", author=visit.me.id, most=200)
    found = sorted((it for it in mine if still_hidden(it, visit.now)), key=lambda it: it.opens_at or 0)
    return visit.page("thanks/waiting.html", tab="thanks", found=found)


@pages.post("/thanks/{id:str}/withdrawal")
def withdraw(visit: Visit) -> Answer:
    """Closed again, for nobody but its author. One that opened meanwhile is not pulled out of somebody's hands here."""
    it = thanks_here(visit)
    if not it.mine:
        raise NotHere
    if not still_hidden(it, visit.now):
        return go("/thanks/waiting", "moved-on")
    visit.write(take_back, visit.me, it, visit.now)
    return go("/thanks/waiting", "taken-back")
