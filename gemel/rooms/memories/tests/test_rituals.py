"""Rituals: one person's idea until both call it theirs; noticed in a tap; asked about once a month; rested by either."""

from __future__ import annotations

import re

import pytest

from gemel.moments import KINDS, counts
from gemel.rooms.memories.tests.lived import COFFEE, RITUALS, awake, main, ours, ritual, words
from gemel.testing import Client, TestHouse

STILL = "Still yours, you two?"


@pytest.fixture
def coffee(ana: Client, ben: Client) -> str:
    """A ritual that both call theirs."""
    here = ritual(ana, when="Sunday mornings")
    ours(ben, here)
    return here


def later(house: TestHouse, *clients: Client, **ahead: float) -> None:
    house.clock.forward(**ahead)
    awake(*clients)


def test_it_is_one_persons_idea_until_both_said_so(ana: Client, ben: Client) -> None:
    here = ritual(ana)
    assert "gave a small habit a name" in ben.get("/").text
    assert "Your idea" in ana.get(here).text and "An idea of Ana" in ben.get(here).text
    assert "gave a small habit" not in ben.get("/").text
    for one in (ana, ben):
        assert "We had it" not in one.get(RITUALS).text and "Ideas of one of you" in one.get(RITUALS).text
    ours(ben, here)
    for one in (ana, ben):
        assert "Yours, you two" in one.get(here).text and "Ideas of one of you" not in one.get(RITUALS).text


def test_with_one_yes_nothing_of_it_can_be_had(ana: Client, ben: Client) -> None:
    assert ben.post(f"{ritual(ana)}/times").status_code == 404


def test_noticed_in_one_tap_once_a_day_whoever_taps(coffee: str, ana: Client, ben: Client) -> None:
    for one in (ana, ben, ana):
        assert one.post(f"{coffee}/times", {"from": "list"}).status_code == 200
    for one in (ana, ben):
        assert "We had it" not in one.get(RITUALS).text and "Noted for today" in one.get(coffee).text
        line = main(one.get("/timeline").text)
        assert line.count("A ritual of yours") == 1 and "you two" in line


def test_a_gap_says_nothing(house: TestHouse, coffee: str, ana: Client, ben: Client) -> None:
    unused = words(ana.get(coffee).text)
    ana.post(f"{coffee}/times")
    later(house, ana, ben, days=2)
    assert "Monday" in words(ana.get(RITUALS).text)
    later(house, ana, ben, days=8)
    assert words(ana.get(coffee).text) == unused
    assert not re.search(r"\d|ago|last|since", words(ana.get(RITUALS).text).replace("Coffee on the stairs", ""))


def test_a_change_lies_beside_it_until_both_call_it_theirs(coffee: str, ana: Client, ben: Client) -> None:
    ben.post(f"{coffee}/words", {"name": "Tea on the stairs", "turn": "1"})
    page = words(ana.get(coffee).text)
    assert page.index(COFFEE) < page.index("Ben suggests") < page.index("Tea on the stairs")
    assert COFFEE in ana.get(RITUALS).text and "a change is suggested" in ana.get(RITUALS).text
    ours(ana, coffee)
    for one in (ana, ben):
        page = words(one.get(coffee).text)
        assert page.index("Tea on the stairs") < page.index("Edited. What it was before") < page.index(COFFEE)


def test_two_changes_at_once_lose_nothing(coffee: str, ana: Client, ben: Client) -> None:
    ana.post(f"{coffee}/words", {"name": "Tea on the stairs", "turn": "1"})
    response = ben.post(f"{coffee}/words", {"name": "Cocoa on the stairs", "turn": "1"})
    assert response.status_code == 422 and "changed meanwhile" in response.text
    assert "Cocoa on the stairs" in response.text and "Tea on the stairs" in response.text


def test_ours_holds_only_for_what_was_read(coffee: str, ana: Client, ben: Client) -> None:
    ben.post(f"{coffee}/words", {"name": "Tea on the stairs", "turn": "1", "_id": "ab" * 16})
    ben.post(f"{coffee}/words", {"name": "Nothing at all", "turn": "2"})
    assert "Here is how it stands" in ana.post(f"{coffee}/agreements", {"version": "ab" * 16}).text
    assert "Ben suggests" in ana.get(coffee).text


