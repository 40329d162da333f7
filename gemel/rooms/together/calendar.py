"""A date as a calendar file."""

from __future__ import annotations

from datetime import timedelta

from gemel.delivery import Slot
from gemel.rooms.together.dating import booked_of, dates
from gemel.store import show_id
from gemel.web.calendar import one_event
from gemel.web.visit import Visit

LENGTH, BEFORE = timedelta(hours=2), timedelta(hours=1)


def calendar_file(uid: str, at: int, now: int) -> bytes:
    """One event with an alarm an hour before."""
    return one_event("together", uid, at, now, LENGTH, BEFORE)


def slots(visit: Visit) -> list[Slot]:
    """The date that lies ahead."""
    it = dates(visit.db, visit.me, visit.now).booked
    minutes = {"minutes": _minutes(LENGTH), "before": _minutes(BEFORE)}
    return [] if it is None else [Slot(uid=show_id(it.id), at=booked_of(it).at, **minutes)]


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
