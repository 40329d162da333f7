"""What this room brings to Today: a cue from an hour before a date, ideas that wait, the morning after."""

from __future__ import annotations

from gemel.moments import Moment, my_hand_ins
from gemel.rooms.together.dating import Dates, booked_of, dates
from gemel.rooms.together.kinds import Best, Getaway, Likes
from gemel.rooms.together.memories import best_round, memory
from gemel.rooms.together.shown import shown
from gemel.rooms.together.times import HOUR
from gemel.web.room import Card
from gemel.web.visit import Visit

CUE, OPENED, TABLE, MORNING = 1, 6, 12, 14  # weights
LONG = 3 * HOUR  # so long after its beginning the cue stays, for whoever looks
OPENINGS = {
    Best: "together/_today_best.html",
    Likes: "together/_today_likes.html",
    Getaway: "together/_today_getaway.html",
}


def today(visit: Visit) -> list[Card]:
    here = dates(visit.db, visit.me, visit.now)
    found = (_cue(visit, here), _opened(visit), _table(here), _morning(visit, here))
    return [card for card in found if card is not None]


def _cue(visit: Visit, here: Dates) -> Card | None:
    for it in (here.past, here.booked):
        if it is not None and booked_of(it).at - HOUR <= visit.now < booked_of(it).at + LONG:
            return Card("together/_today_cue.html", {"it": it, "date": shown(booked_of(it))}, CUE)
    return None


def _opened(visit: Visit) -> Card | None:
    """What opened and was not looked at."""
    it = next((it for it in visit.waiting if type(it.body) in OPENINGS), None)
    return Card(OPENINGS[type(it.body)], {"it": it}, OPENED) if it is not None else None  # type: ignore[index]


def _table(here: Dates) -> Card | None:
    if here.table is None or here.table.mine:
        return None
    return Card("together/_today_table.html", {"moving": here.booked is not None}, TABLE)


def _morning(visit: Visit, here: Dates) -> Card | None:
    it = here.past
    if it is None or visit.now < booked_of(it).memory_at or _remembered(visit, it):
        return None
    return Card("together/_today_morning.html", {"it": it, "date": shown(booked_of(it))}, MORNING)


def _remembered(visit: Visit, it: Moment) -> bool:
    if visit.me.alone:
        return memory(visit.db, visit.me, it, visit.now).mine is not None
    return bool(my_hand_ins(visit.db, visit.me, [best_round(it)]))
