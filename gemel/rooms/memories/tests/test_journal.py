"""The journal: words and pictures of a day, for both or for oneself; opened later, taken back, never rewritten."""

from __future__ import annotations

import re

import pytest

from gemel.rooms.memories import pictures
from gemel.rooms.memories.keeping import PAGE
from gemel.rooms.memories.tests.lived import JOURNAL, main, page, picture, sent, words
from gemel.testing import Client, TestHouse

RAIN, LATER = "Rain all day, and soup in bed", "The roof held"


def pictures_of(text: str) -> list[str]:
    return re.findall(r'src="(/moments/[0-9a-f]{32}/thumbnails/\d+)"', text)


def test_a_page_for_both_with_words_and_pictures(ana: Client, ben: Client) -> None:
    ana.post(JOURNAL, {"words": RAIN}, files=sent(picture("red"), picture("blue"), picture("green")))
    assert "put a page into the journal" in ben.get("/").text and RAIN not in ben.get("/").text
    for one in (ana, ben):
        text = one.get(JOURNAL).text
        assert RAIN in text and len(pictures_of(text)) == 3
        assert {one.get(at).status_code for at in pictures_of(text)} == {200}
        assert RAIN in one.get("/timeline").text
    assert "put a page" not in ben.get("/").text
    assert RAIN in ben.post("/timeline/search", {"words": "soup"}).text


@pytest.mark.parametrize("only", ["words", "picture"])
def test_words_alone_or_pictures_alone_are_a_page(ana: Client, ben: Client, only: str) -> None:
    files = None if only == "words" else sent(picture())
    assert ana.post(JOURNAL, {"words": RAIN if only == "words" else ""}, files=files).status_code == 200
    assert "21" in ben.get(JOURNAL).text or "today" in ben.get(JOURNAL).text


def test_nothing_at_all_is_asked_for_kindly(ana: Client) -> None:
    response = ana.post(JOURNAL, {"words": "  "})
    assert response.status_code == 422 and "A line or a picture is plenty" in response.text


@pytest.mark.parametrize("day", ["9999-12-31", "2026-09-22", "1901-02-03", "x"])
def test_a_day_nobody_lived_gets_a_kind_line(ana: Client, day: str) -> None:
    response = ana.post(JOURNAL, {"words": RAIN, "day": day})
    assert response.status_code == 422 and "up to today" in response.text and RAIN in response.text
    assert RAIN not in ana.get(JOURNAL).text


def test_too_much_of_anything_keeps_the_words(ana: Client) -> None:
    response = ana.post(JOURNAL, {"words": "w" * 5001})
    assert response.status_code == 422 and "w" * 5001 in response.text
    response = ana.post(JOURNAL, {"words": RAIN}, files=sent(*[picture()] * 21))
    assert response.status_code == 422 and RAIN in response.text and "fit" in response.text
    response = ana.post(JOURNAL, {"words": RAIN}, files=sent(picture(), b"%PDF-1.7 nothing"))
    assert response.status_code == 422 and RAIN in response.text
    assert RAIN not in ana.get(JOURNAL).text


def test_sent_twice_it_is_there_once(ana: Client, ben: Client) -> None:
    for _time in range(2):
        ana.post(JOURNAL, {"words": RAIN, "_id": "ab" * 16}, files=sent(picture()))
    assert ben.get(JOURNAL).text.count(f">{RAIN}<") == 1 and len(pictures_of(ben.get(JOURNAL).text)) == 1


def test_for_oneself_it_is_changed_and_opened_later(ana: Client, ben: Client) -> None:
    ana.post(JOURNAL, {"words": RAIN, "way": "keep", "_id": "ab" * 16}, files=sent(picture("red"), picture("blue")))
    mine = f"{JOURNAL}/{'ab' * 16}"
    assert ben.get(mine).status_code == 404 and RAIN not in ben.get(JOURNAL).text
    form = ana.get(f"{mine}/words").text
    leave = re.findall(r'name="leave" value="([0-9a-f]{32})"', form)
    assert len(leave) == 2
    answer = ana.post(f"{mine}/words", {"words": LATER, "revision": "0", "leave": leave[0]}, files=sent(picture()))
    assert LATER in answer.text and RAIN not in answer.text and len(pictures_of(answer.text)) == 2
    assert {ana.get(at).status_code for at in pictures_of(answer.text)} == {200}
    ana.post(f"{mine}/opening")
    assert LATER in ben.get(mine).text and {ben.get(at).status_code for at in pictures_of(answer.text)} == {200}
    assert "put a page" not in ben.get("/").text or LATER not in ben.get("/").text


def test_a_change_sent_twice_adds_its_pictures_once(ana: Client) -> None:
    mine = page(ana, RAIN, way="keep")
    for _time in range(2):
        answer = ana.post(f"{mine}/words", {"words": LATER, "revision": "0"}, files=sent(picture()))
        assert answer.status_code == 200
    assert len(pictures_of(ana.get(mine).text)) == 1


