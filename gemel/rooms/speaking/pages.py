"""The room itself: what leads to it, what is open between the two, what one prepared."""

from __future__ import annotations

from gemel.moments import Moment, marks, of_kind
from gemel.rooms.speaking import apologies, building_pages, receiving, settling, statements
from gemel.rooms.speaking.talks import talks
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

LAST = 3
PARTS = (building_pages, receiving, statements, settling, apologies)
pages = Pages([route for part in PARTS for route in part.pages.routes])


@pages.get("/speaking")
def speaking(visit: Visit) -> Answer:
    found = talks(visit.db, visit.me, visit.now)
    lately = [talk for talk in found if talk.closed and talk.agreed][:LAST]
    still = [talk for talk in found if not talk.closed]
    given = apologies.between(visit)[:LAST]
    own = prepared(visit)
    return visit.page("speaking/speaking.html", tab="together", open=still, lately=lately, given=given, own=own)


def prepared(visit: Visit) -> list[Moment]:
    """One's own that waits to be said: not sent, and not said yet."""
    found = of_kind(visit.db, visit.me, visit.now, "statement", "apology", author=visit.me.id, most=60)
    kept = [it for it in found if it.readable and it.mode == "private"]
    put_on = marks(visit.db, visit.me, [it.id for it in kept])
    return [it for it in kept if ("done", visit.me.id) not in put_on.get(it.id, set())][:8]
