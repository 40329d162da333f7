"""On this day: what these two have open to each other from this day of earlier years, or from a month or two before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, or_, select, union_all

from gemel.moments.kinds import KINDS
from gemel.moments.moment import Moment, opened
from gemel.moments.tables import PRIVATE, moment
from gemel.moments.timeline import newest_first
from gemel.moments.visibility import asking, visible
from gemel.people.person import Person
from gemel.store import Prepared, each, listed

MOST_YEARS = 60
MOST_A_DAY = 12
Span = tuple[date, date]
"""From the first of these days up to, and without, the second."""


def on_this_day(db: Connection, person: Person, now: int, zone: ZoneInfo) -> Iterator[Moment]:
    """What these two have open to each other from this day of earlier years; where there is nothing, from half a
    year and a month ago. Newest first, of kinds that have a card. Somebody alone finds their own, since they are
    alone. Nothing is opened, and no earlier year looked at, before it is asked for."""
    today = datetime.fromtimestamp(now, zone).date()
    nothing = True
    for days in _years(db, person, today, zone):
        for it in _of_days(db, person, now, zone, days):
            nothing = False
            yield it
    if nothing:
        yield from _of_days(db, person, now, zone, _months_back(today))


def _years(db: Connection, person: Person, today: date, zone: ZoneInfo) -> Iterator[list[Span]]:
    """Last year by itself, in which there mostly is something; then all before it."""
    yield _years_back(today, today.year - 1)
    oldest = _oldest.run(db, {"couple": person.couple})
    if oldest:
        yield _years_back(today, datetime.fromtimestamp(oldest[0].at, zone).year)[1:]


@Prepared
def _oldest() -> Select[Any]:
    return select(moment.c.at).where(moment.c.couple_id == bindparam("couple")).order_by(moment.c.at).limit(1)


def _years_back(today: date, oldest: int) -> list[Span]:
    """A 29 February comes up on the 28th in years that have none."""
    found = []
    for year in range(today.year - 1, max(oldest, today.year - MOST_YEARS, 1) - 1, -1):
        begin = _in_month(year, today.month, today.day)
        leaps = begin == date(year, 2, 28) and _in_month(today.year, 2, 29).day == 28
        found.append((begin, date(year, 3, 1) if leaps else begin + timedelta(days=1)))
    return found


def _months_back(today: date) -> list[Span]:
    months = today.year * 12 + today.month - 1
    found = [_in_month((months - back) // 12, (months - back) % 12 + 1, today.day) for back in (1, 6)]
    return [(begin, begin + timedelta(days=1)) for begin in found]


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _of_days(db: Connection, person: Person, now: int, zone: ZoneInfo, days: list[Span]) -> Iterator[Moment]:
    if not days:
        return
    hidden = person.tags(*KINDS.hidden())
    values = asking(person, now) | listed("hidden", hidden)
    values |= {"epoch": person.keyring.current[0], "began": person.began_at}
    values |= listed("begin", [_midnight(begin, zone) for begin, _end in days])
    values |= listed("end", [_midnight(end, zone) for _begin, end in days])
    for row in _on_days.run(db, values, len(days), len(hidden), person.alone):
        it = opened(person, row)
        if it.kind in KINDS.by_name:  # what does not open has no kind; of a kind whose room is gone there is no card
            yield it


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(0), zone).timestamp())


@Prepared
def _on_days(days: int, hidden: int, alone: bool) -> Select[Any]:
    """The newest of each day by itself: one walk of the index by time for each, whatever lies between."""
    spans = zip(each("begin", days), each("end", days), strict=True)
    every = union_all(*(select(_on_day(*span, hidden, alone).subquery()) for span in spans)).subquery()
    return select(every).order_by(every.c.at.desc(), every.c.id.desc())


def _on_day(begin: BindParameter[int], end: BindParameter[int], hidden: int, alone: bool) -> Select[Any]:
    """Between the two of now, given; or, for somebody alone, kept since they are: not on the day itself, on which
    lies what somebody brought along who left."""
    shared = and_(moment.c.tier == "couple", moment.c.epoch == bindparam("epoch"))
    kept = and_(moment.c.mode == PRIVATE, moment.c.tier == "own", moment.c.at > bindparam("began"))
    of_now = visible().where(or_(shared, kept) if alone else shared, moment.c.kind_tag.not_in(each("hidden", hidden)))
    return newest_first(of_now.where(moment.c.at >= begin, moment.c.at < end)).limit(MOST_A_DAY)
