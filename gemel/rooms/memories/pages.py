"""Where the room begins."""

from __future__ import annotations

from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/memories")
def memories(visit: Visit) -> Answer:
    """What there is, the same for everybody: it tells nothing of what anybody has begun."""
    return visit.page("memories/memories.html", tab="together")
