"""Two people with a question: on two phones, and on one between them."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error

from gemel.rooms.questions import handover


def asked_by(phone: Any) -> str:
    """Ask the first question; where it is found."""
    phone.go("/questions")
    phone.tap("Ask a question")
    phone.page.wait_for_url(re.compile(r"/questions/\w{32}"))
    return phone.page.url.partition("?")[0]


def hands_in(phone: Any, words: str) -> None:
    phone.write("Your answer", words)
    phone.tap("Hand it in")


def test_S7_1_a_question_is_drawn_and_another_follows(two: Any, script: bool) -> None:
    two.couple()
    first = asked_by(two.one)
    text = two.one.page.inner_text("h1")
    two.one.look("question")
    two.other.go("/")
    assert two.other.sees(text)
    two.one.go("/questions")
    two.one.tap("Another question")
    two.one.page.wait_for_url(re.compile(r"/questions/\w{32}"))
    assert two.one.page.url.partition("?")[0] != first
    assert two.one.page.inner_text("h1") != text


def test_S7_2_both_answer_and_both_open_at_once(two: Any, script: bool) -> None:
    two.couple()
    address = asked_by(two.one)
    hands_in(two.one, "The smell of rain on hot tar.")
    assert two.one.sees("Opens when both are ready")
    two.one.look("waiting")
    two.other.go("/")
    two.other.tap("Answer it")
    two.other.page.wait_for_url(address + "*")
    assert two.other.lacks("hot tar")
    hands_in(two.other, "Fresh bread at five in the morning.")
    two.other.waits_for("hot tar")
    assert two.other.sees("Fresh bread")
    if not script:
        two.one.tap("Look again")
    two.one.waits_for("Fresh bread")
    assert two.one.sees("Both answers are open") or not script
    two.one.look("opened")
    two.one.tap("Put the phones away and talk")
    two.one.waits_for("We have talked")
    two.one.look("conversation")


def test_S7_2_a_draft_waits_and_asking_on_reaches_the_other(two: Any, script: bool) -> None:
    two.couple()
    address = asked_by(two.one)
    two.one.write("Your answer", "Half a thought")
    two.one.tap("Keep it for later")
    two.one.tap("Go on with your answer")
    assert two.one.page.input_value("textarea") == "Half a thought"
    hands_in(two.one, "A whole thought.")
    two.other.go(address)
    hands_in(two.other, "Mine.")
    two.other.waits_for("A whole thought.")
    two.house.clock.forward(minutes=1)
    two.other.page.locator("summary").click()
    two.other.write("A line of your own", "What came before it?")
    two.other.tap("Send it")
    two.one.go("/")
    two.one.tap("Read them")
    two.one.waits_for("What came before it?")
    two.one.look("asked-on")


def test_S7_2_not_this_one_is_nobody_else_s_business(two: Any, script: bool) -> None:
    two.couple()
    address = asked_by(two.one)
    two.other.go("/questions")
    before = two.other.page.inner_text("main")
    two.one.go(address)
    two.one.tap("Not this one")
    two.one.waits_for("Set aside")
    two.other.go("/questions")
    assert two.other.page.inner_text("main") == before


def holder(phone: Any) -> str:
    found = re.search(r"Hand the phone to (\w+)", phone.page.inner_text("main"))
    assert found
    return found[1]


def look_and_tap(phone: Any, choice: str) -> str:
    """Take the phone from under the cover, read, tap; gives the question."""
    phone.tap(f"I am {holder(phone)}")
    phone.waits_for("Happy with this one")
    text = phone.page.inner_text("h1")
    phone.tap(choice)
    return text


@pytest.fixture
def as_they_tap(monkeypatch: pytest.MonkeyPatch) -> None:
    """No fresh question by itself, so that the walk is the same each time."""
    monkeypatch.setattr(handover, "BY_ITSELF", 1_000_000_000)


def test_S7_2_spoken_on_one_phone_with_nothing_typed(two: Any, script: bool, as_they_tap: None) -> None:
    two.couple()
    phone = two.one
    phone.go("/questions")
    phone.tap("Talk it through on one phone")
    phone.waits_for("no word is kept")
    phone.look("before")
    phone.tap("Begin")
    phone.waits_for("Hand the phone to")
    phone.look("cover")
    first = look_and_tap(phone, "Another one, please")
    phone.waits_for("Hand the phone to")
    look_and_tap(phone, "Happy with this one")
    phone.waits_for("A fresh question has come")
    fresh = look_and_tap(phone, "Happy with this one")
    assert fresh != first
    phone.waits_for("Hand the phone to")
    look_and_tap(phone, "Happy with this one")
    phone.waits_for("begins.")
    assert phone.page.inner_text("h1") == fresh
    phone.look("turn")
    phone.tap("Your turn is theirs")
    phone.waits_for("Now ")
    phone.tap("Your turn is theirs")
    phone.waits_for("Each asks one thing more")
    phone.tap("Phones away")
    phone.waits_for("out of reach")
    phone.tap("We have talked")
    phone.waits_for("Questions")


def test_S7_2_going_back_shows_no_tap(two: Any, script: bool, as_they_tap: None) -> None:
    two.couple()
    phone = two.one
    phone.go("/questions/spoken")
    phone.tap("Begin")
    phone.waits_for("Hand the phone to")
    look_and_tap(phone, "Another one, please")
    phone.waits_for("Hand the phone to")
    with suppress(Error):  # without script the browser asks before it sends a form once more
        phone.page.go_back()
    phone.page.wait_for_timeout(300)
    assert phone.page.locator("[aria-pressed], :checked:not([value=''])").count() == 0
    assert phone.lacks("A fresh question has come")
