"""Wishes: written by either, wanted by both, kept for oneself first, let go without a name."""

from __future__ import annotations

import pytest

from gemel.rooms.memories.tests.lived import OWL, SEA, WISHES, main, wish, words
from gemel.testing import Client, TestHouse


def test_both_see_it_at_once_and_me_too_makes_it_theirs(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    assert "wished for something" in ben.get("/").text and OWL not in ben.get("/").text
    page = main(ben.get(owl).text)
    assert OWL in page and "Ana would like this" in page
    assert "wished for something" not in ben.get("/").text
    assert "Ben can see it" in ana.get(owl).text
    ben.post(f"{owl}/agreements")
    for one in (ana, ben):
        assert "You both want this" in one.get(owl).text and "You both want this" in one.get(WISHES).text
        assert "Me too" not in main(one.get(WISHES).text)


def test_me_too_is_taken_back_by_whoever_said_it(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    ben.post(f"{owl}/agreements")
    ben.post(f"{owl}/agreements", {"back": "yes"})
    assert "You both want this" not in ana.get(owl).text and "Me too" in ben.get(owl).text


def test_kept_for_oneself_first_and_opened_with_its_plan(ana: Client, ben: Client) -> None:
    owl = wish(ana, way="keep")
    ana.post(f"{owl}/plans", {"step": "Ask the warden", "turn": "0"})
    assert ben.get(owl).status_code == 404 and OWL not in ben.get(WISHES).text
    assert "For your eyes only" in ana.get(WISHES).text
    for _time in range(2):
        assert ana.post(f"{owl}/opening").status_code == 200
    assert OWL in ben.get(WISHES).text and "Ask the warden" in ben.get(owl).text


def test_only_its_author_opens_what_is_open_to_them_alone(ana: Client, ben: Client) -> None:
    assert ben.post(f"{wish(ana)}/opening").status_code == 404
    assert ben.post(f"{wish(ana, way='keep')}/opening").status_code == 404


def test_it_says_when_and_what_it_takes(ana: Client, ben: Client) -> None:
    owl = wish(ana, season="winter", year="2027", cost="none", energy="low", new="yes")
    assert "winter 2027 · costs nothing · little energy · new to you" in words(ben.get(owl).text)
    other = wish(ana, SEA, season="monsoon", cost="-1", energy="x")
    assert "costs" not in main(ben.get(other).text)


@pytest.mark.parametrize("year", ["9999", "2025", "-1", "soon", "2".zfill(5000), "２０２７", "1901"])
def test_a_year_that_nobody_plans_for_gets_a_kind_line(ana: Client, year: str) -> None:
    response = ana.post(WISHES, {"words": OWL, "year": year})
    assert response.status_code == 422 and "within the next thirty" in response.text
    assert OWL in response.text and OWL not in ana.get(WISHES).text


@pytest.mark.parametrize(("typed", "asked"), [("  ", "One line is plenty"), ("w" * 301, "about 300 characters")])
def test_what_does_not_fit_stays_in_the_form(ana: Client, typed: str, asked: str) -> None:
    response = ana.post(WISHES, {"words": typed, "season": "autumn"})
    assert response.status_code == 422 and asked in response.text and typed in response.text
    assert 'value="autumn" selected' in response.text


def test_sent_twice_it_is_there_once(ana: Client, ben: Client) -> None:
    for _time in range(2):
        assert ana.post(WISHES, {"words": OWL, "_id": "ab" * 16}).status_code == 200
    assert main(ben.get(WISHES).text).count(f'">{OWL}</a>') == 1


@pytest.mark.parametrize("who", [0, 1])
def test_let_go_by_either_it_looks_the_same_for_both(ana: Client, ben: Client, who: int) -> None:
    owl = wish(ana)
    ben.post(f"{owl}/agreements")
    (ana, ben)[who].post(f"{owl}/ending")
    lists = [main(one.get(WISHES).text) for one in (ana, ben)]
    assert lists[0] == lists[1] and "Let go" in lists[0] and "Wish for it again" in lists[0]
    assert not {"Ana", "Ben"} & set(words(ben.get(owl).text).split())
    assert "Let go. It is off the list" in ana.get(owl).text


def test_a_wish_let_go_begins_a_new_one_with_its_words(ana: Client, ben: Client) -> None:
    owl = wish(ana, season="winter")
    ana.post(f"{owl}/ending")
    page = ben.get(f"{WISHES}/new?from={owl.rpartition('/')[2]}").text
    assert OWL in page and 'value="winter" selected' in page
    assert ben.get(f"{WISHES}/new?from={'0' * 32}").status_code == 404
    assert ben.get(f"{WISHES}/new?from=nonsense").status_code == 200


def test_taken_back_or_deleted_it_is_off_the_list_of_both(ana: Client, ben: Client) -> None:
    owl, sea = wish(ana), wish(ana, SEA)
    ana.post(f"/moments/{owl.rpartition('/')[2]}/withdrawal")
    ana.post(f"/moments/{sea.rpartition('/')[2]}/erasure")
    for one in (ana, ben):
        assert OWL not in one.get(WISHES).text and SEA not in one.get(WISHES).text
        assert one.get(owl).status_code == 404


def test_it_is_found_on_the_timeline_and_by_search(ana: Client, ben: Client) -> None:
    wish(ana)
    assert OWL in ben.get("/timeline").text
    assert OWL in ben.post("/timeline/search", {"words": "owl"}).text


def test_strangers_are_not_here(ana: Client, ben: Client, cleo: Client) -> None:
    owl = wish(ana)
    for path in ("", "/plans/new", "/doings/new"):
        assert cleo.get(owl + path).status_code == 404
    for path in ("/agreements", "/opening", "/plans", "/doings", "/ending"):
        assert cleo.post(owl + path, {"step": "x"}).status_code == 404
    assert cleo.get(f"{WISHES}/new?from={owl.rpartition('/')[2]}").status_code == 404
    assert "Let go" not in ana.get(owl).text.partition("<details")[0]


def test_something_else_under_that_address_is_not_here(ana: Client) -> None:
    ana.post("/thanks", {"did": "soup", "_id": "cd" * 16})
    assert ana.get(f"{WISHES}/{'cd' * 16}").status_code == 404
    assert ana.get(f"{WISHES}/nonsense").status_code == 404


def test_who_stays_keeps_their_own_and_loses_sight_of_the_others(ana: Client, ben: Client) -> None:
    owl, sea = wish(ana), wish(ben, SEA)
    ben.post("/leaving")
    for who, mine, theirs in ((ana, OWL, SEA), (ben, SEA, OWL)):
        page = who.get(WISHES).text
        assert mine in page and theirs not in page
    assert "Open" not in main(ana.get(owl).text) and ana.get(sea).status_code == 404


def test_what_was_for_somebody_before_is_ones_own_until_it_is_opened(
    house: TestHouse, ana: Client, ben: Client
) -> None:
    owl = wish(ana)
    ben.post("/leaving")
    ana.get("/")
    dan = house.person("Dan")
    house.pair(ana, dan)
    assert "For your eyes only" in ana.get(owl).text and dan.get(owl).status_code == 404
    ana.post(f"{owl}/opening")
    assert OWL in dan.get(WISHES).text


def test_alone_a_list_of_ones_own_that_opens_to_nobody_by_itself(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    owl = wish(cy)
    assert "Me too" not in cy.get(owl).text and cy.post(f"{owl}/opening").status_code == 404
    cy.post(f"{owl}/plans", {"step": "Ask the warden", "turn": "0"})
    house.pair(cy, dan)
    assert OWL not in dan.get(WISHES).text and "For your eyes only" in cy.get(WISHES).text
    cy.post(f"{owl}/opening")
    assert OWL in dan.get(WISHES).text and "Ask the warden" in dan.get(owl).text
