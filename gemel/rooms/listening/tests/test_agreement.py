"""What each needs: put on the table, agreed by both, replaced, ended; and a list for oneself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.rooms.listening.agreeing import agreed, own_list, standing
from gemel.rooms.listening.agreement import examples
from gemel.testing import Client, TestHouse
from tests.test_words import BANNED

FINISH, PASS = "Nobody is cut short", "Pass is a whole sentence"


@pytest.fixture
def pair(house: TestHouse) -> tuple[Client, Client]:
    return house.couple("Ana", "Ben")


@pytest.fixture
def ana(pair: tuple[Client, Client]) -> Client:
    return pair[0]


@pytest.fixture
def ben(pair: tuple[Client, Client]) -> Client:
    return pair[1]


def stands(house: TestHouse, who: Client) -> list[str]:
    with house.house.store.reading() as db:
        found = standing(db, who.me(), house.clock.now)
    return found.body.lines if found else []  # type: ignore[attr-defined]


def on_table(house: TestHouse, who: Client) -> str:
    """The address of what is on the table."""
    with house.house.store.reading() as db:
        found = agreed(db, who.me(), house.clock.now).table
    return f"/agreement/{found.id.hex()}" if found else ""


def propose(who: Client, *lines: str, **more: object) -> None:
    assert who.post("/agreement", {"needs": "\n".join(lines), **more}).status_code == 200


def agree(house: TestHouse, one: Client, other: Client, *lines: str) -> str:
    propose(one, *lines)
    address = on_table(house, other)
    other.post(f"{address}/agreements")
    return address


def test_the_first_visit_teaches_with_an_example(ana: Client) -> None:
    page = ana.get("/agreement").text
    assert "For example" in page
    assert "Write the first lines" in page
    assert "there is help" in page


def test_six_examples_can_be_taken_over_and_none_presses(house: TestHouse, ana: Client) -> None:
    assert len(examples()) >= 6
    assert not [line for line in examples() if BANNED.search(line)]
    propose(ana, FINISH, take=[examples()[0], examples()[4], "not one of ours"])
    with house.house.store.reading() as db:
        table = agreed(db, ana.me(), house.clock.now).table
    assert table.body.lines == [FINISH, examples()[0], examples()[4]]  # type: ignore[union-attr]


def test_it_stands_once_both_agreed(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH, PASS)
    assert stands(house, ana) == stands(house, ben) == []
    assert "Yes, I am happy with it" not in ana.get("/agreement").text
    assert "What each of you needs" in ben.get("/").text
    assert FINISH in ben.get("/agreement").text
    ben.submit(f"{on_table(house, ben)}/agreements")
    assert stands(house, ana) == stands(house, ben) == [FINISH, PASS]
    assert "Agreed by both" in ana.get("/agreement").text


def test_today_brings_it_up_until_it_was_looked_at(ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    assert 'href="/agreement"' in ben.get("/").text
    assert 'href="/agreement"' not in ana.get("/").text
    ben.get("/agreement")
    assert 'href="/agreement"' not in ben.get("/").text


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
def test_either_ends_what_stands_and_both_pages_are_the_same(house: TestHouse, pair: tuple, who: int) -> None:
    first = agree(house, *pair, FINISH)
    agree(house, pair[1], pair[0], PASS)
    with house.house.store.reading() as db:
        address = f"/agreement/{standing(db, pair[0].me(), house.clock.now).id.hex()}"  # type: ignore[union-attr]
    assert address != first
    pair[who].post(f"{address}/ending")
    pages = [re.sub(r'value="\w{32,}"', "", one.get("/agreement").text.partition("<main")[2]) for one in pair]
    assert pages[0] == pages[1]
    assert "Nothing is agreed" in pages[0]
    assert stands(house, pair[0]) == stands(house, pair[1]) == []
    assert on_table(house, pair[0]) == ""


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


def test_ones_own_proposal_is_taken_back_and_the_others_is_not(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    address = on_table(house, ana)
    page = ben.post(f"{address}/ending")
    assert "changed meanwhile" in page.text
    assert on_table(house, ana) == address
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


@pytest.mark.parametrize(
    ("needs", "says"),
    [
        (" \n- \n", "One line is plenty"),
        ("\n".join(f"Line {number}" for number in range(9)), "Eight lines are plenty"),
        ("x" * 201, "One of the lines is long"),
        ("Some words. " * 300, "longer than fits"),
    ],
)
def test_what_will_not_do_keeps_what_was_typed(house: TestHouse, ana: Client, needs: str, says: str) -> None:
    page = ana.post("/agreement", {"needs": needs})
    assert page.status_code == 422
    assert says in page.text
    assert needs.strip() in page.text
    assert on_table(house, ana) == ""


def test_ticks_are_kept_when_something_will_not_do(ana: Client) -> None:
    page = ana.post("/agreement", {"needs": "x" * 201, "take": [examples()[1]]})
    assert page.text.count(" checked") == 1


def test_a_stranger_finds_nothing(house: TestHouse, ana: Client, ben: Client) -> None:
    address, cleo = agree(house, ana, ben, FINISH), house.person("Cleo")
    for what in ("agreements", "ending"):
        assert cleo.post(f"{address}/{what}").status_code == 404
    assert FINISH not in cleo.get("/agreement").text
    assert stands(house, ana) == [FINISH]


def test_bad_and_absent_ids_are_not_here(ana: Client) -> None:
    ana.post("/thanks", {"did": "Warm soup"})
    other = re.findall(r"/moments/([0-9a-f]{32})", ana.get("/timeline").text)[0]
    for id in ("x", "0" * 31, "zz" * 16, "0" * 32, other):
        for what in ("agreements", "ending"):
            assert ana.post(f"/agreement/{id}/{what}").status_code == 404
    assert ana.get("/agreement/new?from=nothing").status_code == 200


def test_signed_out_one_is_led_to_the_door(house: TestHouse) -> None:
    nobody = house.client()
    for path in ("/agreement", "/agreement/new"):
        assert nobody.get(path).url.path == "/sign-in"
    assert nobody.post("/agreement", {"needs": FINISH}).status_code == 401
    assert nobody.post(f"/agreement/{'0' * 32}/ending").status_code == 401


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


def test_no_example_asks_for_silence_or_for_staying() -> None:
    text = Path("gemel/rooms/listening/content/en/agreement.toml").read_text("utf-8").lower()
    lines = text.partition("example")[2]
    assert not re.search(r"\b(secret|nobody else|between us|never leave|private|tell anyone)\b", lines)
