"""The room itself: what a pause is, and what helps meanwhile."""

from __future__ import annotations

from gemel.rooms.calm import breathing, care_pages, reflection
from gemel.rooms.calm.pauses import pausing
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages([*breathing.pages.routes, *reflection.pages.routes, *care_pages.pages.routes])


@pages.get("/calm")
def calm(visit: Visit) -> Answer:
    return visit.page("calm/calm.html", tab="together", **pausing(visit))
