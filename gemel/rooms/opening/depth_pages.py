"""How far cards may go, for oneself: one question, for nobody else to read."""

from __future__ import annotations

from typing import Any

from gemel.rooms.opening.depths import own
from gemel.rooms.opening.showing import go_as_far_as
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
NEITHER = _("Which of the three? The lightest is a good place to begin.")


@pages.get("/opening/depth")
def depth(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    chosen = own(visit.db, visit.me, visit.now)
    here: dict[str, Any] = {"depth": chosen.depth if chosen else 1, "wrong": wrong}
    return visit.page("opening/depth.html", tab="together", status=422 if wrong else 200, **here)


@pages.post("/opening/depth")
def create(visit: Visit) -> Answer:
    depth = visit.number("depth", 1, 3)
    if depth is None:
        return _form(visit, NEITHER)
    visit.write(go_as_far_as, visit.me, depth, visit.now)
    return go("/opening", "closed")
