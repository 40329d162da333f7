"""Days and years as they are typed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gemel.rooms.memories.days import lived, moment_of, to_come, today, year_to_come
from gemel.testing import START

UTC, TOKYO, HONOLULU = ZoneInfo("UTC"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")


@pytest.mark.parametrize(
    "typed", ["9999-01-01", "2026-09-22", "1916-12-31", "0001-01-01", "x", "2026-02-29", "1" * 5000]
)
def test_nobody_has_lived_that_day(typed: str) -> None:
    assert lived(typed, START, UTC) is None


def test_up_to_today_wherever_today_is() -> None:
    late = START + 12 * 3600  # 22:00 in UTC
    assert lived("", late, UTC) == lived("2026-09-21", late, UTC) == date(2026, 9, 21)
    assert lived("2026-09-22", late, TOKYO) == today(late, TOKYO) == date(2026, 9, 22)
    assert lived("1917-01-01", late, UTC) == date(1917, 1, 1)


@pytest.mark.parametrize(
    ("typed", "there"), [("2026-09-21", True), ("2056-12-31", True), ("2057-01-01", False), ("", False)]
)
def test_days_to_come(typed: str, there: bool) -> None:
    assert (to_come(typed, START, UTC) is not None) is there


@pytest.mark.parametrize(
    ("typed", "year"), [("2026", 2026), ("2056", 2056), ("2025", None), ("2057", None), ("", None)]
)
def test_years_to_come(typed: str, year: int | None) -> None:
    assert year_to_come(typed, START, UTC) == year


@pytest.mark.parametrize("zone", [UTC, TOKYO, HONOLULU])
def test_a_day_stands_on_the_timeline_at_its_noon(zone: ZoneInfo) -> None:
    at = moment_of(date(2020, 2, 29), START, zone)
    assert datetime.fromtimestamp(at, zone) == datetime(2020, 2, 29, 12, tzinfo=zone)
    assert moment_of(today(START, zone), START, zone) == START
    assert moment_of(date(1969, 7, 20), START, zone) == START  # the timeline begins with 1970
