"""The day of a request: picked as a word or a date, said as words, kept as a date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from gemel.web.words import _, translate

NEAR = (("tonight", _("Tonight")), ("tomorrow", _("Tomorrow")), ("weekend", _("This weekend")))
FURTHEST = timedelta(days=366)
MORNING, EVENING, LATEST = time(9), time(18), time(22)


def today(now: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(now, zone).date()


def date_of(by: str, now: int, zone: ZoneInfo) -> date | None:
    """The date that a word or a date field means; None if it cannot be read, has passed or is too far off."""
    here = today(now, zone)
    if by in {"tonight", "tomorrow", "weekend"}:
        return here + timedelta(days={"tonight": 0, "tomorrow": 1}.get(by, max(0, 5 - here.weekday())))
    try:
        found = date.fromisoformat(by)
    except ValueError:
        return None
    return found if here <= found <= here + FURTHEST else None


def in_sentence(by: str, now: int, zone: ZoneInfo, language: str = "en") -> str:
    """How the day is said at the end of a request; empty where there is none."""
    fixed = {"tonight": _("tonight"), "tomorrow": _("tomorrow"), "weekend": _("this weekend")}
    if by in fixed:
        return translate(fixed[by], language)
    found = date_of(by, now, zone)
    if found is None:
        return ""
    days = (found - today(now, zone)).days
    if days < 2:
        return translate((_("today"), _("tomorrow"))[days], language)
    day = format_date(found, "EEEE" if days < 7 else "d MMMM", locale=language)
    return translate(_("on %(day)s"), language) % {"day": day}


def at_noon(day: str, zone: ZoneInfo) -> int | None:
    """A kept date as a time, for showing it; None where there is no date."""
    try:
        return int(datetime.combine(date.fromisoformat(day), time(12), zone).timestamp())
    except ValueError:
        return None


def morning_of(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, MORNING, zone).timestamp())


def put_off(how: str, now: int, zone: ZoneInfo) -> int:
    """Later today (the evening, or in three hours) or tomorrow morning, in unix seconds."""
    here = datetime.fromtimestamp(now, zone)
    evening = max(datetime.combine(here.date(), EVENING, zone), here + timedelta(hours=3))
    if how == "today" and evening <= datetime.combine(here.date(), LATEST, zone):
        return int(evening.timestamp())
    return morning_of(here.date() + timedelta(days=1), zone)