def test_a_yes_can_be_taken_back_while_it_is_an_idea(ana: Client, ben: Client, house: TestHouse) -> None:
    here = ritual(ana)
    id = here.rpartition("/")[2]
    ours(ben, here)
    ben.post(f"{here}/agreements", {"version": id, "back": "yes"})
    assert "Your idea" in ana.get(here).text


def test_taken_back_by_its_author_it_is_gone_for_the_other_and_looks_no_different(
    coffee: str, ana: Client, ben: Client
) -> None:
    ana.post(f"{coffee}/times")
    ana.post(f"/moments/{coffee.rpartition('/')[2]}/withdrawal")
    for one in (ana, ben):
        assert one.get(coffee).status_code == 404 and f">{COFFEE}<" not in one.get(RITUALS).text
    assert "A ritual of yours" in ben.get("/timeline").text
    assert STILL not in ben.get("/").text


def test_a_change_of_the_others_outlives_what_was_taken_back(coffee: str, ana: Client, ben: Client) -> None:
    ben.post(f"{coffee}/words", {"name": "Tea on the stairs", "turn": "1"})
    ours(ana, coffee)
    ana.post(f"/moments/{coffee.rpartition('/')[2]}/withdrawal")
    assert "Tea on the stairs" in ana.get(coffee).text and COFFEE not in ben.get(coffee).text


@pytest.mark.parametrize("who", [0, 1])
def test_let_rest_by_one_it_looks_the_same_for_both(coffee: str, ana: Client, ben: Client, who: int) -> None:
    (ana, ben)[who].post(f"{coffee}/ending")
    lists = [main(one.get(RITUALS).text) for one in (ana, ben)]
    assert lists[0] == lists[1] and "Resting" in lists[0] and "We had it" not in lists[0]
    texts = [words(one.get(coffee).text).replace("Take back, delete ", "") for one in (ana, ben)]
    assert texts[0] == texts[1] and "This one rests" in texts[0] and not {"Ana", "Ben"} & set(texts[0].split())
    assert ana.post(f"{coffee}/times").status_code == 404
    assert ben.post(f"{coffee}/words", {"name": "x", "turn": "1"}).status_code == 422


def test_taken_up_again_it_begins_anew(coffee: str, ana: Client, ben: Client) -> None:
    ana.post(f"{coffee}/ending")
    link = re.search(rf'href="({RITUALS}/new\?from=[0-9a-f]{{32}})"', ben.get(coffee).text)[1]  # type: ignore[index]
    assert COFFEE in ben.get(link).text and "Sunday mornings" in ben.get(link).text
    assert "Your idea" in ben.post(RITUALS, {"name": COFFEE}).text


def test_once_a_month_it_is_asked_of_each(house: TestHouse, coffee: str, ana: Client, ben: Client) -> None:
    assert STILL not in ana.get("/").text
    later(house, ana, ben, days=30)
    for one in (ana, ben):
        assert STILL in one.get("/").text and COFFEE in one.get("/").text
    assert STILL not in ana.post(f"{coffee}/answers", {"from": "today"}).text
    assert STILL in ben.get("/").text
    later(house, ana, ben, days=31)
    assert STILL in ana.get("/").text


def test_keep_is_said_for_oneself_and_twice_is_once(house: TestHouse, coffee: str, ana: Client, ben: Client) -> None:
    later(house, ana, ben, days=30)
    before = words(ben.get(coffee).text)
    for _time in range(2):
        assert ana.post(f"{coffee}/answers").status_code == 200
    assert words(ben.get(coffee).text) == before
    assert ben.get("/timeline").text.count("Still ours") == ana.get("/timeline").text.count("Still ours") == 0


