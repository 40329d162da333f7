"""The coach as two people meet it: while they write, for the writer alone, and never in the way."""

from __future__ import annotations

import pytest

from gemel.testing_browser import Phone, Two

SLIPS = {
    "test_N1": ("You're so lazy, look at this place.", "What did you see happen"),
    "test_N2": ("You're overreacting again.", "what it is like for them"),
    "test_N3": ("Oh great, another speech.", "a straight sentence under this"),
    "test_N4": ("You should know why I'm upset.", "What would you ask for"),
}


def draft(two: Two) -> Phone:
    two.couple()
    two.one.go("/coach/draft")
    return two.one


def note(phone: Phone) -> str:
    phone.page.locator(".coach-note:not(:empty)").wait_for()
    return phone.page.inner_text(".coach-note")


def asked(two: Two, name: str) -> Phone:
    """The slip is typed: one reason, one question, the words marked, and nothing in the way."""
    words, question = SLIPS[name]
    phone = draft(two)
    phone.write("In your own words", words)
    assert question in note(phone)
    assert phone.page.locator(".coach-text mark").count() >= 1
    phone.look("hint")
    return phone


def test_N1_criticising_is_asked_about_and_mine_may_stay(two: Two) -> None:
    phone = asked(two, "test_N1")
    phone.page.get_by_role("button", name="Keep mine").click()
    phone.page.locator(".coach-note:empty").wait_for(state="attached")
    assert phone.page.locator("textarea").input_value() == SLIPS["test_N1"][0]


def test_N2_a_feeling_waved_away_is_asked_about(two: Two) -> None:
    asked(two, "test_N2")


def test_N3_sarcasm_that_gives_itself_away_is_asked_about(two: Two) -> None:
    asked(two, "test_N3")


def test_N4_mind_reading_is_asked_about_and_another_way_is_taken(two: Two) -> None:
    phone = asked(two, "test_N4")
    phone.page.get_by_role("button", name="Begin from this").click()
    assert phone.page.locator("textarea").input_value() == "I'm upset because … . What would help me is … ."
    phone.page.keyboard.type("the keys were gone")  # the first gap is chosen and gives way
    assert "because the keys were gone ." in phone.page.locator("textarea").input_value()


def test_S5_2_thanks_are_helped_to_be_specific(two: Two) -> None:
    two.couple()
    two.one.go("/thanks/new")
    two.one.write("What they did", "Thanks for everything you do")
    assert "What did they do, just once" in note(two.one)
    two.one.look("wanting")
    two.one.write("What they did", "Thanks for taking Mum's call when I couldn't face it, you were so patient.")
    two.one.page.get_by_text("that is what stays").wait_for()
    two.one.look("noticed")


def test_S8_4_heat_is_noticed_while_writing_and_a_pause_is_offered_once(two: Two) -> None:
    phone = draft(two)
    words = "I'M DONE!!! You never listen, you always do this, fuck you, or I'm leaving!!"
    phone.write("In your own words", words)
    phone.page.get_by_text("It runs warm in here").wait_for()
    phone.look("warm")
    phone.write("In your own words", words + " I mean it!")
    phone.page.wait_for_timeout(1500)
    assert phone.lacks("It runs warm in here")  # said once, and quietly
    phone.write("In your own words", words)
    phone.page.reload()
    phone.write("In your own words", words)
    two.other.go("/")
    phone.page.get_by_role("button", name="Let us take a moment").click()
    two.other.waits_for("Nothing is decided now.")
    phone.page.locator(".live-cover").wait_for()
    phone.look("paused")
    phone.tap("Finish what I was writing first")
    assert phone.page.locator("textarea").input_value() == words  # nothing of it is lost


def test_danger_comes_first_and_leads_quietly_to_help(two: Two) -> None:
    phone = draft(two)
    phone.write("In your own words", "You always say I'm lazy and I'm scared of you when you drink.")
    assert "There is a page you may want to read" in note(phone)
    assert phone.lacks("When did it last happen")
    assert phone.page.locator(".coach-text, mark").count() == 0  # nothing of it is shown again
    phone.look("help")


def test_put_aside_twice_a_rule_rests_and_can_be_switched_on(two: Two) -> None:
    phone = draft(two)
    for words in ("You never ask how my day was.", "You never help with the beds."):
        phone.go("/coach/draft")
        phone.write("In your own words", words)
        note(phone)
        with phone.page.expect_response("**/coach/rests"):
            phone.page.get_by_role("button", name="Keep mine").click()
    phone.go("/coach/draft")
    phone.write("In your own words", "You never call my mother.")
    with phone.page.expect_response("**/coach/hints"):
        pass
    assert phone.page.inner_text(".coach-note") == ""
    phone.go("/coach")
    assert phone.sees("rests until")
    phone.look("rules")
    phone.tap("Switch on: Always and never")
    phone.go("/coach/draft")
    phone.write("In your own words", "You never call my mother.")
    assert "When did it last happen" in note(phone)
    two.other.go("/coach")
    assert two.other.lacks("rests until")


@pytest.mark.parametrize("rule", ["S6", "D3"])
def test_each_rule_has_a_page_for_anyone(two: Two, rule: str) -> None:
    two.one.go(f"/coach/rules/{rule}")
    assert two.one.sees("How often it is wrong")
    two.one.look(f"rule-{rule}")


def test_without_script_it_is_read_over_beside_the_page(two: Two, script: bool) -> None:
    if script:
        pytest.skip("with script it needs no asking")
    phone = draft(two)
    phone.write("In your own words", "You never listen to me.")
    with phone.context.expect_page() as beside:
        phone.page.get_by_role("button", name="Read it over for me").click()
    beside.value.wait_for_load_state()
    assert "When did it last happen" in beside.value.inner_text("body")
    assert phone.page.locator("textarea").input_value() == "You never listen to me."
