"""Calm on two phones: breathing, three words for oneself, and a care manual that the other reads."""

from __future__ import annotations

from typing import Any


def test_S8_2_breathing_and_a_private_reflection(two: Any, script: bool) -> None:
    two.couple()
    phone = two.one
    phone.go("/calm")
    assert phone.sees("for themselves")
    phone.look("room")
    phone.tap("Breathe slowly One minute, three or five")
    assert phone.sees("one, two, three, four, five, six")
    phone.tap("1 minute")
    phone.waits_for("About 6 breaths")
    phone.look("breathing")
    if script:
        phone.page.get_by_role("button", name="Begin", exact=True).click()
        phone.waits_for("Breathe in")
        phone.look("breathing-begun")
    else:
        assert not phone.page.get_by_role("button", name="Begin").is_visible()
    phone.tap("Skip")
    phone.waits_for("Meanwhile")
    phone.tap("Name it in three words For you alone, with nothing to type")
    phone.waits_for("What is there just now")
    phone.look("families")
    for family, word in [("Tired", "worn out"), ("Hurt", "lonely")]:
        phone.page.locator("summary", has_text=family).click()
        phone.page.get_by_label(word, exact=True).check()
    phone.look("words")
    phone.tap("Go on")
    phone.waits_for("Only think about it")
    assert phone.sees("lonely, worn out")
    assert phone.page.locator("main textarea, main input[type=text]").count() == 0
    phone.look("question")
    phone.tap("Keep these words for myself")
    phone.waits_for("Kept, for your eyes only")
    phone.go("/timeline")
    assert phone.sees("lonely, worn out")
    phone.look("timeline")
    two.other.go("/timeline")
    assert two.other.lacks("lonely")


def test_S8_2_a_word_of_danger_shows_where_help_is_and_leaves_no_trace(two: Any, script: bool) -> None:
    two.couple()
    phone = two.one
    phone.go("/calm/reflection")
    phone.page.locator("summary", has_text="Afraid").click()
    phone.page.get_by_label("watched", exact=True).check()
    phone.tap("Go on")
    phone.waits_for("You know best how safe you are")
    phone.look("help")
    assert phone.lacks("Keep these words")
    phone.tap("Here is help, if you want it")
    phone.waits_for("If you do not feel safe")
    phone.go("/timeline")
    assert phone.lacks("watched")


def test_S8_2_alone_the_same_works(two: Any, script: bool) -> None:
    two.one.sign_in_as(two.house.person("Cy"))
    two.one.go("/calm")
    two.one.look("room-alone")
    assert two.one.lacks("Pause together")
    two.one.go("/calm/care")
    two.one.look("care-alone")


def test_S8_3_a_care_manual_is_written_in_calm_and_read_by_the_other(two: Any, script: bool) -> None:
    two.couple()
    two.one.go("/calm/care")
    two.one.look("care-first")
    two.one.write("When I am flooded, please do", "Hand me my coat and come along.\nTalk more quietly.")
    two.one.write("And please don’t", "Follow me from room to room.")
    two.one.tap("Save and share")
    two.one.waits_for("Kept.")
    two.other.go("/calm/care")
    assert two.other.sees("What Ana asks for")
    assert two.other.sees("Follow me from room to room.")
    two.other.write("When I am flooded, please do", "Give me ten minutes with the door shut.")
    two.other.tap("Save and share")
    two.other.waits_for("Kept.")
    two.other.look("care-both")
    two.one.go("/calm/care/lines/new")
    two.one.look("line")
    two.one.write("One line", "Tea, without asking")
    two.one.tap("Put it in")
    two.one.waits_for("Kept.")
    two.other.go("/calm/care")
    assert two.other.sees("Tea, without asking")
    two.other.go("/timeline")
    assert two.other.sees("Tea, without asking")
    two.other.look("timeline")


def test_S8_3_what_is_too_long_is_kept_on_the_page(two: Any, script: bool) -> None:
    two.couple()
    two.one.go("/calm/care")
    two.one.write("When I am flooded, please do", "A line. " * 300)
    two.one.tap("Save and share")
    two.one.waits_for("All of it is still here")
    assert two.one.page.input_value("#please_do").count("A line.") == 300
    two.one.look("too-long")
