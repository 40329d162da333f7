"""One date: before it, the morning after, and the two best moments."""

from __future__ import annotations

from gemel.moments import NotHere
from gemel.rooms.together.calendar import calendar_file
from gemel.rooms.together.dating import booked_of, closed, found, look_at, ours
from gemel.rooms.together.kinds import Best, Booked
from gemel.rooms.together.memories import best_round, memory, remember
from gemel.rooms.together.pages import address
from gemel.rooms.together.shown import shown
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
LONGEST = 1_000
EMPTY = _("One line is plenty. What do you still see before you?")
LONG = _("That is longer than fits: about 1,000 characters do. All of it is still here.")


@pages.get("/together/dates/{id:str}")
def date(visit: Visit) -> Answer:
    return _page(visit, "")


def _page(visit: Visit, wrong: str) -> Answer:
    it = found(visit.db, visit.me, visit.now, visit.id(), Booked)
    unseen = [one for one in visit.waiting if isinstance(one.body, Best) and one.round == best_round(it)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    here = ours(visit.me, it)
    values = {
        "it": it, "date": shown(booked_of(it)), "ours": here, "gone": it.id in closed(visit.db, visit.me, [it]),
        "memory": memory(visit.db, visit.me, it, visit.now), "fresh": bool(unseen), "wrong": wrong,
    }  # fmt: skip
    return visit.page("together/date.html", tab="together", status=422 if wrong else 200, **values)


@pages.get("/together/dates/{id:str}/calendar")
def calendar(visit: Visit) -> Answer:
    it = found(visit.db, visit.me, visit.now, visit.id(), Booked)
    answer = Answer(calendar_file(show_id(it.id), booked_of(it).at, visit.now), kind="text/calendar; charset=utf-8")
    answer.headers["content-disposition"] = 'attachment; filename="gemel.ics"'
    return answer


@pages.post("/together/dates/{id:str}/best")
def create_best(visit: Visit) -> Answer:
    """Their best moment, handed in; both open at once."""
    it = found(visit.db, visit.me, visit.now, visit.id(), Booked)
    if not ours(visit.me, it):
        raise NotHere
    wrong = _wrong_with(visit)
    if wrong:
        return _page(visit, wrong)
    visit.write(remember, visit.me, it, visit.text("words"), visit.now, id=visit.once())
    if visit.me.alone:
        return go(address(it.id), "kept-for-you")
    return go(address(it.id), "" if memory(visit.db, visit.me, it, visit.now).opened else "handed-in")


def _wrong_with(visit: Visit) -> str:
    try:
        return "" if visit.text("words", LONGEST) else EMPTY
    except TooLong:
        return LONG
