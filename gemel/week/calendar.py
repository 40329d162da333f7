"""The nudge as a calendar file."""

from __future__ import annotations

from datetime import timedelta

from gemel.delivery import Slot
from gemel.store import show_id
from gemel.web.calendar import one_event
from gemel.web.visit import Visit
from gemel.week.reading import this_week

LENGTH = timedelta(minutes=30)


def calendar_file(uid: str, at: int, now: int) -> bytes:
    """One event with one alarm as it begins."""
    return one_event("week", uid, at, now, LENGTH)


def slots(visit: Visit) -> list[Slot]:
    """The nudge of this week's plan, while it lies ahead."""
    week = this_week(visit.db, visit.me, visit.now)
    if week.agreed is None or week.plan is None or week.plan.nudge_at <= visit.now or week.closed(visit.now):
        return []
    return [Slot(uid=show_id(week.agreed.id), at=week.plan.nudge_at, minutes=int(LENGTH.total_seconds()) // 60)]
