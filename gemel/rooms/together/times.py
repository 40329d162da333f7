"""Days and hours of a date: which are offered, what was chosen, and the morning after."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR, DAY = 3600, 86_400
DAYS = 28
EVENING = "19:30"
MORNING = time(7)


def today(now: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(now, zone).date()


def day_choices(now: int, zone: ZoneInfo) -> list[tuple[str, int]]:
    """Four weeks of days as the form sends them, each with a moment within it to name it by."""
    days = (today(now, zone) + timedelta(days=number) for number in range(DAYS))
    return [(str(day), _at(day, time(12), zone)) for day in days]


def weekend(now: int, zone: ZoneInfo) -> list[str]:
    """The next Friday, Saturday and Sunday from tomorrow on: what a form begins with."""
    begin = today(now, zone) + timedelta(days=1)
    return sorted(str(begin + timedelta(days=(weekday - begin.weekday()) % 7)) for weekday in (4, 5, 6))


def moment_of(day: str, clock: str, now: int, zone: ZoneInfo) -> int | None:
    """The moment of a day and an hour; None if it cannot be read, lies behind, or is further off than is offered."""
    try:
        chosen, hour = date.fromisoformat(day), time.fromisoformat(clock)
    except ValueError:
        return None
    if hour.tzinfo is not None or not timedelta(0) <= chosen - today(now, zone) < timedelta(days=DAYS):
        return None
    at = _at(chosen, hour, zone)
    return at if at > now else None


def morning_after(at: int, zone: ZoneInfo) -> int:
    return _at(today(at, zone) + timedelta(days=1), MORNING, zone)


def as_chosen(at: int, zone: ZoneInfo) -> tuple[str, str]:
    """A moment as the form sends it: the day and the clock."""
    then = datetime.fromtimestamp(at, zone)
    return str(then.date()), f"{then:%H:%M}"


def _at(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())
