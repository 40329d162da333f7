"""A date as a calendar file."""

from __future__ import annotations

from datetime import timedelta

from gemel.web.calendar import one_event

LENGTH, BEFORE = timedelta(hours=2), timedelta(hours=1)


def calendar_file(uid: str, at: int, now: int) -> bytes:
    """One event with an alarm an hour before."""
    return one_event("together", uid, at, now, LENGTH, BEFORE)
