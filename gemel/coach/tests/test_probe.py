"""Plain sentences of our own, rules and model together: half of them shaped the patterns, the other half only measures."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from gemel.coach import Port
from gemel.coach.danger import PERHAPS, SURELY, signs_of_danger
from gemel.coach.judging import judge
from gemel.coach.plain import plain

PROBE = tomllib.loads((Path(__file__).parent / "probe.toml").read_text("utf-8"))
DANGER = PROBE.pop("danger")
PORT = Port()
TUNE, HELD = slice(0, None, 2), slice(1, None, 2)


def share(half: slice, key: str, speaks: Callable[[str, str], bool]) -> float:
    """Of the sixteen rules' sentences that are to fire (`yes`), or only look like it (`no`), the share that fires."""
    every = [speaks(rule, text) for rule, both in PROBE.items() for text in both[key][half]]
    return sum(every) / len(every)


def fires(rule: str, text: str) -> bool:
    return PORT.read(text).of(rule) is not None


@pytest.mark.parametrize(("half", "least", "most"), [(TUNE, 0.9, 0.02), (HELD, 0.8, 0.09)], ids=["tune", "held"])
def test_most_is_noticed_and_little_else(half: slice, least: float, most: float) -> None:
    assert share(half, "yes", fires) >= least
    assert share(half, "no", fires) <= most


@pytest.mark.parametrize(("half", "most"), [(TUNE, 0.1), (HELD, 0.1)], ids=["tune", "held"])
def test_danger_is_caught_and_idioms_are_not(half: slice, most: float) -> None:
    there, idioms = ([PORT.read(text).safety for text in DANGER[key][half]] for key in ("yes", "no"))
    assert sum(there) >= 0.98 * len(there)
    assert sum(idioms) <= most * len(idioms)


def read(text: str, **labels: float) -> bool:
    return judge(text, lambda _text, _reply: {"X": 0.0, "D3": 0.0} | labels).safety


WORDS = "I flinch a little every time now."


def test_words_that_ask_for_a_second_look_say_nothing_by_themselves() -> None:
    assert signs_of_danger(plain(WORDS)) == [PERHAPS]
    assert not read(WORDS, X=0.01)
    assert read(WORDS, X=0.05)
    assert not read("The soup was good tonight.", X=0.05)
    assert read("The soup was good tonight.", X=0.3)


def test_half_a_suspicion_counts_for_nothing_where_it_is_likelier_something_else() -> None:
    assert not read(WORDS, X=0.1, D3=0.6)
    assert read(WORDS, X=0.2, D3=0.9)


def test_a_pattern_that_leaves_no_doubt_needs_no_model() -> None:
    text = "You put your hands round my neck."
    assert SURELY in signs_of_danger(plain(text))
    assert read(text, X=0.0, D3=0.9)
    assert judge(text, lambda _text, _reply: {}).safety
