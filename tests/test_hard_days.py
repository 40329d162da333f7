"""Thanks that come back on a hard day: quietly, for oneself, and with no word of why."""

from __future__ import annotations

import pytest

from gemel.testing import Client, TestHouse
from gemel.testing_browser import Two
from gemel.testing_sittings import both_see, clock_moves

NOTE = "You sat with me until it was light"
LOW = {"lean": "2", "back": "none", "ease": "7", "closeness": "60"}


@pytest.fixture
def jar(ana: Client, ben: Client) -> None:
    """Ben has a note in his jar."""
    ana.post("/thanks", {"did": NOTE})
    note = ben.get("/").text.split("/thanks/")[1][:32]
    ben.post(f"/thanks/{note}/receipt")


def comes_back(who: Client) -> bool:
    page = who.get("/").text
    return "From your jar" in page and NOTE in page


def test_a_low_line_of_ones_own_brings_one_back_for_two_days(
    jar: None, house: TestHouse, ana: Client, ben: Client
) -> None:
    assert not comes_back(ben)
    ben.post("/growth/readings", LOW)
    assert comes_back(ben)
    assert "From your jar" not in ana.get("/").text
    house.clock.forward(days=2.1)
    ben.cookie = house.house.sessions.begin(ben.entrance_now(), house.clock.now)
    assert not comes_back(ben)


def test_a_good_week_brings_nothing(jar: None, ben: Client) -> None:
    ben.post("/growth/readings", LOW | {"lean": "8"})
    assert not comes_back(ben)


def test_not_today_puts_it_away(jar: None, ben: Client) -> None:
    ben.post("/growth/readings", LOW)
    ben.post("/thanks/jar/rests")
    assert not comes_back(ben)


def test_an_empty_jar_brings_nothing(ana: Client) -> None:
    ana.post("/growth/readings", LOW)
    assert "From your jar" not in ana.get("/").text


def test_the_other_sees_the_same_whether_or_not_it_was_hard(jar: None, ana: Client, ben: Client) -> None:
    before = ana.get("/").text, ana.get("/thanks").text
    ben.post("/growth/readings", LOW)
    ben.post("/thanks/jar/rests")
    after = ana.get("/").text, ana.get("/thanks").text
    assert [len(page) for page in before] == [len(page) for page in after]


def test_S5_4_after_a_pause_a_note_of_thanks_comes_back_quietly(two: Two) -> None:
    two.couple()
    assert two.one.client is not None and two.other.client is not None
    two.one.client.post("/thanks", {"did": NOTE})
    note = two.other.client.get("/").text.split("/thanks/")[1][:32]
    two.other.client.post(f"/thanks/{note}/receipt")
    two.other.go("/")
    assert two.other.lacks("From your jar")
    two.one.go("/timeline")
    two.one.tap("Pause")
    both_see(two, "Nothing is decided now.")
    clock_moves(two, 31 * 60)
    for phone in (two.one, two.other):
        phone.tap("1")
    both_see(two, "Softly back")
    two.other.tap("We are talking again")
    both_see(two, "One thing, said softly")
    two.one.tap("That was enough for today")
    both_see(two, "You came back")
    two.other.go("/")
    two.other.waits_for("From your jar")
    assert two.other.sees(NOTE)
    two.other.look("from-the-jar")
    two.one.go("/")
    assert two.one.lacks("From your jar")  # nothing was given to her yet
    two.other.tap("Not today")
    two.other.go("/")
    assert two.other.lacks("From your jar")
