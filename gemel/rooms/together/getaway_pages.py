"""Pages of the getaway: one thing on the table, and a list that both write on."""

from __future__ import annotations

from gemel.moments import Moment
from gemel.rooms.together.dating import found, look_at
from gemel.rooms.together.getaways import add, agree, begin, put_away, settle, standing
from gemel.rooms.together.kinds import Getaway, Line, Part
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
LONGEST = 300
PARTS: dict[str, Part] = {"where": "where", "when": "when", "bring": "bring", "book": "book"}
EMPTY = _("One line is plenty.")
LONG = _("That is longer than fits: about 300 characters do. All of it is still here.")
FULL = _("It was put away meanwhile, or the list is full. What you wrote is still here.")


@pages.get("/together/getaway")
def getaway(visit: Visit) -> Answer:
    unseen = [it for it in visit.waiting if isinstance(it.body, Getaway)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    return _page(visit, "")


def _page(visit: Visit, wrong: str) -> Answer:
    trip = standing(visit.db, visit.me, visit.now)
    name = "getaway" if trip else "getaway_new"
    return visit.page(f"together/{name}.html", tab="together", trip=trip, wrong=wrong, status=422 if wrong else 200)


@pages.post("/together/getaway")
def create(visit: Visit) -> Answer:
    wrong = _wrong_with(visit, "where")
    if wrong:
        return _page(visit, wrong)
    done = visit.write(begin, visit.me, visit.text("where"), visit.now, id=visit.once())
    return go("/together/getaway", ("kept-for-you" if visit.me.alone else "proposed") if done else "moved-on")


def _wrong_with(visit: Visit, name: str) -> str:
    try:
        return "" if visit.text(name, LONGEST) else EMPTY
    except TooLong:
        return LONG


@pages.post("/together/getaway/{id:str}/lines")
def create_line(visit: Visit) -> Answer:
    it, wrong = _found(visit), _wrong_with(visit, "words")
    if wrong:
        return _page(visit, wrong)
    line = Line(part=PARTS.get(visit.raw("part"), "where"), words=visit.text("words"))
    done = visit.write(add, visit.me, it, line, visit.now, id=visit.once())
    return go("/together/getaway") if done else _page(visit, FULL)


@pages.post("/together/getaway/{id:str}/agreements")
def create_agreement(visit: Visit) -> Answer:
    visit.write(agree, visit.me, _found(visit), visit.now)
    return go("/together/getaway")


@pages.post("/together/getaway/{id:str}/ending")
def create_ending(visit: Visit) -> Answer:
    visit.write(put_away, visit.me, _found(visit), visit.now)
    return go("/together/getaway")


@pages.post("/together/lines/{id:str}/settlement")
def create_settlement(visit: Visit) -> Answer:
    line = found(visit.db, visit.me, visit.now, visit.id(), Line)
    visit.write(settle, visit.me, line, visit.now, back=visit.raw("back") == "yes")
    return go("/together/getaway")


def _found(visit: Visit) -> Moment:
    return found(visit.db, visit.me, visit.now, visit.id(), Getaway)
