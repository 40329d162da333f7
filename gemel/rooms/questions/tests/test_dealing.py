"""Which question comes next, for any deck, any limits, any past and any luck."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from gemel.people.profile import Limits
from gemel.rooms.questions.dealing import (
    DAY,
    EASE,
    HEAVY,
    WHILE,
    Had,
    allowed,
    for_one,
    luck,
    next_question,
    quiet,
    ready,
    reason,
)
from gemel.rooms.questions.deck import Deck, Question, deck
from gemel.testing import START

THEMES = ("sea", "sky", "us")
ALL = tuple(sorted({question.theme for question in deck()}))


def card(number: int, theme: str, depth: int, alone: bool = False) -> Question:
    values = {"id": f"q{number}", "theme": theme, "theme_title": theme, "depth": depth, "alone": alone}
    return Question(text="?", fits="wish", **values)  # type: ignore[arg-type]


def within(depth: int = 4, without: tuple[str, ...] = (), liked: tuple[str, ...] = ()) -> Limits:
    return Limits(depth=depth, without=frozenset(without), liked=frozenset(liked), quiet=frozenset())


def had(question: Question, at: int = START) -> Had:
    return Had(question.id, at, question.depth, question.theme)


cards = some.tuples(some.sampled_from(THEMES), some.integers(1, 4), some.booleans())
decks = some.lists(cards, max_size=14).map(lambda found: tuple(card(number, *one) for number, one in enumerate(found)))
themes = some.lists(some.sampled_from(THEMES), max_size=3).map(tuple)
limits = some.builds(within, some.integers(1, 4), themes, themes)
wishes = some.sampled_from(["", "lighter", "deeper", "nonsense"])


def deal(cards: Deck, boundaries: Limits, wish: str, seed: int, number: int, apart: int = 60) -> list[Had]:
    """Deal a number of times, so many seconds apart, keeping the ledger as the product does."""
    draw, found = random.Random(seed), []  # type: ignore[var-annotated]
    for time in range(number):
        one = next_question(cards, found, boundaries, draw.randrange, START + time * apart, wish)
        found += [had(one, START + time * apart)] if one else []
    return found


@given(decks, limits, wishes, some.integers(), some.sampled_from([0, 60, DAY, WHILE]))
def test_none_repeats_until_all_are_used(cards: Deck, boundaries: Limits, wish: str, seed: int, apart: int) -> None:
    fits = allowed(cards, boundaries)
    dealt = deal(cards, boundaries, wish, seed, len(fits), apart)
    assert sorted(one.question for one in dealt) == sorted(question.id for question in fits)


@given(decks, limits, wishes, some.integers())
def test_then_the_longest_ago_comes_first(cards: Deck, boundaries: Limits, wish: str, seed: int) -> None:
    number = len(allowed(cards, boundaries))
    dealt = [one.question for one in deal(cards, boundaries, wish, seed, 2 * number)]
    assert dealt[number:] == dealt[:number]


@given(decks, limits, wishes, some.integers(), some.lists(some.sampled_from([f"q{n}" for n in range(20)])))
def test_boundaries_are_kept_whatever_was_used(
    cards: Deck, boundaries: Limits, wish: str, seed: int, used: list[str]
) -> None:
    past = [Had(name, START, 3) for name in used]
    found = next_question(cards, past, boundaries, random.Random(seed).randrange, START, wish)
    assert (found is None) == (not allowed(cards, boundaries))
    assert found is None or (found.depth <= boundaries.depth and found.theme not in boundaries.without)


def test_nothing_left_is_nothing_and_no_error() -> None:
    assert next_question(deck(), [], within(without=ALL), lambda below: 0, START) is None
    assert next_question((), [], within(), lambda below: 0, START) is None


def first(boundaries: Limits, wish: str = "", past: tuple[Had, ...] = ()) -> list[Question]:
    """The next card for three hundred couples."""
    draw = random.Random(7)
    found = [next_question(deck(), past, boundaries, draw.randrange, START, wish) for _time in range(300)]
    return [one for one in found if one]


def test_a_deep_limit_still_deals_light_cards() -> None:
    """One card tells nothing of the limit: each tier up to it comes, whatever was wished for."""
    for wish in ("", "lighter", "deeper"):
        assert {question.depth for question in first(within(4), wish)} == {1, 2, 3, 4}, wish


def test_a_wish_leans_the_draw() -> None:
    def mean(wish: str) -> float:
        return sum(question.depth for question in first(within(), wish)) / 300

    assert mean("lighter") < mean("") < mean("deeper")


def test_what_they_like_comes_more_often_and_the_rest_still_comes() -> None:
    often = Counter(question.theme for question in first(within(liked=("sea", "play", "dreams"))))
    usual = Counter(question.theme for question in first(within()))
    assert often["play"] + often["dreams"] > 1.4 * (usual["play"] + usual["dreams"])
    assert set(often) == set(usual) == set(ALL)


def test_what_has_gone_quiet_comes_more_often() -> None:
    lately = tuple(Had(f"x{theme}", START - DAY, 1, theme) for theme in ALL if theme not in ("world", "home"))
    found = Counter(question.theme for question in first(within(), past=lately))
    usual = Counter(question.theme for question in first(within()))
    assert found["world"] + found["home"] > 1.4 * (usual["world"] + usual["home"])


def test_a_theme_rarely_comes_twice_running() -> None:
    found = Counter(question.theme for question in first(within(), past=(Had("x", START, 1, "us"),)))
    assert 0 < found["us"] < 300 / len(ALL)


@given(decks, limits, wishes, some.integers(), some.integers(HEAVY, 4))
def test_after_a_heavy_one_comes_something_lighter_while_there_is_any(
    cards: Deck, boundaries: Limits, wish: str, seed: int, depth: int
) -> None:
    past = [Had("heavy", START, depth, "us")]
    lighter = [one for one in allowed(cards, boundaries) if one.depth < depth]
    found = next_question(cards, past, boundaries, random.Random(seed).randrange, START + EASE - 1, wish)
    assert not lighter or (found is not None and found.depth < depth)


def test_and_two_days_later_anything_again() -> None:
    only = (card(0, "sea", 4), card(1, "sea", 1))
    past = [Had("heavy", START, 4, "us")]
    assert ready(only, past, within(), START + EASE - 1) == only[1:]
    assert ready(only, past, within(), START + EASE) == only


@given(some.binary(min_size=16, max_size=32), some.integers(0, 40_000), some.integers(0, 600), limits)
def test_one_day_one_couple_one_card(tag: bytes, day: int, number: int, boundaries: Limits) -> None:
    both = [next_question(deck(), [], boundaries, luck(tag, day, number), START) for _phone in range(2)]
    assert both[0] == both[1] is not None


def test_other_days_other_couples_and_further_on_it_is_another_card() -> None:
    def names(*seeds: tuple[bytes, int, int]) -> set[str]:
        found = (next_question(deck(), [], within(), luck(*seed), START) for seed in seeds)
        return {one.id for one in found if one}

    assert len(names(*((b"a" * 16, day, 0) for day in range(40)))) > 30
    assert len(names(*((bytes([one] * 16), 0, 0) for one in range(40)))) > 30
    assert len(names(*((b"a" * 16, 0, number) for number in range(40)))) > 30


def test_luck_is_even() -> None:
    pick = luck(b"k" * 16, 5, 0)
    found = Counter(pick(7) for _time in range(7_000))
    assert set(found) == set(range(7))
    assert all(800 < number < 1_200 for number in found.values())


def test_a_reason_says_what_is_so() -> None:
    sea, far = card(0, "sea", 1), START - WHILE
    eight = [Had(f"x{number}", START, 1, "sky") for number in range(8)]
    assert reason(sea, [], START) == ""
    assert reason(sea, eight, START) == "new"
    assert reason(sea, eight[:7], START) == ""
    assert reason(sea, [Had("x", far, 1, "sea"), *eight], START) == "quiet"
    assert reason(sea, [*eight, Had("x", START - WHILE + 1, 1, "sea")], START) == ""
    assert reason(sea, [Had("x", START, 3, "sea")], START + 1) == "lighter"
    assert reason(sea, [had(sea)], START) == "again"


def test_a_question_of_their_own_needs_no_reason() -> None:
    own = Question(id="own-1", theme="home", theme_title="", depth=1, text="?", fits="wish")
    assert reason(own, [Had(f"x{number}", START, 1, "sky") for number in range(9)], START) == ""


def test_quiet_is_a_month_long() -> None:
    past = [Had("x", START, 1, "sea")]
    assert not quiet("sea", past, START + WHILE - 1)
    assert quiet("sea", past, START + WHILE)
    assert quiet("sky", past, START)


def test_one_alone_gets_what_suits_them_first() -> None:
    mixed = (card(0, "sea", 1), card(1, "sea", 1, alone=True))
    assert [question.id for question in for_one(mixed, [], within())] == ["q1"]
    assert for_one(mixed, [had(mixed[1])], within()) == mixed
