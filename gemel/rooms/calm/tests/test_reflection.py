"""Three words for oneself: seen by nobody else, kept only when asked, and never the ones that speak of danger."""

from __future__ import annotations

import pytest

from gemel.moments import of_kind
from gemel.rooms.calm.feelings import another, feelings, picked, prompts
from gemel.rooms.calm.kinds import Reflection
from gemel.testing import Client, TestHouse
from tests.test_words import BANNED


def kept(house: TestHouse, who: Client) -> list[Reflection]:
    with house.house.store.reading() as db:
        return [it.body for it in of_kind(db, who.me(), house.clock.now, "reflection")]  # type: ignore[misc]


@pytest.fixture
def ana(house: TestHouse) -> Client:
    return house.couple("Ana", "Ben")[0]


def test_there_are_words_and_questions_enough_and_none_presses() -> None:
    assert len(feelings().words) >= 40
    assert len(prompts()) >= 12
    assert len({len(family.words) for family in feelings().family}) == 1
    assert not [text for text in (*feelings().words, *(one.text for one in prompts().values())) if BANNED.search(text)]


def test_words_that_tell_on_somebody_are_not_offered() -> None:
    assert not {"ignored", "betrayed", "rejected", "used", "unappreciated", "attacked"} & set(feelings().words)


def test_another_question_is_another() -> None:
    others = {another("needed", False, lambda _number, at=at: at).id for at in range(len(prompts()) - 1)}
    assert others == set(prompts()) - {"needed"}


def test_after_a_word_of_danger_no_question_doubts_or_asks_for_a_part(ana: Client) -> None:
    gentle = {prompt.text for prompt in prompts().values() if prompt.gentle}
    assert len(gentle) >= 4
    others = {prompt.text for prompt in prompts().values()} - gentle
    for _time in range(12):
        page = ana.post("/calm/reflection", {"word": ["watched", "sad"], "after": "needed"}).text
        assert not [text for text in others if text in page]


def test_words_in_the_order_of_the_file_each_once() -> None:
    assert picked(["tense", "sad", "tense", "no such word"]) == ("sad", "tense")


def test_the_words_come_back_with_one_question_and_nothing_is_kept(house: TestHouse, ana: Client) -> None:
    assert "What is there just now" in ana.get("/calm/reflection").text
    page = ana.post("/calm/reflection", {"word": ["tense", "hurt"]})
    assert page.status_code == 200
    assert "hurt, tense" in page.text
    assert any(prompt.text in page.text for prompt in prompts().values())
    assert page.url.query == b""
    assert kept(house, ana) == []


def test_no_word_is_fine_too(ana: Client) -> None:
    page = ana.post("/calm/reflection")
    assert page.status_code == 200
    assert "Keep these words" not in page.text


def test_four_words_ask_which_are_nearest_and_keep_the_ticks(house: TestHouse, ana: Client) -> None:
    for path in ("/calm/reflection", "/calm/reflection/words"):
        page = ana.post(path, {"word": ["sad", "flat", "hurt", "tense"]})
        assert page.status_code == 422
        assert page.text.count(" checked") == 4
    assert kept(house, ana) == []


def test_kept_words_are_on_the_timeline_of_their_author_alone(house: TestHouse) -> None:
    ana, ben = house.couple("Ana", "Ben")
    page = ana.post("/calm/reflection/words", {"word": ["worn out", "homesick"], "prompt": "needed"})
    assert "for your eyes only" in page.text
    timeline = ana.get("/timeline").text
    assert "worn out, homesick" in timeline
    assert "What did I need just then?" in timeline
    assert "homesick" not in ben.get("/timeline").text
    assert "homesick" not in ben.post("/timeline/search", {"words": "worn"}).text
    assert "homesick" in ana.post("/timeline/search", {"words": "worn"}).text


def test_keeping_twice_keeps_once(house: TestHouse, ana: Client) -> None:
    for _time in range(2):
        ana.post("/calm/reflection/words", {"word": ["sad"], "_id": "ab" * 16})
    assert len(kept(house, ana)) == 1


@pytest.mark.parametrize("word", ["afraid", "unsafe", "threatened", "trapped", "controlled", "watched"])
def test_a_word_of_danger_leads_to_help_and_is_never_kept(house: TestHouse, ana: Client, word: str) -> None:
    page = ana.post("/calm/reflection", {"word": [word, "sad"]})
    assert 'href="/help"' in page.text.partition("<main")[2]
    assert word in page.text
    keeping = page.text.partition('action="/calm/reflection/words"')[2]
    assert 'value="sad"' in keeping
    assert f'value="{word}"' not in keeping
    ana.post("/calm/reflection/words", {"word": [word, "sad"]})
    assert kept(house, ana)[0].words == ("sad",)
    ana.post("/calm/reflection/words", {"word": [word]})
    assert len(kept(house, ana)) == 1


def test_other_words_bring_no_help_and_no_fuss(ana: Client) -> None:
    page = ana.post("/calm/reflection", {"word": ["furious", "hurt"]})
    assert 'href="/help"' not in page.text.partition("<main")[2]


def test_words_and_questions_that_are_not_ours_are_left_out(house: TestHouse, ana: Client) -> None:
    assert "stupid" not in ana.post("/calm/reflection", {"word": ["stupid"], "after": "no such"}).text
    assert ana.post("/calm/reflection/words", {"word": ["stupid"], "prompt": "x"}).url.path == "/calm"
    assert kept(house, ana) == []


def test_signed_out_one_is_led_to_the_door(house: TestHouse) -> None:
    nobody = house.client()
    for path in ("/calm", "/calm/breathing", "/calm/reflection", "/calm/care", "/calm/care/lines/new"):
        assert nobody.get(path).url.path == "/sign-in"
    for path in ("/calm/reflection", "/calm/reflection/words"):
        assert nobody.post(path, {"word": ["sad"]}).status_code == 401


def test_it_works_alone(house: TestHouse) -> None:
    cy = house.person("Cy")
    cy.post("/calm/reflection/words", {"word": ["sad"]})
    assert len(kept(house, cy)) == 1
