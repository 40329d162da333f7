"""Two texts compared: by the words they share here, by likeness as well where the model is."""

from __future__ import annotations

from gemel.coach import STUB, compare, look_at
from gemel.coach.port import words_alone

SAID = "The meeting ran over and nobody told me. I felt stupid in front of the team."


def pieces(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[begin:end] for begin, end in spans]


def test_what_was_said_back_is_caught_and_the_rest_is_missing() -> None:
    found = compare(SAID, "So the meeting ran over?", words_alone)
    assert pieces(SAID, found.caught) == ["The meeting ran over and"]
    assert "I felt stupid in front of the team." in pieces(SAID, found.missing)


def test_what_is_ones_own_is_added() -> None:
    answer = "So the meeting ran over? My boss does that with his calendar."
    assert "My boss does that with his calendar." in pieces(answer, compare(SAID, answer, words_alone).added)


def test_nothing_said_and_nothing_answered() -> None:
    assert compare("", "", words_alone).caught == ()
    assert pieces(SAID, compare(SAID, "…", words_alone).missing)
    assert compare("…", "The meeting", words_alone).added == ()


def answer(text: str, asked: bool = False):
    return look_at(SAID, text, STUB.read(text, SAID, serious=True), words_alone, asked)


def test_advice_before_anything_was_understood_comes_early() -> None:
    found = answer("You should just tell your boss no.")
    assert found.early and found.advice
    assert not found.understanding and not found.curious


def test_advice_after_it_was_said_back_does_not() -> None:
    assert not answer("No wonder you felt small, nobody told you. You should tell your boss.").early


def test_advice_that_was_asked_for_is_welcome() -> None:
    assert not answer("You should just tell your boss no.", asked=True).early


def test_the_three_are_noticed() -> None:
    found = answer("No wonder you felt stupid in front of the team. What was the worst part for you?")
    assert found.warm and found.understanding and found.curious
    assert found.verdict is None


def test_a_feeling_waved_away_weighs_more() -> None:
    found = answer("Calm down, it's not a big deal.")
    assert found.verdict is not None and found.verdict.rule == "N2"
