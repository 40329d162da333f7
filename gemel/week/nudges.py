"""Hours: when Today reminds the two, and when a week ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOURS = range(6, 24)
DAYS = 7
EVENING = time(18)


def days_ahead(now: int, zone: ZoneInfo) -> list[date]:
    """The days on which a reminder may come: today and the six after it."""
    today = datetime.fromtimestamp(now, zone).date()
    return [today + timedelta(days=number) for number in range(DAYS)]


def day_choices(now: int, zone: ZoneInfo) -> list[tuple[str, int]]:
    """Each day as the form sends it, and a moment within it to name it by."""
    return [(str(day), _at(day, time(12), zone)) for day in days_ahead(now, zone)]


def hour_choices(now: int, zone: ZoneInfo) -> list[tuple[str, int]]:
    today = days_ahead(now, zone)[0]
    return [(str(hour), _at(today, time(hour), zone)) for hour in HOURS]


def end_of_week(now: int, zone: ZoneInfo) -> int:
    """Seven days on, in the evening: time to look back."""
    return _at(datetime.fromtimestamp(now, zone).date() + timedelta(days=7), EVENING, zone)


def nudge_at(day: str, hour: str, now: int, zone: ZoneInfo) -> int | None:
    """The moment of a day and an hour as chosen in the form; None if it cannot be read or lies behind."""
    try:
        chosen, clock = date.fromisoformat(day), time(int(hour))
    except ValueError:
        return None
    at = _at(chosen, clock, zone)
    return at if chosen in days_ahead(now, zone) and clock.hour in HOURS and at > now else None


def day_of(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, zone).date()


def hour_of(at: int, zone: ZoneInfo) -> int:
    return datetime.fromtimestamp(at, zone).hour


def _at(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())
