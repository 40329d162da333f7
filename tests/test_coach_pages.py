"""The coach's pages over HTTP: the same questions as everywhere, and nothing of a draft is kept."""

from __future__ import annotations

import re

import pytest

from gemel.testing import Client, TestHouse

NEVER = {"_look": "words talk", "words": "You never listen to me."}


def test_a_hint_comes_back_as_a_fragment(ana: Client) -> None:
    answer = ana.post("/coach/hints", NEVER)
    assert answer.status_code == 200
    assert "When did it last happen" in answer.text
    assert "<html" not in answer.text
    assert "<mark>You never listen</mark>" in answer.text


def test_what_is_written_is_escaped(ana: Client) -> None:
    answer = ana.post("/coach/hints", NEVER | {"words": "<img src=x> You never listen to me."})
    assert "<img" not in answer.text


def test_signed_out_nobody_is_read(house: TestHouse) -> None:
    assert house.client().post("/coach/hints", NEVER).status_code == 401


@pytest.mark.parametrize("look", ["", "words", "words nowhere", "nothing talk"])
def test_a_place_that_is_not_there_or_a_field_that_is_empty(ana: Client, look: str) -> None:
    answer = ana.post("/coach/hints", NEVER | {"_look": look})
    assert answer.status_code in {200, 404}
    assert "<mark>" not in answer.text


def test_a_very_long_draft_is_read_from_its_beginning(ana: Client) -> None:
    answer = ana.post("/coach/hints", NEVER | {"words": "You never listen to me. " + "word " * 20_000})
    assert answer.status_code == 200
    assert "<mark>" in answer.text


def test_a_rule_that_is_not_there(ana: Client) -> None:
    assert ana.get("/coach/rules/Z9").status_code == 404
    assert ana.post("/coach/switches", {"rule": "Z9", "on": "no"}).status_code == 404
    assert ana.post("/coach/rests", {"rule": "Z9"}).status_code == 404


def test_switched_off_for_one_and_not_for_the_other(ana: Client, ben: Client) -> None:
    ana.post("/coach/switches", {"rule": "S6", "on": "no"})
    assert "When did it last" not in ana.post("/coach/hints", NEVER).text
    assert "When did it last" in ben.post("/coach/hints", NEVER).text
    ana.post("/coach/switches", {"rule": "S6", "on": "yes"})
    assert "When did it last" in ana.post("/coach/hints", NEVER).text


def test_a_rest_ends_by_itself(house: TestHouse, ana: Client) -> None:
    for _time in range(2):
        assert ana.post("/coach/rests", {"rule": "S6"}).status_code == 204
    assert "When did it last" not in ana.post("/coach/hints", NEVER).text
    house.clock.forward(days=7, minutes=1)
    ana.cookie = house.house.sessions.begin(ana.entrance_now(), house.clock.now)
    assert "When did it last" in ana.post("/coach/hints", NEVER).text


def test_put_aside_in_this_draft_it_is_not_said_again(ana: Client) -> None:
    assert "When did it last" not in ana.post("/coach/hints", NEVER | {"kept": "S6"}).text


def test_the_pages_are_for_anyone(house: TestHouse) -> None:
    nobody = house.client()
    page = nobody.get("/coach").text
    for path in re.findall(r'href="(/coach/rules/\w+)"', page):
        assert "How often it is wrong" in nobody.get(path).text
    assert len(set(re.findall(r"/coach/rules/(\w+)", page))) == 18
    assert "switches" not in page


def test_of_danger_nothing_is_shown_again(ana: Client) -> None:
    answer = ana.post("/coach/readings", NEVER | {"words": "i'm scared of you, you never listen"})
    assert "/help" in answer.text
    assert "When did it last" not in answer.text
