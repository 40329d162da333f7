"""The room and the breathing: for two, and for one."""

from __future__ import annotations

import pytest

from gemel.testing import TestHouse


def test_the_room_says_what_a_pause_is_and_leads_on(house: TestHouse) -> None:
    page = house.couple()[0].get("/calm")
    assert "for themselves" in page.text
    assert "Pause together" in page.text
    for path in ("/calm/breathing", "/calm/reflection", "/calm/care", "/help"):
        assert f'href="{path}"' in page.text


def test_alone_there_is_no_pause_together(house: TestHouse) -> None:
    page = house.person("Cy").get("/calm")
    assert page.status_code == 200
    assert 'action="/pauses"' not in page.text.partition("<main")[2]


@pytest.mark.parametrize(("asked", "minutes"), [("1", 1), ("3", 3), ("5", 5), ("", 3), ("60", 3), ("x", 3), ("-1", 3)])
def test_breathing_lasts_as_long_as_asked(house: TestHouse, asked: str, minutes: int) -> None:
    page = house.person("Cy").get(f"/calm/breathing?minutes={asked}").text
    assert f'data-minutes="{minutes}"' in page
    assert 'data-in="4" data-out="6"' in page
    assert f"About {minutes * 6} breaths" in page


def test_it_works_in_words_and_can_be_left_out(house: TestHouse) -> None:
    page = house.couple()[0].get("/calm/breathing").text.partition("<main")[2]
    assert "one, two, three, four, five, six" in page
    assert "may not suit you" in page
    assert ">Skip<" in page
    assert "hold your breath" not in page
    assert "Balban" in page


@pytest.mark.parametrize("path", ["/calm", "/calm/breathing", "/calm/reflection"])
def test_from_what_calms_a_way_leads_back_to_the_pause_and_says_when(house: TestHouse, path: str) -> None:
    ana, ben = house.couple()
    assert "You two have a pause" not in ana.get(path).text
    pause = ana.post("/pauses").url.path
    for who in (ana, ben):
        assert "back at 10:30" in who.get(path).text and f'href="{pause}"' in who.get(path).text
    assert "Pause together" not in ana.get("/calm").text
    house.clock.forward(minutes=31)
    page = ana.get(path).text
    assert "You two have a pause." in page and "back at" not in page
    ana.post(f"{pause}/taps", {"tap": "stop"})
    assert "You two have a pause" not in ana.get(path).text
