"""The care manual: one for each, read by the other, opened by its author alone."""

from __future__ import annotations

import pytest

from gemel.moments import of_kind
from gemel.rooms.calm.care import latest
from gemel.testing import Client, TestHouse

DO, DONT = "Bring the grey jumper", "Stand in the doorway"
BOTH = {"please_do": DO, "please_dont": DONT}


@pytest.fixture
def two(house: TestHouse) -> tuple[Client, Client]:
    return house.couple("Ana", "Ben")


def manuals(house: TestHouse, who: Client) -> list:
    with house.house.store.reading() as db:
        return of_kind(db, who.me(), house.clock.now, "care-manual")


def test_the_first_visit_teaches_with_an_example(two: tuple[Client, Client]) -> None:
    assert "for example" in two[0].get("/calm/care").text


def test_the_partner_reads_it_and_a_stranger_does_not(house: TestHouse, two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    page = ben.get("/calm/care").text
    assert "What Ana asks for" in page
    assert DO in page and DONT in page
    assert DO in ben.get("/timeline").text
    assert DO not in house.person("Cy").get("/calm/care").text


def test_each_has_their_own(house: TestHouse, two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    ben.post("/calm/care", {"please_do": "Leave the room first"})
    with house.house.store.reading() as db:
        mine, theirs = latest(db, ben.me(), house.clock.now)
    assert mine.body.please_do == "Leave the room first"  # type: ignore[union-attr]
    assert theirs.body.do_lines == [DO]  # type: ignore[union-attr]


def test_saving_again_leaves_one(house: TestHouse, two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    ana.post("/calm/care", {"please_do": "Open a window"})
    assert len(manuals(house, ana)) == 1
    page = ben.get("/calm/care").text
    assert "Open a window" in page
    assert DO not in page


def test_sending_it_twice_is_once(house: TestHouse, two: tuple[Client, Client]) -> None:
    for _time in range(2):
        two[0].post("/calm/care", BOTH | {"_id": "ab" * 16})
        two[0].post("/calm/care/lines", {"line": "Tea", "list": "do", "_id": "cd" * 16})
    found = manuals(house, two[0])
    assert len(found) == 1


def test_a_line_sent_twice_is_one_line(house: TestHouse, two: tuple[Client, Client]) -> None:
    for _time in range(2):
        two[0].post("/calm/care/lines", {"line": "Tea", "list": "do", "_id": "cd" * 16})
    assert [it.body.do_lines for it in manuals(house, two[0])] == [["Tea"]]


def test_nothing_written_asks_for_a_line(house: TestHouse, two: tuple[Client, Client]) -> None:
    page = two[0].post("/calm/care", {"please_do": "  ", "please_dont": ""})
    assert page.status_code == 422
    assert "One line, in either" in page.text
    assert manuals(house, two[0]) == []


def test_too_long_keeps_every_word(house: TestHouse, two: tuple[Client, Client]) -> None:
    page = two[0].post("/calm/care", {"please_do": "ä€ " * 1000, "please_dont": DONT})
    assert page.status_code == 422
    assert ("ä€ " * 1000).strip() in page.text
    assert DONT in page.text
    assert "All of it is still here" in page.text
    assert manuals(house, two[0]) == []


def test_a_line_is_added_to_ones_own_and_the_partner_reads_it(two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    assert "Did something help" in ana.get("/calm/care/lines/new").text
    assert (
        "Ask whether I want company"
        in ana.post("/calm/care/lines", {"line": "Ask whether I want company", "list": "do"}).text
    )
    page = ben.get("/calm/care").text
    assert DO in page and "Ask whether I want company" in page


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"line": "", "list": "do"}, "What helped?"),
        ({"line": "Tea", "list": "else"}, "Into which"),
        ({"line": "Tea"}, "Into which"),
        ({"line": "x" * 281, "list": "do"}, "longer than a line"),
    ],
)
def test_a_line_that_will_not_do(house: TestHouse, two: tuple[Client, Client], form: dict, says: str) -> None:
    page = two[0].post("/calm/care/lines", form)
    assert page.status_code == 422
    assert says in page.text
    assert form["line"] in page.text
    assert manuals(house, two[0]) == []


def test_a_full_manual_keeps_the_line_on_the_page(house: TestHouse, two: tuple[Client, Client]) -> None:
    two[0].post("/calm/care", {"please_do": "x" * 1990})
    page = two[0].post("/calm/care/lines", {"line": "One thing more", "list": "do"})
    assert page.status_code == 422
    assert "One thing more" in page.text
    assert manuals(house, two[0])[0].body.please_do == "x" * 1990


def test_written_alone_it_opens_to_nobody_who_comes_later(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post("/calm/care", BOTH)
    house.pair(ana, ben)
    assert DO in ana.get("/calm/care").text
    assert DO not in ben.get("/calm/care").text
    ana.post("/calm/care/lines", {"line": "Tea", "list": "do"})
    assert "Tea" not in ben.get("/calm/care").text
    assert "for your eyes only" in ana.get("/calm/care").text
    ana.post("/calm/care", BOTH)
    assert DO in ben.get("/calm/care").text


def test_what_was_for_one_partner_is_not_for_the_next(house: TestHouse, two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    ben.post("/leaving")
    ana.get("/")
    dan = house.person("Dan")
    house.pair(ana, dan)
    ana.post("/calm/care/lines", {"line": "Tea", "list": "dont"})
    for secret in (DO, "Tea"):
        assert secret not in dan.get("/calm/care").text
        assert secret not in ben.get("/calm/care").text
        assert secret in ana.get("/calm/care").text


def test_taken_back_a_line_more_does_not_open_it(house: TestHouse, two: tuple[Client, Client]) -> None:
    ana, ben = two
    ana.post("/calm/care", BOTH)
    ana.post(f"/moments/{manuals(house, ana)[0].id.hex()}/withdrawal")
    ana.post("/calm/care/lines", {"line": "Tea", "list": "do"})
    assert "Tea" in ana.get("/calm/care").text
    page = ben.get("/calm/care").text
    assert DO not in page and "Tea" not in page


def test_signed_out_nothing_is_written(house: TestHouse) -> None:
    nobody = house.client()
    assert nobody.post("/calm/care", BOTH).status_code == 401
    assert nobody.post("/calm/care/lines", {"line": "Tea", "list": "do"}).status_code == 401
