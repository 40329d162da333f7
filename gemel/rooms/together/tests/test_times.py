"""Days and hours: what is offered, what cannot be read, and the morning after in the reader's own zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gemel.rooms.together.calendar import calendar_file
from gemel.rooms.together.times import as_chosen, day_choices, moment_of, morning_after, weekend
from gemel.testing import START

LONDON, KIRITIMATI, MIDWAY = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Midway")


@pytest.mark.parametrize("zone", [LONDON, KIRITIMATI, MIDWAY])
def test_every_day_that_is_offered_can_be_chosen(zone: ZoneInfo) -> None:
    for day, _at in day_choices(START, zone)[1:]:
        at = moment_of(day, "19:30", START, zone)
        assert at is not None and as_chosen(at, zone) == (day, "19:30")


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("", "19:30"), ("2026-09-25", ""), ("yesterday", "19:30"), ("2026-09-25", "25:00"), ("2026-09-20", "19:30"),
        ("2026-09-21", "00:01"), ("9999-12-31", "19:30"), ("0001-01-01", "19:30"), ("2026-12-24", "19:30"),
        ("2026-09-25", "19:30+05:00"), ("2026-09-25T10:00", "19:30"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_no_time(day: str, clock: str) -> None:
    assert moment_of(day, clock, START, LONDON) is None


def test_the_morning_after_is_a_morning_wherever_they_are() -> None:
    for zone in (LONDON, KIRITIMATI, MIDWAY):
        at = moment_of("2026-09-25", "23:30", START, zone)
        assert at is not None
        assert datetime.fromtimestamp(morning_after(at, zone), zone).isoformat()[:16] == "2026-09-26T07:00"


def test_over_the_night_the_clocks_change() -> None:
    at = moment_of("2026-10-24", "20:00", START + 20 * 86_400, LONDON)
    assert at is not None
    assert morning_after(at, LONDON) - at == 12 * 3600


def test_a_form_begins_with_the_next_weekend() -> None:
    assert weekend(START, LONDON) == ["2026-09-25", "2026-09-26", "2026-09-27"]


def test_the_calendar_file_says_nothing() -> None:
    text = calendar_file("0" * 32, START, START).decode()
    assert "SUMMARY:gemel" in text and "DESCRIPTION:gemel" in text and "TRIGGER:-PT1H" in text
    assert "LOCATION" not in text
