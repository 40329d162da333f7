"""On this day, for one person: what the two shared, without the days that this person left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, erase, keep, of_kind, on_this_day
from gemel.people.person import Person, keep_own
from gemel.rooms.memories.days import today
from gemel.rooms.memories.kinds import LeftOut

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Past:
    """One day of before, and what is brought back from it."""

    day: date
    months: int
    """So many months ago; a multiple of twelve, save for the two of the younger."""
    moments: tuple[Moment, ...]

    @property
    def years(self) -> int:
        return self.months // 12


def past(db: Connection, me: Person, now: int, zone: ZoneInfo) -> list[Past]:
    """The newest day first. Nothing that opens by itself comes from a day that was left out."""
    staying = list(_staying(db, me, now, zone))
    days = dict.fromkeys(today(it.at, zone) for it in staying)
    here = today(now, zone)
    return [Past(day, _months(day, here), tuple(it for it in staying if today(it.at, zone) == day)) for day in days]


def newest_past(db: Connection, me: Person, now: int, zone: ZoneInfo) -> Past | None:
    """The newest day that there is something of, and one thing of it. No earlier year is looked at."""
    it = next(_staying(db, me, now, zone), None)
    day = None if it is None else today(it.at, zone)
    return None if it is None or day is None else Past(day, _months(day, today(now, zone)), (it,))


def _staying(db: Connection, me: Person, now: int, zone: ZoneInfo) -> Iterator[Moment]:
    away: list[tuple[Moment, LeftOut]] | None = None
    for it in on_this_day(db, me, now, zone):
        away = left_out(db, me, now) if away is None else away
        if not any(one.begin <= it.at < one.end for _it, one in away):
            yield it


def _months(then: date, now: date) -> int:
    return (now.year - then.year) * 12 + now.month - then.month


def left_out(db: Connection, me: Person, now: int) -> list[tuple[Moment, LeftOut]]:
    """The days that this person left out, newest first."""
    found = of_kind(db, me, now, "day-left-out", author=me.id, most=MOST)
    return [(it, it.body) for it in found if isinstance(it.body, LeftOut)]


def leave_out(db: Connection, me: Person, it: Moment, now: int, zone: ZoneInfo) -> None:
    """The day of this moment is not brought back again, for good; kept under this person's own key."""
    day = today(it.at, zone)
    begin, end = (int(datetime.combine(one, time(0), zone).timestamp()) for one in (day, day + timedelta(days=1)))
    id = blake2b(f"{day}".encode() + me.id, digest_size=16, person=b"left out").digest()
    keep(db, me, LeftOut(begin=begin, end=end), now, id=id)


def let_come_back(db: Connection, me: Person, it: Moment, now: int) -> None:
    if not isinstance(it.body, LeftOut):
        raise NotHere
    erase(db, me, it, now)


def wanted_today(me: Person, now: int, zone: ZoneInfo) -> bool:
    """Once a day at most: not after it was looked at or put away."""
    return me.own.looked_back != str(today(now, zone))


def put_away(db: Connection, me: Person, now: int, zone: ZoneInfo) -> None:
    keep_own(db, me, msgspec.structs.replace(me.own, looked_back=str(today(now, zone))))