def test_the_longest_unasked_comes_first_and_only_one(house: TestHouse, coffee: str, ana: Client, ben: Client) -> None:
    later(house, ana, ben, days=3)
    noodles = ritual(ben, "Thursday noodles")
    ours(ana, noodles)
    later(house, ana, ben, days=40)
    page = ana.get("/").text
    assert COFFEE in page and "Thursday noodles" not in page
    ana.post(f"{coffee}/answers")
    assert "Thursday noodles" in ana.get("/").text


@pytest.mark.parametrize("name", ["name", "when", "tiny"])
def test_what_does_not_fit_stays_in_the_form(coffee: str, ana: Client, name: str) -> None:
    for path in (RITUALS, f"{coffee}/words"):
        response = ana.post(path, {"name": COFFEE, "turn": "1"} | {name: "w" * 201})
        assert response.status_code == 422 and "w" * 201 in response.text and "about 200 characters" in response.text
        response = ana.post(path, {"name": " ", "when": "Sundays", "turn": "1"})
        assert response.status_code == 422 and "Two words are plenty" in response.text and "Sundays" in response.text


def test_sent_twice_it_is_there_once(ana: Client, ben: Client) -> None:
    for _time in range(2):
        assert ana.post(RITUALS, {"name": COFFEE, "_id": "ab" * 16}).status_code == 200
    assert main(ben.get(RITUALS).text).count(f">{COFFEE}<") == 1
    for _time in range(2):
        assert (
            ana.post(f"{RITUALS}/{'ab' * 16}/words", {"name": "Tea", "turn": "1", "_id": "cd" * 16}).status_code == 200
        )


def test_today_is_the_day_of_whoever_taps(house: TestHouse, coffee: str, ana: Client, ben: Client) -> None:
    ana.post("/boundaries", {"name": "Ana", "zone": "Pacific/Auckland"})
    later(house, ana, ben, hours=5)  # 15:00 in UTC, the day after in Auckland
    ben.post(f"{coffee}/times")
    assert "Noted for today" in ben.get(coffee).text and "We had it" in ana.get(coffee).text
    ana.post(f"{coffee}/times")
    assert "Noted for today" in ana.get(coffee).text


def test_strangers_are_not_here(coffee: str, ana: Client, cleo: Client) -> None:
    assert cleo.get(coffee).status_code == 404 and cleo.get(f"{coffee}/words").status_code == 404
    for path in ("/agreements", "/opening", "/times", "/words", "/answers", "/ending"):
        fields = {"name": "x", "version": coffee.rpartition("/")[2]}
        assert cleo.post(coffee + path, fields).status_code == 404
    assert cleo.get(f"{RITUALS}/new?from={coffee.rpartition('/')[2]}").status_code == 404
    assert ana.post(f"{coffee}/agreements", {"version": "x"}).status_code == 404


def test_who_leaves_takes_their_own_along(coffee: str, ana: Client, ben: Client) -> None:
    ben.post("/leaving")
    assert COFFEE in ana.get(RITUALS).text and COFFEE not in ben.get(RITUALS).text
    assert "I had it" in ana.get(RITUALS).text and "Ben" not in main(ana.get(coffee).text)


def test_alone_it_is_ones_own_and_shown_when_one_likes(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    walk = ritual(cy, "The walk before work")
    cy.post(f"{walk}/times")
    assert "Noted for today" in cy.get(walk).text and cy.post(f"{walk}/opening").status_code == 404
    house.pair(cy, dan)
    assert dan.get(walk).status_code == 404 and "Your idea" in cy.get(walk).text
    for _time in range(2):
        assert cy.post(f"{walk}/opening").status_code == 200
    assert "An idea of Cy" in dan.get(walk).text
    assert dan.post(f"{walk}/opening").status_code == 404


def test_a_ritual_adds_to_no_count(coffee: str, ana: Client, ben: Client) -> None:
    ana.post(f"{coffee}/times")
    with ana.house.house.store.reading() as db:
        counted = counts(db, ana.me(), ana.house.clock.now)
    assert counted["ritual-had"] == 1 and not KINDS.by_name["ritual-had"].grows and not KINDS.by_name["ritual"].grows
