"""Times are written as people write them where their clock is set to, whatever the language of the page."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from gemel.testing import PASSPHRASE, TestHouse
from gemel.web.dates import in_words

EVENING = 1_789_984_800 + 9 * 3_600  # 19:00 in UTC


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "20:00"),
        ("Europe/Berlin", "21:00"),
        ("Europe/Zurich", "21:00"),
        ("America/Sao_Paulo", "16:00"),
        ("America/New_York", "3:00 PM"),
        ("America/Toronto", "3:00 PM"),
        ("Asia/Kolkata", "tomorrow, 12:30 AM"),
        ("UTC", "7:00 PM"),
    ],
)
def test_the_clock_of_the_place(zone: str, said: str) -> None:
    found = in_words(EVENING, EVENING - 9 * 3_600, ZoneInfo(zone))
    assert found.replace("\u202f", " ") == said


def test_on_a_page_too(house: TestHouse) -> None:
    for zone, said in (("Europe/Berlin", "12:00"), ("America/New_York", "6:00 AM")):
        ana = house.person(f"Ana in {zone}", zone=zone)
        ana.post("/private/key", {"passphrase": PASSPHRASE})
        page = ana.get("/security").text.replace("\u202f", " ")
        assert f"today, {said}" in page
