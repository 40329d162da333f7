"""A house with a word at its door: who knows it comes in, and who was invited; nobody else, and nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.settings import BadSetting, load
from gemel.testing import PASSPHRASE, TestHouse

WORD = "lantern otter brass"
FORM = {"name": "Kim", "passphrase": PASSPHRASE, "adult": "yes"}


@pytest.fixture
def closed(house: TestHouse) -> TestHouse:
    return house.with_settings(door=WORD)


def test_nobody_makes_a_place_without_the_word_of_the_house(closed: TestHouse) -> None:
    kim = closed.client()
    assert "The word of this house" in kim.get("/sign-up").text
    for wrong in ({}, {"door": "another word of it"}, {"door": ""}, {"invitation": "A" * 22}, {"invitation": "x"}):
        answer = kim.post("/people", FORM | wrong)
        assert answer.status_code == 422 and "not the word of this house" in answer.text
        assert 'value="Kim"' in answer.text and not kim.cookie
    assert kim.post("/people", FORM | {"door": f" {WORD} "}).status_code == 200 and kim.cookie


def test_whoever_is_invited_needs_no_word(closed: TestHouse) -> None:
    ana, ben = closed.person("Ana"), closed.client()
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    assert "The word of this house" not in ben.get(f"/sign-up?invitation={token}").text
    closed.clock.forward(hours=25)
    assert ben.post("/people", FORM | {"invitation": token}).status_code == 422
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    assert ben.post("/people", FORM | {"invitation": token}).status_code == 200 and ben.cookie


def test_a_house_without_a_word_asks_for_none(house: TestHouse) -> None:
    kim = house.client()
    assert "The word of this house" not in kim.get("/sign-up").text
    assert kim.post("/people", FORM).status_code == 200 and kim.cookie


def test_a_word_that_is_guessed_soon_is_none(tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"p" * 32)
    env = {"GEMEL_DATA": str(tmp_path)}
    assert load(env).door == "" and load(env | {"GEMEL_DOOR": WORD}).door == WORD
    with pytest.raises(BadSetting, match="GEMEL_DOOR"):
        load(env | {"GEMEL_DOOR": "otter"})
