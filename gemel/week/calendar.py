"""The nudge as a calendar file."""

from __future__ import annotations

from datetime import timedelta

from gemel.web.calendar import one_event

LENGTH = timedelta(minutes=30)


def calendar_file(uid: str, at: int, now: int) -> bytes:
    """One event with one alarm as it begins."""
    return one_event("week", uid, at, now, LENGTH)
