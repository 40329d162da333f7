"""What a page shows that hears something changed: a pause that holds for both, a quiet line, or nothing."""

from __future__ import annotations

from gemel.sittings import Sitting, open_ones
from gemel.store import show_id
from gemel.web.answer import Answer
from gemel.web.dates import local
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/live/now")
def now(visit: Visit) -> Answer:
    it = foremost(visit)
    if it is None:
        return Answer(status=204)
    return visit.page("sittings/now.html", it=it, address=f"/sittings/{show_id(it.id)}")


def foremost(visit: Visit) -> Sitting | None:
    """What this person would want to know of: what is under way, else what they were asked, unless hours are quiet."""
    found = open_ones(visit.db, visit.me, visit.now)
    live = next((one for one in found if one.live), None)
    quiet = local(visit.now, visit.zone).hour in visit.me.limits.quiet
    return live or next((one for one in found if waits_for_me(one) and not (quiet and one.state.name == "asked")), None)


def waits_for_me(one: Sitting) -> bool:
    """Asked of this person, or both are about to begin."""
    if one.state.name == "asked":
        return one.phase.asker != one.seat
    return one.state.name == "ready" and not one.waited
