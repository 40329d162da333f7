"""Ten cards for an occasion: the same on both phones, light for everybody, and others next time."""

from __future__ import annotations

import re

import msgspec
import pytest

from gemel.rooms.questions.asking import had
from gemel.rooms.questions.deck import by_id, by_text, deck
from gemel.rooms.questions.occasions import ten
from gemel.testing import Client, TestHouse

from .test_dealing import had as had_one
from .test_dealing import within

NAMES = ("drive", "meal", "walk", "apart")
CARD = re.compile(r'<p class="asked">(.*?)</p>')


def cards(page: str) -> list[str]:
    return [by_text()[text.replace("&#39;", "'")] for text in CARD.findall(page)]


@pytest.mark.parametrize("name", NAMES)
def test_ten_cards_the_same_on_both_phones(name: str, ana: Client, ben: Client) -> None:
    found = cards(ana.get(f"/questions/decks/{name}").text)
    assert found == cards(ben.get(f"/questions/decks/{name}").text)
    assert len(set(found)) == 10
    assert all(name in by_id()[one].suits for one in found)


def test_a_boundary_cannot_be_read_from_a_page_of_ten(ana: Client, ben: Client) -> None:
    """What is not on it would tell; so no depth changes it."""
    before = cards(ana.get("/questions/decks/walk").text)
    ben.post("/boundaries", {"name": "Ben", "zone": "UTC", "depth": "1"})
    assert cards(ana.get("/questions/decks/walk").text) == before
    assert {by_id()[one].depth for one in before} == {1}


def test_a_theme_left_out_is_left_out(ana: Client, ben: Client) -> None:
    ben.post("/boundaries", {"name": "Ben", "zone": "UTC", "depth": "4", "without": "world"})
    for name in NAMES:
        assert "world" not in {by_id()[one].theme for one in cards(ana.get(f"/questions/decks/{name}").text)}


def test_another_day_other_cards(house: TestHouse, ana: Client) -> None:
    before = cards(ana.get("/questions/decks/meal").text)
    house.clock.forward(days=1)
    ana.cookie = house.house.sessions.begin(ana.entrance_now(), house.clock.now)
    assert cards(ana.get("/questions/decks/meal").text) != before


def test_once_talked_about_ten_others_come_and_none_is_drawn_again(house: TestHouse, ana: Client, ben: Client) -> None:
    before = cards(ana.get("/questions/decks/drive").text)
    page = ana.post("/questions/decks/drive", {"card": before, "then": "more"})
    assert not set(cards(page.text)) & set(before)
    assert not set(cards(ben.get("/questions/decks/drive").text)) & set(before)
    with house.house.store.reading() as db:
        assert [one.question for one in had(db, ben.me())] == before


def test_resting_twice_is_once_and_says_nothing_to_anybody(house: TestHouse, ana: Client, ben: Client) -> None:
    before = cards(ana.get("/questions/decks/drive").text)
    seen = [ben.get(path).text for path in ("/", "/timeline")]
    for _time in range(2):
        assert ana.post("/questions/decks/drive", {"card": before, "_id": "ab" * 16}).url.path == "/questions"
    with house.house.store.reading() as db:
        assert len(had(db, ana.me())) == 10
    assert [len(ben.get(path).text) for path in ("/", "/timeline")] == [len(text) for text in seen]


def test_only_cards_of_ours_rest_and_ten_at_most(house: TestHouse, ana: Client) -> None:
    ana.post("/questions/decks/drive", {"card": ["moon", "own-1"]})
    ana.post("/questions/decks/drive", {"card": [one.id for one in deck()]})
    with house.house.store.reading() as db:
        assert [one.question for one in had(db, ana.me())] == [one.id for one in deck()[:10]]


def test_one_of_them_is_answered_in_writing(ana: Client, ben: Client) -> None:
    one = cards(ana.get("/questions/decks/apart").text)[4]
    page = ana.post("/questions", {"card": one})
    assert by_id()[one].text in page.text
    assert by_id()[one].text in ben.get("/questions").text
    after = cards(ana.get("/questions/decks/apart").text)
    assert one not in after
    assert len(after) == 10


@pytest.mark.parametrize("kind", ["deep", "left out", "none"])
def test_a_card_that_lies_on_no_page_is_not_asked(kind: str, house: TestHouse, ana: Client, ben: Client) -> None:
    ben.post("/boundaries", {"name": "Ben", "zone": "UTC", "depth": "4", "without": "world"})
    name = {"deep": "us-needing", "left out": "world-detour", "none": "moon"}[kind]
    ana.post("/questions", {"card": name})
    with house.house.store.reading() as db:
        assert [one.question for one in had(db, ana.me())] != [name]


def test_a_deck_nobody_made_is_not_here(ana: Client) -> None:
    for name in ("moon", "Drive", "x" * 300):
        assert ana.get(f"/questions/decks/{name}").status_code == 404
        assert ana.post(f"/questions/decks/{name}").status_code == 404


def test_with_every_theme_left_out_it_says_so(ana: Client) -> None:
    every = sorted({question.theme for question in deck()})
    ana.post("/boundaries", {"name": "Ana", "zone": "UTC", "depth": "4", "without": every})
    assert "No question fits" in ana.get("/questions/decks/walk").text


def test_used_ones_fill_up_longest_ago_first() -> None:
    fits = [one for one in deck() if "walk" in one.suits][:12]
    past = [had_one(one) for one in fits[:6]]
    found = ten(tuple(fits), "walk", past, within(), b"k" * 16, 0)
    assert {one.id for one in found[:6]} == {one.id for one in fits[6:]}
    assert [one.id for one in found[6:]] == [one.question for one in past[:4]]


def test_a_deep_card_is_in_no_deck_whatever_its_file_says() -> None:
    deep = msgspec.structs.replace(by_id()["us-needing"], suits=("walk",))
    assert ten((deep,), "walk", [], within(), b"k" * 16, 0) == ()


def test_alone_it_is_for_oneself(cy: Client) -> None:
    for path in ("/questions/decks", "/questions/decks/meal", "/questions/decks/drive"):
        text = re.sub(CARD, "", cy.get(path).text)
        assert "None" not in text
        assert "Both write" not in text
        assert "We have talked" not in text
    assert "Write on this one" in cy.get("/questions/decks/meal").text
    assert "rite on this one" not in cy.get("/questions/decks/drive").text
