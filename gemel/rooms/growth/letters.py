"""Pages of the yearly letter."""

from __future__ import annotations

from gemel.moments import Moment, TooLate, marks, put
from gemel.rooms.growth import lettering
from gemel.rooms.growth.kinds import Letter
from gemel.rooms.growth.lettering import Year, begun, choose, current, day_from, find_year, years
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/growth/letter"
DUE = 42  # weight
EMPTY = _("A line is plenty. What was this year, for the two of you?")
LONG = _("That is longer than fits: about 5,000 characters do. All of it is still here.")
DAY = _("Which day? It lies ahead, within three years.")
MOVED = _("The day was moved meanwhile. Your words are here: keep them once more.")


def opened_today(visit: Visit) -> list[Card]:
    it = next((it for it in visit.waiting if isinstance(it.body, Letter)), None)
    return [Card("growth/_today_letters.html", {"round": it.round}, weight=2)] if it is not None else []


def due_today(visit: Visit) -> Card | None:
    """On its day and after it: that a letter can be handed in. Not beside letters that opened."""
    if opened_today(visit) or not lettering.waits(visit.db, visit.me, visit.now):
        return None
    return Card("growth/_today_letter.html", {}, weight=DUE)


@pages.get(HERE)
def letter(visit: Visit) -> Answer:
    here = current(visit.db, visit.me, visit.now)
    if here is None:
        return _choosing(visit, "")
    if here.handed_in:
        return visit.page("growth/letter_waits.html", tab="together", here=here)
    return _writing(visit, here, "")


def _choosing(visit: Visit, wrong: str) -> Answer:
    before = [one for one in years(visit.db, visit.me, visit.now) if one.opened]
    status = 422 if wrong else 200
    return visit.page("growth/letter_day.html", tab="together", status=status, before=before, wrong=wrong)


def _writing(visit: Visit, here: Year, wrong: str, day_wrong: str = "") -> Answer:
    start = visit.raw("words") if visit.form else here.my_words or begun(visit.db, visit.me, visit.now)
    values = {"here": here, "start": start, "due": here.due(visit.now), "wrong": wrong, "day_wrong": day_wrong}
    return visit.page("growth/letter.html", tab="together", status=422 if wrong or day_wrong else 200, **values)


@pages.post(f"{HERE}/days")
def create_day(visit: Visit) -> Answer:
    opens_at = day_from(visit.raw("day"), visit.now, visit.zone)
    here = current(visit.db, visit.me, visit.now)
    if opens_at is None:
        return _choosing(visit, DAY) if here is None else _writing(visit, here, "", DAY)
    chosen = visit.write(choose, visit.me, opens_at, visit.now, id=visit.once())
    return go(HERE, "" if chosen else "moved-on")


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    here = current(visit.db, visit.me, visit.now)
    if here is None:
        return _past(visit)
    wrong = MOVED if visit.raw("round") != show_id(here.id) else _wrong_with(visit)
    if wrong:
        return _writing(visit, here, wrong)
    give = visit.raw("way") == "give" and here.due(visit.now)
    visit.write(lettering.write, visit.me, here, visit.text("words"), visit.now, id=visit.once(), give=give)
    return _given(visit, here.id) if give else go(HERE, "kept-for-you")


def _past(visit: Visit) -> Answer:
    """The same form sent again after both opened; or one from a day that is long over, with its words held."""
    one = find_year(visit.db, visit.me, visit.now, visit.form_id("round"))
    if not one.handed_in:
        raise TooLate
    return go(f"/growth/letters/{show_id(one.id)}")


def _wrong_with(visit: Visit) -> str:
    try:
        return "" if visit.text("words") else EMPTY
    except TooLong:
        return LONG


def _given(visit: Visit, round_id: bytes) -> Answer:
    opened = find_year(visit.db, visit.me, visit.now, round_id).opened
    return go(f"/growth/letters/{show_id(round_id)}") if opened else go(HERE, "handed-in")


@pages.get("/growth/letters/{id:str}")
def opened(visit: Visit) -> Answer:
    here = find_year(visit.db, visit.me, visit.now, visit.id())
    if not here.opened:
        return go(HERE)
    fresh = [it for it in here.parts if not it.mine and not _seen(visit, it)]
    for it in fresh:
        visit.write(put, visit.me, it, "done", visit.now)
    return visit.page("growth/letters.html", tab="together", here=here, fresh=bool(fresh))


def _seen(visit: Visit, it: Moment) -> bool:
    return ("done", visit.me.id) in marks(visit.db, visit.me, [it.id]).get(it.id, set())
