"""Their own questions: asked now, mixed in with the cards, kept, and taken out again."""

from __future__ import annotations

import re

import pytest

from gemel.moments import of_kind, rounds
from gemel.rooms.questions import asking, own
from gemel.rooms.questions.kinds import Asked
from gemel.store import show_id
from gemel.testing import Client, TestHouse

WORDS = "What did the lighthouse mean to you?"


def writes(who: Client, way: str, words: str = WORDS, **more: str) -> str:
    return who.post("/questions/own", {"words": words, "way": way, **more}).url.path


def ids(house: TestHouse, who: Client) -> list[str]:
    with house.house.store.reading() as db:
        found = of_kind(db, who.me(), house.clock.now, "own-question", author=who.me().id)
    return [show_id(it.id) for it in found]


def asked_so_far(house: TestHouse, who: Client) -> list[Asked]:
    with house.house.store.reading() as db:
        return [one.prompt for one in rounds(db, who.me(), "question") if isinstance(one.prompt, Asked)]


@pytest.fixture
def pot_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in the pot comes before the deck."""
    monkeypatch.setattr(asking, "FROM_POT", 1)


def test_asked_now_it_lies_before_both(ana: Client, ben: Client) -> None:
    path = writes(ana, "now")
    for who in (ana, ben):
        text = who.get(path).text
        assert WORDS in text
        assert "One of yours" in text
    assert WORDS in ben.get("/").text


def test_kept_it_is_seen_by_nobody_else(ana: Client, ben: Client) -> None:
    assert writes(ana, "me") == "/questions/own"
    assert WORDS in ana.get("/questions/own").text
    for path in ("/", "/questions", "/questions/own", "/timeline", "/questions/map"):
        assert WORDS not in ben.get(path).text


def test_mixed_in_it_is_on_no_page_of_the_other_until_it_comes_up(ana: Client, ben: Client) -> None:
    writes(ana, "pot")
    assert "Among the cards, from you" in ana.get("/questions/own").text
    for path in ("/", "/questions", "/questions/own", "/timeline"):
        assert WORDS not in ben.get(path).text


def test_it_comes_up_once_marked_as_one_of_theirs(house: TestHouse, ana: Client, ben: Client, pot_first: None) -> None:
    writes(ana, "pot")
    page = ben.post("/questions")
    assert WORDS in page.text
    assert "One of yours" in page.text
    house.clock.forward(minutes=1)
    assert WORDS not in ben.post("/questions").text
    assert [one.own for one in asked_so_far(house, ana)] == [False, True]


def test_cards_come_up_as_well_while_one_of_theirs_waits(house: TestHouse, ana: Client) -> None:
    for number in range(12):
        writes(ana, "pot", f"{WORDS} {number}", depth="1")
    for _time in range(24):
        ana.post("/questions")
        house.clock.forward(seconds=1)
    assert {one.own for one in asked_so_far(house, ana)} == {True, False}


def test_taken_out_it_never_comes_up(house: TestHouse, ana: Client, ben: Client, pot_first: None) -> None:
    writes(ana, "pot")
    (name,) = ids(house, ana)
    assert ben.post(f"/questions/own/{name}/erasure").status_code == 404
    ana.post(f"/questions/own/{name}/erasure")
    assert WORDS not in ana.get("/questions/own").text
    assert WORDS not in ben.post("/questions").text


def test_boundaries_hold_for_their_own_as_well(house: TestHouse, ana: Client, ben: Client, pot_first: None) -> None:
    writes(ana, "pot", about="past", depth="1")
    writes(ana, "pot", "What would be too deep today?", depth="3")
    name = {"name": "Ben", "zone": "UTC"}
    ben.post("/boundaries", {**name, "depth": "2", "without": "childhood"})
    for _time in range(3):
        assert "One of yours" not in ana.post("/questions").text


def test_after_a_heavy_one_theirs_waits_if_it_is_heavy_too(house: TestHouse, ana: Client, pot_first: None) -> None:
    writes(ana, "pot", "What is hardest to say?", depth="4")
    writes(ana, "pot", "What else is hard to say?", depth="4")
    assert "One of yours" in ana.post("/questions").text
    house.clock.forward(minutes=1)
    page = ana.post("/questions")
    assert "One of yours" not in page.text
    assert "Something lighter, after a deep one." in page.text


def test_what_was_kept_is_asked_with_one_tap_and_twice_is_once(house: TestHouse, ana: Client, ben: Client) -> None:
    writes(ana, "me", about="past")
    (name,) = ids(house, ana)
    pages = [ana.post(f"/questions/own/{name}/asking") for _time in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert WORDS in ben.get(f"/questions/{name}").text
    assert WORDS not in ana.get("/questions/own").text
    (one,) = asked_so_far(house, ana)
    assert (one.about, one.own) == ("past", True)


@pytest.mark.parametrize("way", ["now", "pot", "me"])
def test_sent_twice_it_is_one(way: str, house: TestHouse, ana: Client) -> None:
    for _time in range(2):
        assert ana.post("/questions/own", {"words": WORDS, "way": way, "_id": "ab" * 16}).status_code == 200
    assert len(ids(house, ana)) + len(asked_so_far(house, ana)) == 1


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 501])
def test_what_does_not_fit_is_told_and_still_there(words: str, house: TestHouse, ana: Client) -> None:
    page = ana.post("/questions/own", {"words": words, "way": "pot", "about": "past", "depth": "3"})
    assert page.status_code == 422
    assert words.strip() in page.text
    assert re.search(r'value="pot" checked', page.text)
    assert re.search(r'value="past" selected', page.text)
    assert ids(house, ana) == []


def test_what_nobody_offers_is_kept_for_oneself(house: TestHouse, ana: Client, ben: Client) -> None:
    ana.post("/questions/own", {"words": WORDS, "way": "everybody", "about": "moon", "depth": "99"})
    with house.house.store.reading() as db:
        (it,) = of_kind(db, ana.me(), house.clock.now, "own-question")
    assert it.mode == "private"
    assert it.body == own.Own(asked=WORDS)


def test_thirty_of_one_person_are_enough(house: TestHouse, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST", 2)
    for number in range(3):
        page = ana.post("/questions/own", {"words": f"{WORDS} {number}", "way": "pot"})
    assert page.status_code == 422
    assert f"{WORDS} 2" in page.text
    assert len(ids(house, ana)) == 2
    assert ana.post("/questions/own", {"words": WORDS, "way": "me"}).status_code == 200


def test_alone_it_is_answered_or_kept(cy: Client) -> None:
    text = cy.get("/questions/own").text
    assert "Mix it in" not in text
    assert "both" not in text
    assert WORDS in cy.get(writes(cy, "now")).text
    writes(cy, "pot", "What did I want at ten?")
    assert "For your eyes only" in cy.get("/questions/own").text


def test_what_one_wrote_alone_is_not_mixed_in_for_two(house: TestHouse, cy: Client, pot_first: None) -> None:
    writes(cy, "pot")
    dee = house.person("Dee")
    house.pair(cy, dee)
    assert WORDS not in dee.post("/questions").text


def test_a_stranger_and_a_bad_id_are_not_here(house: TestHouse, ana: Client, cy: Client) -> None:
    writes(ana, "me")
    for name in (*ids(house, ana), "0" * 32, "x"):
        for what in ("asking", "erasure"):
            assert cy.post(f"/questions/own/{name}/{what}").status_code == 404
    assert len(ids(house, ana)) == 1


def test_the_other_s_kept_one_cannot_be_asked(house: TestHouse, ana: Client, ben: Client) -> None:
    writes(ana, "me")
    (name,) = ids(house, ana)
    assert ben.post(f"/questions/own/{name}/asking").status_code == 404
    assert asked_so_far(house, ana) == []
