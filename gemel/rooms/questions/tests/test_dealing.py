"""Which question comes next, for any deck, any limits and any luck."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as some

from gemel.people.profile import Limits
from gemel.rooms.questions.dealing import allowed, for_one, next_question
from gemel.rooms.questions.deck import Deck, Question, deck

THEMES = ("sea", "sky", "us")


def card(number: int, theme: str, depth: int, alone: bool = False) -> Question:
    values = {"id": f"q{number}", "theme": theme, "theme_title": theme, "depth": depth, "alone": alone}
    return Question(text="?", fits="wish", **values)  # type: ignore[arg-type]


def within(depth: int = 3, without: tuple[str, ...] = ()) -> Limits:
    return Limits(depth=depth, without=frozenset(without), quiet=frozenset())


cards = some.tuples(some.sampled_from(THEMES), some.integers(1, 3), some.booleans())
decks = some.lists(cards, max_size=14).map(lambda found: tuple(card(number, *one) for number, one in enumerate(found)))
limits = some.builds(within, some.integers(1, 3), some.lists(some.sampled_from(THEMES), max_size=3).map(tuple))
wishes = some.sampled_from(["", "lighter", "deeper", "nonsense"])


def deal(cards: Deck, boundaries: Limits, wish: str, seed: int, number: int) -> list[str]:
    """Deal a number of times, keeping the ledger as the product does."""
    luck, used = random.Random(seed), []  # type: ignore[var-annotated]
    for _time in range(number):
        found = next_question(cards, used, boundaries, luck.randrange, wish)
        used += [found.id] if found else []
    return used


@given(decks, limits, wishes, some.integers())
def test_none_repeats_until_all_are_used(cards: Deck, boundaries: Limits, wish: str, seed: int) -> None:
    fits = allowed(cards, boundaries)
    dealt = deal(cards, boundaries, wish, seed, len(fits))
    assert sorted(dealt) == sorted(question.id for question in fits)


@given(decks, limits, wishes, some.integers())
def test_then_the_longest_ago_comes_first(cards: Deck, boundaries: Limits, wish: str, seed: int) -> None:
    number = len(allowed(cards, boundaries))
    dealt = deal(cards, boundaries, wish, seed, 2 * number)
    assert dealt[number:] == dealt[:number]


@given(decks, limits, wishes, some.integers(), some.lists(some.sampled_from([f"q{n}" for n in range(20)])))
def test_boundaries_are_kept_whatever_was_used(
    cards: Deck, boundaries: Limits, wish: str, seed: int, used: list[str]
) -> None:
    found = next_question(cards, used, boundaries, random.Random(seed).randrange, wish)
    assert (found is None) == (not allowed(cards, boundaries))
    assert found is None or (found.depth <= boundaries.depth and found.theme not in boundaries.without)


def test_nothing_left_is_nothing_and_no_error() -> None:
    everything = within(without=tuple({question.theme for question in deck()}))
    assert next_question(deck(), [], everything, lambda below: 0) is None
    assert next_question((), [], within(), lambda below: 0) is None


def test_a_deep_limit_still_deals_light_cards() -> None:
    """One card tells nothing of the limit: each tier up to it comes, whatever was wished for."""
    for wish in ("", "lighter", "deeper"):
        luck = random.Random(7)
        found = [next_question(deck(), [], within(3), luck.randrange, wish) for _time in range(300)]
        assert {question.depth for question in found if question} == {1, 2, 3}, wish


def test_a_wish_leans_the_draw() -> None:
    def mean(wish: str) -> float:
        luck = random.Random(7)
        found = [next_question(deck(), [], within(), luck.randrange, wish) for _time in range(300)]
        return sum(question.depth for question in found if question) / 300

    assert mean("lighter") < mean("") < mean("deeper")


def test_one_alone_gets_what_suits_them_first() -> None:
    mixed = (card(0, "sea", 1), card(1, "sea", 1, alone=True))
    assert [question.id for question in for_one(mixed, [], within())] == ["q1"]
    assert for_one(mixed, ["q1"], within()) == mixed
