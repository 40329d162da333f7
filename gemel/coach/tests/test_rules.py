"""The rules as data: each can be used, each does what its own page promises, and none can be made slow."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemel.coach import BESIDE, SIXTEEN, STUB, BadRule, Rule, places, rules
from gemel.coach.danger import dangers
from gemel.coach.heat import signs
from gemel.coach.hinting import WEIGHT
from gemel.coach.judging import sure
from gemel.coach.rules import compiled, guards

FIXTURES = tomllib.loads((Path(__file__).parent / "fixtures.toml").read_text("utf-8"))
YES = [(rule, text) for rule, both in FIXTURES.items() for text in both["yes"]]
NO = [(rule, text) for rule, both in FIXTURES.items() for text in both["no"]]


def fires(rule: str, text: str) -> bool:
    return STUB.read(text, serious=True).of(rule) is not None


@pytest.mark.parametrize(("rule", "text"), NO)
def test_what_only_looks_like_it_is_left_alone(rule: str, text: str) -> None:
    assert not fires(rule, text)


@pytest.mark.parametrize("rule", FIXTURES)
def test_at_least_eight_of_ten_are_noticed(rule: str) -> None:
    found = [text for text in FIXTURES[rule]["yes"] if fires(rule, text)]
    assert len(found) >= 0.8 * len(FIXTURES[rule]["yes"]), set(FIXTURES[rule]["yes"]) - set(found)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda one: one.id)
def test_a_page_tells_no_example_that_the_rule_gets_wrong(rule: Rule) -> None:
    assert [text for text in rule.yes if not fires(rule.id, text)] == []
    assert [text for text in rule.no if fires(rule.id, text)] == []


def test_every_rule_has_its_threshold_and_every_place_knows_its_rules() -> None:
    assert set(sure()) == {*SIXTEEN, *BESIDE, "X"}
    for name, place in places().items():
        assert {*place.strengths, *place.slips} <= set(rules()), name
        assert all(rules()[one].kind == "strength" for one in place.strengths), name
        assert set(place.slips) <= set(WEIGHT), name


def every_pattern() -> list[str]:
    found = [pattern.find for rule in rules().values() for pattern in rule.pattern]
    found += [one for rule in rules().values() for pattern in rule.pattern for one in pattern.unless]
    found += [one for rule in rules().values() for one in rule.never]
    found += [guard.find for guard in guards().values()] + [sign.find for sign in signs()]
    found += [one.find for one in dangers().pattern] + [one for each in dangers().pattern for one in each.unless]
    return found + list(dangers().harmless)


def test_every_pattern_is_one_that_runs_in_linear_time() -> None:
    for pattern in every_pattern():
        compiled(pattern)  # RE2 refuses what would need going back
    with pytest.raises(BadRule):
        compiled(r"(you) \1")


HARD = ["you " * 1250, "never " * 800, "a" * 5000, "!" * 5000, "i'm sorry " * 480, '"' * 5000, "\u200b" * 5000, "(((" * 1600]


def cost(text: str) -> float:
    """Seconds of this thread's own work, the least of three tries."""
    tries = []
    for _try in range(3):
        began = time.thread_time()
        STUB.read(text, serious=True)
        tries.append(time.thread_time() - began)
    return min(tries)


@pytest.mark.parametrize("text", HARD, ids=lambda text: repr(text[:8]))
def test_twice_as_long_takes_no_more_than_thrice_as_long(text: str) -> None:
    """A ratio within one run: a pattern that could explode would take four times as long, or a thousand."""
    half = text[: len(text) // 2][:2000]
    assert cost((half * 2)[:4000]) <= 3 * cost(half) + 0.02


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*"yY '\"!?.,;-\n", "you", "never", "always", "i'm", "sorry", "but", "feel", "like"]), max_size=300))
def test_any_pile_of_words_is_read(words: list[str]) -> None:
    STUB.read(" ".join(words), serious=True)
