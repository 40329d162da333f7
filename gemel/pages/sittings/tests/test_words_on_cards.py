"""What a card says and offers where it is easily wrong: before it begins, in writing, after one phone for two."""

from __future__ import annotations

import pytest

from gemel.pages.sittings.tests.screens import HTMX, Screen, begun, listening, ready
from gemel.testing import Client

SAID, BACK = "I was glad of the rain", "The rain did you good"


@pytest.mark.parametrize("who", ["the one who asked", "the one who is there already"])
def test_what_has_not_begun_is_let_go_and_nothing_is_said_to_have_been_heard(ana: Client, ben: Client, who: str) -> None:
    one = begun(ana, "listening")
    if who != "the one who asked":
        Screen(ben, one.path).tap("now")
        one.look().tap("ready")
    assert one.tap("stop").title == "Let go for now"
    assert "heard" not in Screen(ben, one.path).html


def test_the_first_answer_is_yes_and_letting_go_is_offered_once(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening")
    other = Screen(ben, one.path)
    assert other.taps == ["now", "time:60", "time:180", "time:1440", "not_now", "time"]
    booked = other.tap("time:60").look()
    assert booked.taps[:2] == ["begin", "time:60"] and booked.html.count("Let it go") == 1
    assert '<a class="button button--plain" href="/">Today</a>' in booked.html


def test_in_writing_nothing_goes_on_without_words(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben, "written")
    for headers in ({}, HTMX):
        speaker.send("done", speaker.version, headers, words="  ")
        assert "A few words here" in speaker.html and speaker.title == "Your turn to speak"
    assert listener.look().title.endswith("speaks")
    speaker.tap("done", words=SAID)
    assert SAID in listener.look().html
    assert "A few words here" in listener.tap("said").html
    assert listener.tap("pass").title == "Now you speak"


def test_aloud_there_is_nothing_to_write(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben)
    speaker.tap("done")
    assert listener.look().tap("said").title.endswith("is thinking about it")


def test_in_writing_what_was_missed_is_written_by_whoever_said_it(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben, "written")
    speaker.tap("done", words=SAID)
    listener.look().tap("said", words=BACK)
    assert speaker.look().tap("partly").title == "Say it again, as you like"
    assert "<textarea" in speaker.html
    speaker.tap("done", words="The rain, and the quiet after it")
    assert "the quiet after it" in listener.look().html


def test_after_one_phone_for_two_nobody_is_led_to_questions_that_are_not_there(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening", "one").tap("ready").tap("stop")
    assert "/closing" not in one.html and "Ask each other" in one.html
    assert "How was that for you?" not in ana.get("/").text


def test_on_one_phone_the_card_says_who_chooses(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening", "one").tap("ready")
    assert one.title == "Ana, what would you like to speak about?"
    one.tap("pick:day").tap("uncover")
    assert one.title == "Ben, what would you like to speak about?"


def test_after_two_phones_the_questions_are_led_to(ana: Client, ben: Client) -> None:
    ready(ana, ben, "listening")[0].tap("stop")
    assert "How was that for you?" in ana.get("/").text


def test_without_script_a_link_shows_what_the_other_did(ana: Client, ben: Client) -> None:
    one = begun(ana, "listening")
    for phone in (one, *listening(ana, ben)):
        assert f'<noscript><a class="button button--plain" href="{phone.path}">Look again</a></noscript>' in phone.html
