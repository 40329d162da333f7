"""When a note opens: a place in the week, an occasion, or a moment nobody can foresee inside a window. Only the last
two are looked for outside quiet hours; a date somebody sets is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST, LAST = time(8), time(22)
STEP = timedelta(minutes=15)

Pick = Callable[[int], int]
"""Chooses a number below another; `secrets.randbelow` in the product."""


def window(name: str, now: datetime) -> tuple[datetime, datetime]:
    """The window «tonight», «tomorrow» or «week» in the writer's own zone."""
    if name == "tonight":
        return now + STEP, datetime.combine(now.date(), time(23), now.tzinfo)
    tomorrow = now.date() + timedelta(days=1)
    begins = datetime.combine(tomorrow, FIRST, now.tzinfo)
    return begins, datetime.combine(tomorrow + timedelta(days=0 if name == "tomorrow" else 6), LAST, now.tzinfo)


def surprise(name: str, now: int, zone: ZoneInfo, quiet: frozenset[int], pick: Pick) -> int:
    """A moment in the window, in unix seconds; the next free one where the window leaves none."""
    begins, ends = window(name, datetime.fromtimestamp(now, zone))
    free = [at for at in _quarters(begins, ends) if FIRST <= at.time() <= time(23) and at.hour not in quiet]
    chosen = free[pick(len(free))] if free else _first_free(begins, quiet)
    return max(int(chosen.timestamp()), now + 60)


def _quarters(begins: datetime, ends: datetime) -> list[datetime]:
    count = max(0, int((ends - begins) / STEP) + 1)
    return [begins + STEP * number for number in range(count)]


def _first_free(begins: datetime, quiet: frozenset[int]) -> datetime:
    later = (begins + timedelta(hours=number) for number in range(48))
    return next((at for at in later if at.hour not in quiet), begins)


PARTS = {"morning": time(8, 30), "midday": time(12, 30), "evening": time(19), "night": time(21, 30)}


def in_the_week(weekday: int, part: str, now: int, zone: ZoneInfo, quiet: frozenset[int]) -> int:
    """The next «Friday evening» (Monday is 0) where its reader lives, in unix seconds; the next free hour where that
    one is quiet. What is less than a quarter of an hour off is next week's."""
    local = datetime.fromtimestamp(now, zone)
    day = local.date() + timedelta(days=(weekday - local.weekday()) % 7)
    at = datetime.combine(day, PARTS[part], zone)
    if at < local + STEP:
        at = datetime.combine(day + timedelta(days=7), PARTS[part], zone)
    return int(_first_free(at, quiet).timestamp())


def occasion(day: str, clock: str, now: int, zone: ZoneInfo) -> int | None:
    """The time of an occasion from a date and a time field; None if it cannot be read or has passed."""
    try:
        at = datetime.combine(datetime.fromisoformat(day).date(), time.fromisoformat(clock or "19:00"), zone)
    except ValueError:
        return None
    seconds = int(at.timestamp())
    return seconds if now < seconds < now + 3 * 366 * 86_400 else None
