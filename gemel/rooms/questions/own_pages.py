"""Pages of their own questions: written, asked, put among the cards of both, or kept."""

from __future__ import annotations

from collections.abc import Callable

from gemel.moments import erase
from gemel.rooms.questions.kinds import Own
from gemel.rooms.questions.own import ask_kept, ask_own, in_pot, keep_own, mine, my_own, put_in
from gemel.rooms.questions.regions import regions
from gemel.rooms.questions.typed import wrong_line
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
FULL = _("Thirty of yours lie among the cards. Let one go first, or keep this one for yourself.")
NEARER = 2
WAYS: dict[str, Callable[..., bytes | None]] = {"now": ask_own, "pot": put_in, "me": keep_own}


@pages.get("/questions/own")
def own(visit: Visit) -> Answer:
    return _page(visit, "")


def _page(visit: Visit, wrong: str) -> Answer:
    found = my_own(visit.db, visit.me, visit.now)
    pot = in_pot(visit.me, found)
    alone = [it for it in found if it.mode == "private"]
    values = {"pot": pot, "alone": alone, "regions": regions().values(), "wrong": wrong}
    return visit.page("questions/own.html", tab="questions", status=422 if wrong else 200, **values)


@pages.post("/questions/own")
def create(visit: Visit) -> Answer:
    wrong, way = wrong_line(visit), _way(visit)
    if wrong:
        return _page(visit, wrong)
    made = visit.write(WAYS[way], visit.me, _body(visit), visit.now, id=visit.once())
    if made is None:
        return _page(visit, FULL)
    if way == "now":
        return go(f"/questions/{show_id(made)}")
    return go("/questions/own", "kept-for-you" if way == "me" else "in-pot")


def _way(visit: Visit) -> str:
    """What is not understood is kept for oneself: that can be widened, and the other way round it cannot."""
    way = visit.raw("way")
    return way if way in WAYS and not (way == "pot" and visit.me.alone) else "me"


def _body(visit: Visit) -> Own:
    about = visit.raw("about") if visit.raw("about") in regions() else ""
    return Own(asked=visit.text("words"), about=about, depth=visit.number("depth", 1, 4) or NEARER)


@pages.post("/questions/own/{id:str}/asking")
def create_asking(visit: Visit) -> Answer:
    """One tap: what was kept is asked."""
    visit.write(ask_kept, visit.me, visit.id(), visit.now)
    return go(f"/questions/{show_id(visit.id())}")


@pages.post("/questions/own/{id:str}/erasure")
def let_go(visit: Visit) -> Answer:
    """Taken out again by whoever wrote it. Asked already, it stays as it was asked."""
    visit.write(erase, visit.me, mine(visit.db, visit.me, visit.now, visit.id()), visit.now)
    return go("/questions/own", "erased")