def test_a_page_takes_twenty_pictures_and_no_more(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pictures.MOST == 20
    monkeypatch.setattr(pictures, "MOST", 2)
    mine = page(ana, RAIN, way="keep")
    ana.post(f"{mine}/words", {"words": RAIN, "revision": "0"}, files=sent(picture()))
    response = ana.post(f"{mine}/words", {"words": LATER, "revision": "1"}, files=sent(picture(), picture()))
    assert response.status_code == 422 and LATER in response.text and "Twenty pictures fit a page" in response.text
    ana.post(f"{mine}/words", {"words": RAIN, "revision": "1"}, files=sent(picture()))
    assert len(pictures_of(ana.get(mine).text)) == 2


def test_two_phones_of_one_person_write_nothing_over(ana: Client) -> None:
    mine = page(ana, RAIN, way="keep")
    ana.post(f"{mine}/words", {"words": "from the phone", "revision": "0"})
    response = ana.post(f"{mine}/words", {"words": "from the desk", "revision": "0"})
    assert response.status_code == 422 and "from the desk" in response.text
    assert "from the phone" in ana.get(mine).text


def test_a_change_is_checked_like_a_new_one(ana: Client) -> None:
    mine = page(ana, RAIN, way="keep")
    for wrong in ({"words": ""}, {"words": LATER, "day": "9999-01-01"}, {"words": "w" * 5001}):
        assert ana.post(f"{mine}/words", wrong | {"revision": "0"}).status_code == 422
    assert RAIN in ana.get(mine).text


def test_what_both_can_read_is_not_rewritten(ana: Client, ben: Client) -> None:
    ours = page(ana, RAIN)
    assert "Change it" not in ana.get(ours).text and ana.get(f"{ours}/words").url.path == ours
    assert ana.post(f"{ours}/words", {"words": LATER, "revision": "0"}).status_code == 409
    assert ben.post(f"{ours}/words", {"words": LATER, "revision": "0"}).status_code == 404
    assert RAIN in ben.get(ours).text


def test_taken_back_it_is_its_authors_again_and_deleted_it_is_gone(ana: Client, ben: Client) -> None:
    ours = page(ana, RAIN)
    id = ours.rpartition("/")[2]
    ana.post(f"/moments/{id}/withdrawal")
    assert ben.get(ours).status_code == 404 and RAIN in ana.get(JOURNAL).text
    assert ana.post(f"{ours}/opening").status_code == 409
    ana.post(f"/moments/{id}/erasure")
    assert ana.get(ours).status_code == 404 and RAIN not in ana.get(JOURNAL).text


def test_the_day_is_the_one_that_was_written_in_whatever_zone(ana: Client, ben: Client) -> None:
    ours = page(ana, RAIN, day="2026-09-20")
    for zone in ("Pacific/Auckland", "Pacific/Honolulu"):
        ben.post("/boundaries", {"name": "Ben", "zone": zone})
        assert re.search(r"yesterday|20 September|Sunday", words(ben.get(ours).text))


def test_further_back(ana: Client, ben: Client) -> None:
    for number in range(PAGE + 1):
        page(ana, f"Page number {number:02}")
        ana.house.clock.forward(minutes=1)
    first, second = ben.get(JOURNAL).text, ben.get(f"{JOURNAL}?page=2").text
    assert f"number {PAGE:02}" in first and "number 00" not in first and "Further back" in first
    assert "number 00" in second and "Further back" not in second
    for typed in ("0", "-1", "99999", "x", "１"):
        assert ben.get(f"{JOURNAL}?page={typed}").status_code == 200


def test_strangers_are_not_here(ana: Client, ben: Client, cleo: Client) -> None:
    ours = page(ana, RAIN)
    for path in ("", "/words"):
        assert cleo.get(ours + path).status_code == 404
    for path in ("/words", "/opening"):
        assert cleo.post(ours + path, {"words": "x"}).status_code == 404
    ana.post("/thanks", {"did": "soup", "_id": "cd" * 16})
    assert ana.get(f"{JOURNAL}/{'cd' * 16}").status_code == 404


def test_who_leaves_takes_their_own_pages_along(ana: Client, ben: Client) -> None:
    ana.post(JOURNAL, {"words": RAIN}, files=sent(picture()))
    page(ben, LATER)
    ben.post("/leaving")
    assert RAIN in ana.get(JOURNAL).text and LATER not in ana.get(JOURNAL).text
    assert LATER in ben.get(JOURNAL).text and RAIN not in ben.get(JOURNAL).text
    assert ana.get(pictures_of(ana.get(JOURNAL).text)[0]).status_code == 200


def test_alone_every_page_is_ones_own(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    mine = page(cy, RAIN)
    assert "Open it" not in main(cy.get(mine).text) and cy.post(f"{mine}/opening").status_code == 404
    assert "Who sees it" not in cy.get(f"{JOURNAL}/new").text
    house.pair(cy, dan)
    assert RAIN not in dan.get(JOURNAL).text
    cy.post(f"{mine}/opening")
    assert RAIN in dan.get(JOURNAL).text
