"""Times in words, in the reader's own zone."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.languages import get_official_languages
from jinja2 import pass_context
from jinja2.runtime import Context

from gemel.web.words import translate

DAY = 86_400


def local(at: int, zone: Any) -> datetime:
    return datetime.fromtimestamp(at, zone)


@pass_context
def when(context: Context, at: int, with_time: bool = False) -> str:
    """Today, yesterday, a weekday within the week, else the date; the year only where it differs."""
    zone, lang = context["zone"], context.get("lang", "en")
    then = local(at, zone)
    said = _day_in_words(then.date(), local(context["now"], zone).date(), lang)
    return f"{said}, {_clock(then, lang)}" if with_time else said


def in_words(at: int, now: int, zone: Any, lang: str = "en") -> str:
    """A time to come back to: the clock alone where it is today, else the day with it."""
    then, today = local(at, zone), local(now, zone).date()
    said = _clock(then, lang)
    return said if then.date() == today else f"{_day_in_words(then.date(), today, lang)}, {said}"


NEAR = {0: "today", -1: "yesterday", 1: "tomorrow"}


# Babel takes 30 microseconds a date, and a timeline says the same few dates again and again.
@lru_cache(4096)
def _day_in_words(then: date, today: date, lang: str) -> str:
    days = (then - today).days
    if days in NEAR:
        return translate(NEAR[days], lang)
    if -7 < days < 7:
        return format_date(then, "EEEE", locale=lang)
    return format_date(then, "d MMMM" if then.year == today.year else "d MMMM y", locale=lang)


def _clock(then: datetime, lang: str) -> str:
    return _time(then.hour, then.minute, lang, _hours(str(then.tzinfo)))


@lru_cache(2048)
def _time(hour: int, minute: int, lang: str, pattern: str) -> str:
    return format_time(time(hour, minute), pattern, locale=lang)


@lru_cache(512)
def _hours(zone: str) -> str:
    """Seven in the evening is 19:00 in most of the world, whatever the language of the page: as the country's own
    language writes it where the reader's clock is set to. The language's way where that is no country."""
    territory = get_global("zone_territories").get(zone)
    for language in get_official_languages(territory) if territory else ():
        with suppress(UnknownLocaleError):
            short = Locale.parse(f"{language}_{territory}").time_formats["short"].pattern
            return "HH:mm" if "H" in short else "short"
    return "short"


@pass_context
def day(context: Context, at: int) -> str:
    return format_date(local(at, context["zone"]), "EEEE, d MMMM", locale=context.get("lang", "en"))


@pass_context
def dated(context: Context, day: date, whole: bool = False) -> str:
    """A day that belongs to no zone: today, yesterday, a weekday within the week, else the date. As a heading, whole."""
    if whole:
        return format_date(day, "EEEE, d MMMM y", locale=context.get("lang", "en"))
    return _day_in_words(day, local(context["now"], context["zone"]).date(), context.get("lang", "en"))


@pass_context
def clock(context: Context, at: int) -> str:
    return _clock(local(at, context["zone"]), context.get("lang", "en"))
