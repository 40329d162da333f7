"""Days and years as somebody types them: lived ones, and ones to come. They belong to no zone."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gemel.web.words import _

LIFETIME = 110  # years: a day before that lies before anybody who could write it down
AHEAD = 30
LIVED = _("A day that you two can have lived, up to today, please.")
TO_COME = _("A day from today on, within the next thirty years, please.")
YEAR = _("A year from this one on, within the next thirty, please.")


def today(now: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(now, zone).date()


def lived(typed: str, now: int, zone: ZoneInfo) -> date | None:
    """The day, where it is today or lies behind, within a lifetime; an empty one is today."""
    here, found = today(now, zone), read(typed) if typed else today(now, zone)
    return found if found and found <= here and found.year > here.year - LIFETIME else None


def to_come(typed: str, now: int, zone: ZoneInfo) -> date | None:
    here, found = today(now, zone), read(typed)
    return found if found and here <= found and found.year <= here.year + AHEAD else None


def year_to_come(typed: str, now: int, zone: ZoneInfo) -> int | None:
    here = today(now, zone).year
    return int(typed) if typed in {str(year) for year in range(here, here + AHEAD + 1)} else None


def read(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def moment_of(day: date, now: int, zone: ZoneInfo) -> int:
    """When a thing of that day stands on the timeline, in unix seconds: now where it is today, else at its noon.
    The timeline begins with 1970; what is older stands where it was written down."""
    noon = int(datetime.combine(day, time(12), zone).timestamp())
    return now if day == today(now, zone) or noon <= 0 else noon
