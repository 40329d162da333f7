"""After both are open: thanks and one curious question, how it was for oneself, and something light to end on."""

from __future__ import annotations

from gemel.moments import NotHere
from gemel.rooms.opening.between import Between, find_between
from gemel.rooms.opening.cards import EMPTY, TAB, opened, to_card, wrong_with
from gemel.rooms.opening.showing import FEELINGS, receive, say_how_it_was
from gemel.store import show_id
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.post("/opening/{id:str}/replies")
def create_reply(visit: Visit) -> Answer:
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    if it.theirs is None or visit.me.alone:
        raise NotHere
    stem = visit.raw("stem") if visit.raw("stem") in it.stems else ""
    wrong = wrong_with(visit)
    if wrong and not (wrong == EMPTY and stem):
        return opened(visit, it, wrong)
    visit.write(receive, visit.me, it, stem, visit.text("words"), visit.now, id=visit.once())
    return to_card(it.id, "sent")


@pages.post("/opening/{id:str}/feelings")
def create_feeling(visit: Visit) -> Answer:
    """Told to nobody, whichever it is; what was raw leads to breathing and to a light card."""
    it, feeling = find_between(visit.db, visit.me, visit.now, visit.id()), visit.raw("feeling")
    if feeling not in FEELINGS:
        return to_card(it.id)
    visit.write(say_how_it_was, visit.me, it.id, feeling, visit.now)
    if feeling == "raw":
        return _rest(visit, it)
    return to_card(it.id, "closed")


def _rest(visit: Visit, it: Between) -> Answer:
    """Shown in place: no address, and so no history, says that something was raw."""
    answer = visit.page("opening/raw.html", tab=TAB, it=it)
    answer.headers["hx-push-url"] = f"/opening/{show_id(it.id)}"
    return answer
