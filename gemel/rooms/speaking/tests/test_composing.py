"""Pieces into one sentence, whatever they look like when they come."""

from __future__ import annotations

import pytest

from gemel.rooms.speaking.composing import as_line, clean, felt, observed, request, sentence, small, why

PHONE, AWAY = "the phone is out while we talk", "could we put both away at dinner"


def test_the_sentence_of_the_programme() -> None:
    said = sentence(PHONE, "lonely", "", AWAY, "tonight")
    assert said == "I feel lonely when the phone is out while we talk; could we put both away at dinner tonight?"


def test_a_reason_stands_between_the_two() -> None:
    said = sentence(PHONE, "lonely", "Being heard matters to me", AWAY, "tomorrow")
    assert said == (
        "I feel lonely when the phone is out while we talk. Being heard matters to me. "
        "Could we put both away at dinner tomorrow?"
    )


def test_nothing_asked_is_said_plainly() -> None:
    said = sentence(PHONE, "lonely", "", "", "tonight")
    assert said.endswith("while we talk. You need not do anything about it; I wanted you to know.")
    assert "tonight" not in said


def test_a_wish_stays_a_wish() -> None:
    said = sentence(PHONE, "lonely", "", "I'd like us to eat without them", "tomorrow")
    assert said == "I feel lonely when the phone is out while we talk. I'd like us to eat without them tomorrow."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("When The phone is out.", "the phone is out"),
        ("that you begin before I am done!", "you begin before I am done"),
        ("You begin before i'm done", "you begin before I'm done"),
        ("Ben’s phone rings", "Ben’s phone rings"),
        ("Sunday comes and nothing is planned", "Sunday comes and nothing is planned"),
        ("I ask\n and there is no answer ", "I ask and there is no answer"),
        ("“the door stays shut”", "the door stays shut"),
        ("whenever we eat", "we eat"),
        ("iPhone and iPad are out", "iPhone and iPad are out"),
    ],
)
def test_what_happened_fits_after_when(typed: str, said: str) -> None:
    assert observed(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lonely", "I feel lonely"),
        ("Lonely.", "I feel lonely"),
        ("I feel a bit lonely", "I feel a bit lonely"),
        ("i'm tired and sad", "I feel tired and sad"),
        ("Felt small", "I feel small"),
        ("close to you", "I feel close to you"),
    ],
)
def test_the_feeling_in_one_clause(typed: str, said: str) -> None:
    assert felt(typed, PHONE) == said


@pytest.mark.parametrize(
    ("saw", "begins"),
    [
        ("you came home at nine yesterday", "I felt"),
        ("the call ended in the middle of a sentence", "I felt"),
        ("nothing was said", "I felt"),
        ("the dishes are still there", "I feel"),
        ("I see that it was read and nothing comes", "I feel"),
        ("you need the car", "I feel"),
        ("we lie in bed and each turns away", "I feel"),
    ],
)
def test_what_is_past_was_felt(saw: str, begins: str) -> None:
    assert felt("hurt", saw).startswith(begins)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("could we eat together", "could we eat together tonight?"),
        ("Could you ring me?", "could you ring me tonight?"),
        ("Can we talk", "can we talk tonight?"),
        ("ring me at lunch", "could you ring me at lunch tonight?"),
        ("Put it away", "could you put it away tonight?"),
        ("please come to bed with me", "could you come to bed with me tonight?"),
        ("to come home by seven", "could you come home by seven tonight?"),
        ("you could read to them", "could you read to them tonight?"),
        ("let's go for a walk", "could we go for a walk tonight?"),
        ("we go for a walk", "could we go for a walk tonight?"),
        ("we could go for a walk", "could we go for a walk tonight?"),
        ("would it work to eat at seven", "would it work to eat at seven tonight?"),
        ("could we eat together tomorrow", "could we eat together tomorrow?"),
        ("could we eat together on Friday", "could we eat together on Friday?"),
        ("I would like an hour for us", "I would like an hour for us tonight."),
        ("  ", ""),
    ],
)
def test_a_request_is_a_question_with_a_day(typed: str, asked: str) -> None:
    assert request(typed, "tonight") == asked


def test_without_a_day_it_is_a_request_all_the_same() -> None:
    assert request("could we talk", "") == "could we talk?"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", ""),
        ("Being heard matters to me", "Being heard matters to me."),
        ("rest matters to me", "Rest matters to me."),
        ("because it reminds me of home", "It matters to me because it reminds me of home."),
        ("I grew up with that", "It matters to me because I grew up with that."),
        ("My evenings are short", "It matters to me because my evenings are short."),
        ("it is calm because of you", "It matters to me because it is calm because of you."),
    ],
)
def test_a_reason_of_ones_own(typed: str, said: str) -> None:
    assert why(typed) == said


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        ("could we put both away at dinner", "We put both away at dinner"),
        ("could we be on time", "We are on time"),
        ("could you let me finish before you answer", "Ben: let Ana finish before you answer"),
        ("could you keep my things apart", "Ben: keep Ana’s things apart"),
        ("I'd like an hour for us", "I'd like an hour for us"),
        ("", ""),
    ],
)
def test_a_line_that_both_can_agree_on(ask: str, line: str) -> None:
    assert as_line(ask, "Ana", "Ben") == line


def test_small_things() -> None:
    assert clean(" a  b?! ") == "a b"
    assert small("") == ""
    assert small("Nobody came") == "nobody came"


@pytest.mark.parametrize("odd", ["", "…", "💛", "x" * 2_000, "\\1 \\g<0>", "%s {} {{", "當我們說話"])
def test_whatever_comes_in_something_goes_out(odd: str) -> None:
    assert sentence(odd, odd, odd, odd, odd).startswith("I fe")
    assert isinstance(as_line(odd, "Ana", "Ben"), str)
