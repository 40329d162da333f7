"""On this day: a quiet line on Today, not today, and never again."""

from __future__ import annotations

import re

import pytest

from gemel.rooms.memories.tests.lived import DAY, JOURNAL, awake, main, page, words
from gemel.testing import Client, TestHouse

LAKE = "The day at the lake"
CARD = "On this day"


@pytest.fixture
def year(ana: Client, ben: Client) -> None:
    """A year after both kept something on one day."""
    page(ana, LAKE)
    ben.post("/thanks", {"did": "You rowed all the way"})
    ana.house.clock.forward(days=365)
    awake(ana, ben)


def left_out(who: Client) -> str:
    """Leave out the newest day that the page brings back."""
    moment = re.search(r'name="moment" value="([0-9a-f]{32})"', who.get(DAY).text)[1]  # type: ignore[index]
    return who.post(f"{DAY}/absences", {"moment": moment}).text


def test_today_says_that_there_is_something_and_no_word_of_it(year: None, ana: Client, ben: Client) -> None:
    for one in (ana, ben):
        card = one.get("/").text
        assert CARD in card and "A year ago you two kept something" in card and LAKE not in card
        looked = one.get(DAY).text
        assert LAKE in looked and "You rowed all the way" in looked and "A year ago" in looked
        assert CARD not in one.get("/").text


def test_not_today_puts_it_away_until_tomorrow_for_oneself(year: None, ana: Client, ben: Client) -> None:
    assert CARD not in ana.post(f"{DAY}/rests").text
    assert CARD not in ana.get("/").text and CARD in ben.get("/").text
    assert LAKE in ana.get(DAY).text
    ana.house.clock.forward(days=366)
    awake(ana)
    assert "2 years ago you two" in ana.get("/").text


def test_a_day_that_hurts_is_left_out_for_good_and_for_oneself(year: None, ana: Client, ben: Client) -> None:
    text = left_out(ana)
    assert LAKE not in text and "You rowed" not in text and "Days you left out" in text
    for days in (0, 366):
        ana.house.clock.forward(days=days)
        awake(ana, ben)
        assert CARD not in ana.get("/").text and CARD in ben.get("/").text
        assert LAKE in ben.get(DAY).text and "Days you left out" not in ben.get(DAY).text
    assert LAKE in ana.get(JOURNAL).text and LAKE in ana.get("/timeline").text


def test_it_can_come_back(year: None, ana: Client, ben: Client) -> None:
    back = re.search(rf'action="({DAY}/absences/[0-9a-f]{{32}}/ending)"', left_out(ana))[1]  # type: ignore[index]
    assert ben.post(back).status_code == 404
    assert LAKE in ana.post(back).text


def test_twice_is_once(year: None, ana: Client) -> None:
    moment = re.search(r'name="moment" value="([0-9a-f]{32})"', ana.get(DAY).text)[1]  # type: ignore[index]
    for _time in range(2):
        text = ana.post(f"{DAY}/absences", {"moment": moment}).text
    assert text.count("Let it come back") == 1


def test_left_out_it_stays_so_in_another_zone(year: None, ana: Client) -> None:
    left_out(ana)
    ana.post("/boundaries", {"name": "Ana", "zone": "Asia/Tokyo"})
    assert LAKE not in ana.get(DAY).text


def test_a_day_of_the_journal_comes_back_on_its_own_day(ana: Client, ben: Client) -> None:
    page(ana, LAKE, day="2020-09-22")
    assert CARD not in main(ben.get("/").text)
    ana.house.clock.forward(days=1)
    awake(ana, ben)
    assert "6 years ago" in ben.get("/").text and LAKE in ben.get(DAY).text


@pytest.mark.parametrize(("days", "said"), [(30, "A month ago"), (181, "Half a year ago"), (731, "2 years ago")])
def test_how_long_ago_in_words(ana: Client, ben: Client, days: int, said: str) -> None:
    page(ana, LAKE)
    ana.house.clock.forward(days=days)
    awake(ana, ben)
    assert f"{said} you two" in words(ben.get("/").text) and said in words(ben.get(DAY).text)


def test_nothing_to_bring_back_says_so_with_one_thing_to_do(ana: Client) -> None:
    assert CARD not in main(ana.get("/").text)
    assert "may come back here" in ana.get(DAY).text and "Keep something of today" in ana.get(DAY).text


def test_what_was_taken_back_is_not_brought_back(year: None, ana: Client, ben: Client) -> None:
    id = re.search(rf"{JOURNAL}/([0-9a-f]{{32}})", ana.get(JOURNAL).text)[1]  # type: ignore[index]
    ana.post(f"/moments/{id}/withdrawal")
    for one in (ana, ben):
        assert LAKE not in one.get(DAY).text


def test_others_and_nonsense_are_not_here(year: None, ana: Client, ben: Client, cleo: Client) -> None:
    moment = re.search(r'name="moment" value="([0-9a-f]{32})"', ana.get(DAY).text)[1]  # type: ignore[index]
    assert cleo.post(f"{DAY}/absences", {"moment": moment}).status_code == 404
    assert ana.post(f"{DAY}/absences", {"moment": "x"}).status_code == 404
    assert ana.post(f"{DAY}/absences/{moment}/ending").status_code == 404
    assert LAKE not in cleo.get(DAY).text


def test_nobody_is_led_back_to_a_partner_who_left(year: None, ana: Client, ben: Client) -> None:
    ben.post("/leaving")
    for one in (ana, ben):
        assert CARD not in main(one.get("/").text) and LAKE not in one.get(DAY).text


def test_alone_it_is_ones_own(house: TestHouse) -> None:
    cy = house.person("Cy")
    house.clock.forward(days=1)
    page(cy, LAKE)
    house.clock.forward(days=365)
    awake(cy)
    assert "A year ago you kept something" in cy.get("/").text and LAKE in cy.get(DAY).text
