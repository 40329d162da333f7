"""What each needs: put on the table, agreed by both, replaced, let go, ended; and a list for oneself."""

from __future__ import annotations

import re

import pytest

from gemel.rooms.listening.agreeing import own_list, standing
from gemel.rooms.listening.tests.agreements import FINISH, PASS, agree, on_table, page_of, propose, stands
from gemel.testing import Client, TestHouse


def test_it_stands_once_both_agreed(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH, PASS)
    assert stands(house, ana) == stands(house, ben) == []
    assert "Yes, I am happy with it" not in ana.get("/agreement").text
    assert "What each of you needs" in ben.get("/").text
    assert FINISH in ben.get("/agreement").text
    ben.submit(f"{on_table(house, ben)}/agreements")
    assert stands(house, ana) == stands(house, ben) == [FINISH, PASS]
    assert "Agreed by both" in ana.get("/agreement").text


def test_the_proposer_alone_agrees_to_nothing(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH)
    propose(ana, PASS)
    ana.post(f"{on_table(house, ana)}/agreements")
    assert stands(house, ana) == stands(house, ben) == [FINISH]
    assert on_table(house, ben)


def test_a_newer_one_replaces_the_old_only_when_both_agreed(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH)
    assert FINISH in ben.get("/agreement/new").text
    propose(ben, FINISH, PASS)
    page = ana.get("/agreement").text
    assert "On the table: a change" in page
    assert stands(house, ana) == [FINISH]
    ana.post(f"{on_table(house, ana)}/agreements")
    assert stands(house, ana) == stands(house, ben) == [FINISH, PASS]
    assert on_table(house, ana) == ""


def test_a_change_shows_what_is_new_and_what_is_left_out(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH, "Tea first")
    propose(ben, PASS, "Tea first")
    page = ana.get("/agreement").text
    assert f"Left out of it: “{FINISH}”" in re.sub(r"\s+", " ", page)
    assert page.count("is-new") == 1


@pytest.mark.parametrize("who", [0, 1])
def test_either_ends_what_stands_and_both_pages_are_the_same(house: TestHouse, couple: tuple, who: int) -> None:
    first = agree(house, *couple, FINISH)
    agree(house, couple[1], couple[0], PASS)
    with house.house.store.reading() as db:
        address = f"/agreement/{standing(db, couple[0].me(), house.clock.now).id.hex()}"  # type: ignore[union-attr]
    assert address != first
    couple[who].post(f"{address}/ending")
    pages = [page_of(one) for one in couple]
    assert pages[0] == pages[1]
    assert "Nothing is agreed" in pages[0]
    assert stands(house, couple[0]) == stands(house, couple[1]) == []
    assert on_table(house, couple[0]) == ""


def test_after_an_ending_another_can_be_agreed(house: TestHouse, ana: Client, ben: Client) -> None:
    address = agree(house, ana, ben, FINISH)
    ana.post(f"{address}/ending")
    agree(house, ben, ana, PASS)
    assert stands(house, ben) == [PASS]


def test_an_old_one_does_not_come_back_when_the_new_one_is_deleted(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH)
    address = agree(house, ben, ana, PASS)
    ben.post(address.replace("agreement", "moments") + "/erasure")
    assert stands(house, ana) == []
    assert on_table(house, ana) == ""


@pytest.mark.parametrize("who", [0, 1])
def test_either_lets_a_proposal_go_and_what_stands_goes_on(house: TestHouse, couple: tuple, who: int) -> None:
    agree(house, *couple, FINISH)
    propose(couple[0], PASS)
    address = on_table(house, couple[0])
    for _time in range(2):
        couple[who].post(f"{address}/ending")
    pages = [page_of(one) for one in couple]
    assert pages[0] == pages[1]
    assert PASS not in pages[0]
    assert stands(house, couple[0]) == stands(house, couple[1]) == [FINISH]
    couple[1].post(f"{address}/agreements")
    assert stands(house, couple[1]) == [FINISH]


def test_what_was_let_go_leaves_nothing_older_on_the_table(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    propose(ana, PASS)
    ben.post(f"{on_table(house, ben)}/ending")
    assert on_table(house, ana) == on_table(house, ben) == ""


def test_ones_own_proposal_taken_back_is_read_by_nobody_else(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    address = on_table(house, ana)
    ana.post(f"{address}/ending")
    assert on_table(house, ana) == on_table(house, ben) == ""
    assert FINISH not in ben.get("/agreement").text
    assert FINISH not in ben.get("/timeline").text


def test_another_proposal_takes_the_place_of_the_first(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    old = on_table(house, ana)
    assert FINISH in ben.get(f"/agreement/new?from={old.rpartition('/')[2]}").text
    propose(ben, PASS)
    assert on_table(house, ana) == on_table(house, ben) != old
    assert "changed meanwhile" in ben.post(f"{old}/agreements").text
    assert stands(house, ben) == []


def test_sent_twice_is_once(house: TestHouse, ana: Client, ben: Client) -> None:
    for _time in range(2):
        propose(ana, FINISH, _id="ab" * 16)
    address = on_table(house, ben)
    for _time in range(2):
        assert ben.post(f"{address}/agreements").status_code == 200
    assert stands(house, ana) == [FINISH]
    for _time in range(2):
        assert ana.post(f"{address}/ending").status_code == 200
    assert stands(house, ana) == []


def test_alone_it_is_a_list_for_oneself_that_opens_to_nobody_later(house: TestHouse) -> None:
    cy, dee = house.person("Cy"), house.person("Dee")
    assert "Write it down for yourself" in cy.get("/agreement").text
    propose(cy, FINISH)
    propose(cy, FINISH, PASS)
    assert PASS in cy.get("/agreement").text
    house.pair(cy, dee)
    assert stands(house, cy) == [] and on_table(house, cy) == ""
    assert PASS in cy.get("/agreement/new").text
    for path in ("/agreement", "/agreement/new", "/timeline"):
        assert PASS not in dee.get(path).text
    with house.house.store.reading() as db:
        assert own_list(db, dee.me(), house.clock.now) is None


def test_what_stood_with_one_does_not_stand_with_the_next(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH)
    ben.post("/leaving")
    ana.get("/")
    assert FINISH not in ana.get("/agreement").text
    dan = house.person("Dan")
    house.pair(ana, dan)
    for who in (ana, dan, ben):
        assert stands(house, who) == []
        assert FINISH not in who.get("/agreement/new").text
