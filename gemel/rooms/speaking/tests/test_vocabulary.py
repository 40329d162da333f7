"""What people write first, and what the room makes of it."""

from __future__ import annotations

import time

import pytest

from gemel.coach import STUB
from gemel.coach.plain import plain
from gemel.coach.rules import compiled
from gemel.rooms.speaking.apologising import PARTS
from gemel.rooms.speaking.composing import sentence
from gemel.rooms.speaking.vocabulary import (
    apologies,
    feelings,
    needs,
    recognised,
    situations,
    speaks_of_fear,
    underneath,
)
from tests.test_words import BANNED

EVERY = [(one.id, find, like) for one in situations().values() for find, like in zip(one.find, one.like, strict=True)]
SLIPS = ("N1", "N2", "N3", "N4", "N5", "S6", "U")


def test_there_are_situations_enough_and_each_has_something_to_say() -> None:
    assert len(situations()) >= 14
    assert all(3 <= len(one.saw) <= 4 and len(one.ask) == 3 and len(one.feel) >= 4 for one in situations().values())


@pytest.mark.parametrize(("name", "find", "like"), EVERY)
def test_every_pattern_finds_its_own_sentence(name: str, find: str, like: str) -> None:
    assert compiled(find).search(plain(like).text)
    assert name in [one.id for one in recognised(like)[:2]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("You never listen to me", "listening"),
        ("YOU’RE ALWAYS LATE!!", "late"),
        ("You spend so much", "money"),
        ("Your mother came by without a word", "family"),
        ("you never help with bedtime", "bedtime"),
    ],
)
def test_what_is_typed_is_recognised(typed: str, first: str) -> None:
    assert recognised(typed)[0].id == first


@pytest.mark.parametrize("typed", ["", "Hm.", "I do not know how to say it", "💛"])
def test_what_is_nothing_of_these_is_left_open(typed: str) -> None:
    assert recognised(typed) == []


def test_a_long_text_takes_no_longer_than_long() -> None:
    """RE2 takes time in proportion to the text: ten times as much text, about ten times as long."""
    ugly = ("without asking " + "a" * 40 + " in front of ") * 60
    started = time.perf_counter()
    recognised(ugly)
    underneath(ugly)
    assert time.perf_counter() - started < 1


def test_every_offered_sentence_is_one_that_the_coach_leaves_alone() -> None:
    offered = [
        sentence(saw, feel, "", ask, "tonight")
        for one in situations().values()
        for saw in one.saw
        for feel in one.feel[:2]
        for ask in one.ask
    ]
    nudged = {text: [one.rule for one in STUB.read(text, serious=True).found] for text in offered}
    found = {text: rules for text, rules in nudged.items() if set(rules) & set(SLIPS) or STUB.read(text).safety}
    assert not found


def test_there_are_feelings_by_family_and_strength_glad_ones_too() -> None:
    assert len(feelings().family) >= 8
    assert len(feelings().strengths) == 3
    assert "happy" in [word for family in feelings().family for row in family.words for word in row]
    assert all(len(row) >= 2 for family in feelings().family for row in family.words)


def test_no_feeling_on_offer_tells_what_the_other_did() -> None:
    offered = [word for family in feelings().family for row in family.words for word in row]
    offered += [word for one in situations().values() for word in one.feel]
    assert not [word for word in offered if underneath(word) and not speaks_of_fear(word)]


@pytest.mark.parametrize(
    "typed", ["ignored", "so ignored", "Unappreciated", "used", "let down", "taken for granted", "left out", "judged"]
)
def test_blame_as_a_feeling_leads_underneath(typed: str) -> None:
    assert len(underneath(typed)) >= 3


@pytest.mark.parametrize("typed", ["that you do not care", "like I live with a lodger", "you are far away"])
def test_a_thought_as_a_feeling_leads_underneath(typed: str) -> None:
    assert underneath(typed) == feelings().thought_under


@pytest.mark.parametrize("typed", ["lonely", "a bit hurt", "happy", "nervous about it", ""])
def test_a_feeling_is_left_as_it_is(typed: str) -> None:
    assert underneath(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "afraid of you",
        "threatened",
        "trapped",
        "controlled",
        "unsafe",
        "watched",
        "scared of you",
        "not safe",
        "afraid",
    ],
)
def test_words_of_fear_are_never_corrected(typed: str) -> None:
    assert speaks_of_fear(typed)
    assert underneath(typed) == ()


@pytest.mark.parametrize("typed", ["nervous", "uneasy", "scared about the results", "tense"])
def test_ordinary_worry_is_no_alarm(typed: str) -> None:
    assert not speaks_of_fear(typed)


def test_no_word_on_offer_presses_anybody() -> None:
    texts = [text for one in situations().values() for text in (one.title, *one.saw, *one.feel, *one.ask)]
    texts += [*needs().need, needs().nothing, *apologies().example.values()]
    texts += [one.say for one in apologies().slip]
    assert not [text for text in texts if BANNED.search(text)]


def test_apologies_have_an_example_for_each_part_and_a_sentence_for_each_slip() -> None:
    assert set(apologies().example) == set(PARTS)
    for slip in apologies().slip:
        assert compiled(slip.find).search(plain(slip.like).text), slip.name
        assert set(slip.parts) <= set(PARTS)
