"""A letter to us: written apart, opened together from a chosen day on."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from gemel.rooms.growth.lettering import day_from
from gemel.testing import START, Client, TestHouse

HERE = "/growth/letter"
DAY = "2026-12-31"
UTC = ZoneInfo("UTC")


def again(house: TestHouse, *people: Client) -> None:
    for who in people:
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)


def send(who: Client, words: str, way: str = "keep", **more: str):
    page = who.get(HERE).text
    round_id = re.search(r'name="round" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]
    return who.post(HERE, {"words": words, "way": way, "round": round_id} | more)


def day_comes(house: TestHouse, *people: Client) -> None:
    house.clock.forward(days=102)
    again(house, *people)


@pytest.fixture
def chosen(ana: Client, ben: Client) -> None:
    ana.post(f"{HERE}/days", {"day": DAY})


@pytest.mark.parametrize("typed", ["", "x", "2026-09-21", "2020-01-01", "9999-12-31", "2026-02-30", "1-1-1"])
def test_a_day_that_does_not_lie_ahead_is_none(typed: str, ana: Client) -> None:
    assert day_from(typed, START, UTC) is None
    page = ana.post(f"{HERE}/days", {"day": typed})
    assert page.status_code == 422 and "Which day?" in page.text and f'value="{typed}"' in page.text


def test_a_day_begins_where_its_chooser_lives() -> None:
    assert day_from(DAY, START, UTC) == day_from(DAY, START, ZoneInfo("America/New_York")) - 5 * 3600  # type: ignore[operator]


def test_until_its_day_it_is_its_authors_alone(chosen: None, ana: Client, ben: Client) -> None:
    send(ana, "What a year")
    assert "What a year" in ana.get(HERE).text and "Put it in" not in ana.get(HERE).text
    assert "What a year" not in ben.get(HERE).text + ben.get("/timeline").text
    send(ana, "What a year, and more", "give")  # too early: it is kept
    send(ben, "mine", "give")
    assert "What a year" not in ben.get(HERE).text and "31 December" in ben.get(HERE).text


def test_both_open_together(chosen: None, house: TestHouse, ana: Client, ben: Client) -> None:
    send(ana, "What a year")
    day_comes(house, ana, ben)
    assert "A letter to us" in ana.get("/").text
    waiting = send(ana, "What a year, dear", "give").text
    assert "Your letter is in" in waiting and "A letter to us" not in ana.get("/").text.split("<main")[1]
    assert "What a year" not in ben.get(HERE).text
    page = send(ben, "I would do it again", "give").text
    assert "What a year, dear" in page and "I would do it again" in page
    assert "Your letters are open" in ana.get("/").text
    assert "I would do it again" in ana.get(re.search(r"/growth/letters/\w+", ana.get("/").text)[0]).text  # type: ignore[index]
    assert "Your letters are open" not in ana.get("/").text
    assert "What a year, dear" in ben.get("/timeline").text


def test_whether_the_other_has_begun_is_not_to_be_seen(
    chosen: None, house: TestHouse, ana: Client, ben: Client
) -> None:
    def plain(page: str) -> str:
        return re.sub(r'name="_(token|id)" value="[^"]*"', "", page[page.index("<main") : page.index("</main>")])

    day_comes(house, ana, ben)
    before = plain(ben.get(HERE).text)
    send(ana, "What a year")
    assert plain(ben.get(HERE).text) == before
    send(ana, "What a year", "give")
    assert plain(ben.get(HERE).text) == before


def test_the_day_can_be_moved_before_it_came_and_words_come_along(
    chosen: None, house: TestHouse, ana: Client, ben: Client
) -> None:
    send(ana, "What a year")
    ben.post(f"{HERE}/days", {"day": "2026-10-10"})
    page = ana.get(HERE).text
    assert "10 October" in page and "What a year" in page
    send(ana, "What a year so far")
    assert ana.get("/timeline").text.count("What a year") == 1
    house.clock.forward(days=30)
    again(house, ana, ben)
    ben.post(f"{HERE}/days", {"day": "2026-12-31"})
    assert "31 December" not in ana.get(HERE).text and "Its day is here" in ana.get(HERE).text


def test_a_form_from_before_the_day_was_moved_loses_nothing(chosen: None, ana: Client, ben: Client) -> None:
    page = ana.get(HERE).text
    old = re.search(r'name="round" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]
    ben.post(f"{HERE}/days", {"day": "2026-10-10"})
    answer = ana.post(HERE, {"words": "What a year", "way": "keep", "round": old})
    assert answer.status_code == 422 and "What a year" in answer.text and "was moved" in answer.text


@pytest.mark.parametrize("words", ["", " ", "w" * 5001])
def test_what_does_not_fit_stays_in_the_form(chosen: None, ana: Client, words: str) -> None:
    page = send(ana, words)
    assert page.status_code == 422 and words in page.text


def test_sending_it_twice_keeps_one(chosen: None, house: TestHouse, ana: Client, ben: Client) -> None:
    day_comes(house, ana, ben)
    for _ in range(2):
        send(ana, "What a year", _id="ab" * 16)
    round_id = re.search(r'name="round" value="(\w+)"', ana.get(HERE).text)[1]  # type: ignore[index]
    for _ in range(2):
        sent = {"words": "What a year", "way": "give", "round": round_id, "_id": "cd" * 16}
        assert ana.post(HERE, sent).status_code == 200
    assert ana.get("/timeline").text.count("What a year") == 1


def test_handed_in_it_can_be_taken_back_and_not_handed_in_again(
    chosen: None, house: TestHouse, ana: Client, ben: Client
) -> None:
    day_comes(house, ana, ben)
    page = send(ana, "What a year", "give").text
    one = re.search(r'href="(/moments/[0-9a-f]{32})"', page)[1]  # type: ignore[index]
    ana.post(f"{one}/withdrawal")
    assert "is yours alone" in ana.get(HERE).text
    send(ben, "Mine", "give")
    page = ben.get("/growth/letters/" + re.search(r"/growth/letters/(\w+)", ben.get(HERE).text)[1]).text  # type: ignore[index]
    assert "What a year" not in page and "Taken back, or deleted." in page
    ana.post(f"{one}/erasure")
    assert ana.get(HERE).status_code == 200


def test_after_sixty_days_another_day_can_be_chosen(chosen: None, house: TestHouse, ana: Client, ben: Client) -> None:
    house.clock.forward(days=102 + 61)
    again(house, ana)
    assert "The day on which they open" in ana.get(HERE).text
    ana.post(f"{HERE}/days", {"day": "2027-12-31"})
    assert "Your letter" in ana.get(HERE).text


def test_alone_it_opens_for_oneself(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post(f"{HERE}/days", {"day": DAY})
    send(ana, "To myself")
    day_comes(house, ana, ben)
    assert "To myself" in send(ana, "To myself, and on", "give").text
    house.pair(ana, ben)
    path = re.search(r"/growth/letters/\w+", ana.get("/timeline").text)
    assert path is None and "To myself" not in ben.get(HERE).text + ben.get("/timeline").text


def test_a_stranger_finds_nothing(chosen: None, ana: Client, cleo: Client) -> None:
    round_id = re.search(r'name="round" value="(\w+)"', ana.get(HERE).text)[1]  # type: ignore[index]
    assert cleo.get(f"/growth/letters/{round_id}").status_code == 404
    assert "31 December" not in cleo.get(HERE).text
