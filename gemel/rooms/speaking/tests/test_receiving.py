"""Receiving without defending: said back, a part owned, an answer, a line agreed by both."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gemel.moments import of_kind
from gemel.rooms.speaking.tests.conftest import DRAFT, first
from gemel.testing import Client, TestHouse

Answer = Callable[..., str]


@pytest.fixture
def sent(sent: str, ben: Client) -> str:
    """A statement that Ana sent and Ben opened."""
    ben.post(f"{sent}/opening")
    return sent


def lines(house: TestHouse, who: Client, kind: str = "settled") -> list[str]:
    with house.house.store.reading() as db:
        return [it.body.text() for it in of_kind(db, who.me(), house.clock.now, kind) if it.given]


def line_of(page: str) -> str:
    return first(page, "/speaking/settlements/")


def main(page: str) -> str:
    return page.partition("<main")[2]


def test_three_cards_one_after_the_other(ben: Client, sent: str) -> None:
    path = f"{sent}/receptions/new"
    assert "What did you hear?" in ben.get(path).text
    page = ben.post(path, {"came": "back", "back": "So it was lonely"}).text
    assert "Is a part of it yours?" in page and 'value="So it was lonely"' in page
    page = ben.post(path, {"came": "own", "back": "So it was lonely", "own": "I pick it up"}).text
    assert "And your answer?" in page and 'value="I pick it up"' in page and 'value="So it was lonely"' in page
    back = ben.post(path, {"to": "own", "back": "So it was lonely", "own": "I pick it up"}).text
    assert "I pick it up</textarea>" in back


def test_no_card_has_room_for_a_complaint_of_ones_own(ben: Client, sent: str) -> None:
    path, names = f"{sent}/receptions/new", set()
    for came in ("", "back", "own"):
        page = ben.post(path, {"came": came, "back": "x"}).text
        names |= set(re.findall(r'<textarea[^>]*name="(\w+)"', page))
    assert names == {"back", "own", "but"}


def test_said_back_in_words_or_aloud(ben: Client, sent: str) -> None:
    path = f"{sent}/receptions/new"
    wrong = ben.post(path, {"came": "back", "back": " "})
    assert wrong.status_code == 422 and "said it back aloud" in wrong.text
    assert "Is a part of it yours?" in ben.post(path, {"came": "back", "aloud": "yes"}).text


def test_a_yes_lays_a_line_on_the_table_and_both_agree(
    house: TestHouse, ana: Client, ben: Client, sent: str, answer: Answer
) -> None:
    page = answer(sent, own="I do pick it up", answer="yes")
    assert "We put both away at dinner" in page
    assert "Something came back" in ana.get("/").text
    seen = ana.get(sent).text
    assert "So the phones were out" in seen and "I do pick it up" in seen and "21 September" in seen
    assert "Something came back" not in ana.get("/").text
    agreed = ana.post(f"{line_of(seen)}/agreements").text
    assert "Agreed by both of you" in agreed
    assert "Agreed by both of you" in ben.get(sent).text
    assert lines(house, ben) == ["We put both away at dinner"]
    assert "Settled lately" in ana.get("/speaking").text
    again = ana.post("/speaking/statements", {**DRAFT, "words": "another", "way": "send"})
    assert again.status_code == 200


def test_not_that_but_this_becomes_the_line(ana: Client, sent: str, answer: Answer) -> None:
    assert "From seven to eight" in answer(sent, answer="but", but="From seven to eight")
    page = ana.get(sent).text
    assert "Not that, but this" in page and "Yes, I am happy with it" in page


def test_the_line_can_be_changed_by_either_and_stands_only_by_both(
    house: TestHouse, ana: Client, ben: Client, sent: str, answer: Answer
) -> None:
    answer(sent, answer="yes")
    old = line_of(ana.get(sent).text)
    page = ana.post(f"{sent}/settlements", {"line": "Both in the drawer", "day": "2026-09-22"}).text
    assert "Both in the drawer" in page and "It stands once Ben" in page
    assert ben.post(f"{old}/agreements").status_code in {200, 404}
    assert "Agreed by both" not in ben.get(sent).text
    ben.post(f"{line_of(ben.get(sent).text)}/agreements")
    assert "Agreed by both" in ana.get(sent).text
    assert [one for one in lines(house, ana) if "drawer" in one]


def test_i_need_until_keeps_it_open_and_shows_the_day_to_both(
    house: TestHouse, ana: Client, ben: Client, sent: str, answer: Answer
) -> None:
    answer(sent, answer="until", until="2026-09-24")
    for who in (ana, ben):
        assert "Ben takes until Thursday, 24 September" in who.get(sent).text
    assert "Being heard" not in ben.get("/").text
    house.clock.forward(days=3)
    ben.cookie = house.house.sessions.begin(ben.entrance_now(), house.clock.now)
    assert "Being heard" in ben.get("/").text
    assert "We put both away" in answer(sent, answer="yes")


def test_no_is_an_answer_and_closes_it(ana: Client, ben: Client, sent: str, answer: Answer) -> None:
    assert "No, not this." in answer(sent, answer="no")
    assert "No, not this." in ana.get(sent).text
    assert "settlements" not in ana.get(sent).text
    assert "Being heard" not in ben.get("/").text
    assert ana.post("/speaking/statements", {**DRAFT, "words": "another", "way": "send"}).status_code == 200


def test_where_nothing_is_asked_it_is_enough_to_hear_it(ana: Client, ben: Client, answer: Answer) -> None:
    nothing = {**DRAFT, "ask": "Nothing to ask. I only want it to be known", "by": ""}
    ana.post("/speaking/statements", {**nothing, "words": "I feel lonely.", "way": "send"})
    path = first(ana.get("/speaking").text, "/speaking/statements/")
    ben.post(f"{path}/opening")
    assert "Nothing is asked of you" in ben.post(f"{path}/receptions/new", {"came": "own", "aloud": "yes"}).text
    assert ben.post(f"{path}/receptions", {"answer": "yes"}).status_code == 422
    assert "Heard." in answer(path, answer="heard")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "nearest for you"),
        ({"answer": "never"}, "nearest for you"),
        ({"answer": "but"}, "offer instead"),
        ({"answer": "until"}, "Until which day"),
        ({"answer": "until", "until": "2020-01-01"}, "Until which day"),
        ({"answer": "until", "until": "soon"}, "Until which day"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_words_are_kept(
    ben: Client, sent: str, fields: dict[str, str], says: str
) -> None:
    page = ben.post(f"{sent}/receptions", {"back": "So it was", "own": "my part", **fields})
    assert page.status_code == 422 and says in page.text and "field-error" in page.text
    assert 'value="So it was"' in page.text and 'value="my part"' in page.text


def test_answering_twice_answers_once(house: TestHouse, ben: Client, sent: str) -> None:
    for _time in range(2):
        page = ben.post(f"{sent}/receptions", {"back": "x", "answer": "yes", "_id": "cd" * 16})
        assert page.status_code == 200
    assert len(lines(house, ben, "reception")) == 1 and len(lines(house, ben)) == 1


def test_a_second_answer_after_a_yes_changes_nothing(house: TestHouse, ben: Client, sent: str, answer: Answer) -> None:
    answer(sent, answer="yes")
    assert "This changed meanwhile" in answer(sent, answer="no")
    assert len(lines(house, ben, "reception")) == 1


@pytest.mark.parametrize(
    ("fields", "says"), [({"line": " "}, "who does what"), ({"line": "x", "day": "2020-01-01"}, "It lies ahead")]
)
def test_a_line_wants_words_and_a_day_ahead(
    ana: Client, sent: str, answer: Answer, fields: dict[str, str], says: str
) -> None:
    answer(sent, answer="yes")
    page = ana.post(f"{sent}/settlements", fields)
    assert page.status_code == 422 and says in page.text


def test_a_line_without_an_answer_is_too_early(ana: Client, sent: str) -> None:
    assert "This changed meanwhile" in ana.post(f"{sent}/settlements", {"line": "x"}).text


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_either_lets_the_line_go_and_it_looks_the_same(
    ana: Client, ben: Client, sent: str, answer: Answer, who: str, plain: Callable[[str], str]
) -> None:
    answer(sent, answer="yes")
    path = line_of(ana.get(sent).text)
    ana.post(f"{path}/agreements")
    (ana if who == "ana" else ben).post(f"{path}/ending")
    for one in (ana, ben):
        page = one.get(sent).text
        assert "Agreed by both" not in page and "We put both away" not in main(page)


def test_an_answered_one_is_let_go_by_its_author(ana: Client, ben: Client, sent: str, answer: Answer) -> None:
    answer(sent, answer="until", until="2026-09-24")
    ana.post(f"{sent}/ending")
    assert "Say it back" not in ben.get(sent).text
    assert "Between you two" not in ben.get("/speaking").text


@pytest.mark.parametrize("act", ["agreements", "ending"])
def test_a_line_is_nobody_elses(
    house: TestHouse, cleo: Client, ana: Client, sent: str, answer: Answer, act: str
) -> None:
    path = line_of(answer(sent, answer="yes"))
    assert cleo.post(f"{path}/{act}").status_code == 404
    assert house.client().post(f"{path}/{act}").status_code == 401
    for odd in ("0" * 32, "x", sent.rpartition("/")[2]):
        assert ana.post(f"/speaking/settlements/{odd}/{act}").status_code == 404
