"""Hours in the proposer's zone, and a calendar file that says nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from gemel.testing import START
from gemel.week.calendar import calendar_file
from gemel.week.nudges import day_choices, end_of_week, hour_choices, hour_of, nudge_at

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def test_an_hour_ahead() -> None:
    at = nudge_at("2026-09-22", "19", START, BERLIN)
    assert at is not None
    assert hour_of(at, BERLIN) == 19
    assert at == START + 24 * HOUR + 7 * HOUR


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("2026-09-21", "9"),
        ("2026-09-28", "9"),
        ("2026-09-22", "3"),
        ("2026-09-22", "24"),
        ("2026-09-22", ""),
        ("soon", "9"),
        ("2026-09-22", "nine"),
    ],
)
def test_what_is_no_hour_ahead(day: str, hour: str) -> None:
    assert nudge_at(day, hour, START, BERLIN) is None


def test_a_week_ends_in_the_evening_seven_days_on() -> None:
    assert hour_of(end_of_week(START, BERLIN), BERLIN) == 18
    assert 7 * 24 * HOUR <= end_of_week(START, BERLIN) - START < 8 * 24 * HOUR


def test_over_the_change_of_clocks_the_hour_stays() -> None:
    october = START + 31 * 24 * HOUR  # Thursday, 22 October 2026; clocks change on Sunday
    at = nudge_at("2026-10-26", "19", october, BERLIN)
    assert at is not None
    assert hour_of(at, BERLIN) == 19


def test_choices_cover_the_days_ahead() -> None:
    assert len(day_choices(START, BERLIN)) == 7
    assert day_choices(START, BERLIN)[0][0] == "2026-09-21"
    assert hour_choices(START, BERLIN)[0][0] == "6"


def test_the_calendar_file_has_one_neutral_event() -> None:
    events = Calendar.from_ical(calendar_file("ab", START, START)).walk("VEVENT")
    assert len(events) == 1
    assert str(events[0]["summary"]) == "gemel"
    assert events[0].decoded("dtstart").timestamp() == START
    assert len(events[0].walk("VALARM")) == 1
