"""The pages of the agreement: a first visit, what each page asks of every other page, and where the lines are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.rooms.listening.agreeing import agreed
from gemel.rooms.listening.agreement import examples
from gemel.rooms.listening.tests.agreements import FINISH, PASS, agree, on_table, propose, stands
from gemel.testing import Client, TestHouse
from tests.test_words import BANNED


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


def test_no_example_asks_for_silence_or_for_staying() -> None:
    text = Path("gemel/rooms/listening/content/en/agreement_examples.toml").read_text("utf-8").lower()
    lines = text.partition("example")[2]
    assert not re.search(r"\b(secret|nobody else|between us|never leave|private|tell anyone)\b", lines)


def test_today_brings_it_up_until_it_was_looked_at(ana: Client, ben: Client) -> None:
    propose(ana, FINISH)
    assert 'href="/agreement"' in ben.get("/").text
    assert 'href="/agreement"' not in ana.get("/").text
    ben.get("/agreement")
    assert 'href="/agreement"' not in ben.get("/").text


def opened(house: TestHouse, one: Client, other: Client) -> str:
    """The page of a sitting that both said yes to, before it begins."""
    address = one.post("/sittings", {"exercise": "listening", "way": "phones"}).url.path
    answer = re.search(r'name="version" value="(\d+)"', other.get(address).text)
    assert answer is not None
    other.post(f"{address}/taps", {"version": answer[1], "tap": "now"})
    return one.get(address).text


def test_a_sitting_opens_with_what_is_agreed_or_with_one_line(house: TestHouse, ana: Client, ben: Client) -> None:
    page = opened(house, ana, ben)
    assert "A few lines you two agree on" in page
    assert 'href="/agreement"' in page


def test_a_sitting_opens_with_the_lines_that_stand(house: TestHouse, ana: Client, ben: Client) -> None:
    agree(house, ana, ben, FINISH)
    propose(ben, PASS)
    page = opened(house, ana, ben)
    assert "What you two agreed on" in page and FINISH in page
    assert PASS not in page


def test_the_timeline_shows_lines_and_leads_to_how_it_stands(house: TestHouse, ana: Client, ben: Client) -> None:
    ben.post(f"{agree(house, ana, ben, FINISH)}/ending")
    for who in (ana, ben):
        page = who.get("/timeline").text
        assert FINISH in page
        assert "How it stands between you two now" in page


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
