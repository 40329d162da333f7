"""The first week as two people live it, each on their own phone, in a real browser. Names are the programme's rows."""

from __future__ import annotations

import re

import pytest

from gemel.moments.timeline import PAGE
from gemel.testing import PASSPHRASE
from gemel.testing_browser import Phone, Two

OTHER_PASSPHRASE = "violet ladder sunken teapot river"


def sign_up(phone: Phone, name: str, passphrase: str, path: str = "/") -> None:
    """From the first page to Today, recovery code and all."""
    if path:
        phone.go(path)
        phone.tap("Begin, alone or together")
    phone.write("What shall gemel call you?", name)
    phone.write("A passphrase", passphrase)
    phone.page.get_by_label("I am 18 or older").check()
    phone.tap("Make my place")
    keep_code(phone)


def keep_code(phone: Phone) -> None:
    phone.waits_for("Your recovery code")
    groups = phone.page.locator(".recovery span").all_inner_texts()
    assert len(groups) == 7
    phone.tap("I have written it down")
    for label in phone.page.locator("label").all_inner_texts():
        number = int(re.findall(r"Group (\d)", label)[0])
        phone.write(label, groups[number - 1].lower())
    phone.tap("That is it")
    phone.waits_for("your recovery code fits")


def test_P1_two_people_start_pair_and_open_something_to_each_other(two: Two, script: bool) -> None:
    one, other = two.one, two.other
    one.go("/")
    one.look("front")
    sign_up(one, "Ana", PASSPHRASE)
    pair(one, other)
    one.go("/")
    one.write("Something Ben did", "You waited up for me")
    one.tap("Send it now")
    other.go("/")
    other.tap("Open the note")
    assert other.sees("You waited up for me")
    other.look("note")


def pair(one: Phone, other: Phone) -> None:
    """By the link, with a code read aloud."""
    one.go("/pairing")
    one.write("What would you like to say to them?", "Five minutes a week? No is fine.")
    one.look("invite")
    one.tap("Make the invitation")
    one.look("invitation-sent")
    link = one.page.get_by_label("The link").input_value()
    other.go(link)
    assert other.sees("No is fine.")
    other.look("invitation")
    other.tap("Come in")
    sign_up(other, "Ben", OTHER_PASSPHRASE, path="")
    other.page.get_by_label("I am 18 or older").check()
    other.tap("Open it together")
    code = other.page.locator(".code").first.inner_text()
    other.look("code-to-read")
    one.go("/pairing")
    one.write("The six digits you hear", code)
    one.look("code-to-type")
    one.tap("That is what I heard")
    other.go("/pairing")
    other.tap("Step inside")
    other.waits_for("You two are in the same place now.")


def test_C1_share_it_by_link_or_picture_and_the_partner_needs_nothing_else(two: Two) -> None:
    two.one.sign_in_as(two.house.person("Ana"))
    two.one.go("/pairing")
    two.one.tap("Make the invitation")
    assert two.one.page.locator(".qr svg").is_visible()
    link = two.one.page.get_by_label("The link").input_value()
    two.other.go(link)
    assert two.other.sees("An invitation for you")
    assert two.other.sees("no e-mail and nothing to install")


def test_C1_each_page_waits_for_the_other_phone_and_leaves_alone_what_is_typed(two: Two) -> None:
    one, other = two.one, two.other
    for phone, name in ((one, "Ana"), (other, "Ben")):
        phone.page.clock.install()
        phone.sign_in_as(two.house.person(name))
        phone.go("/pairing")
    one.tap("Make the invitation")
    other.go(one.page.get_by_label("The link").input_value())
    other.page.get_by_label("I am 18 or older").check()
    other.tap("Open it together")
    code = other.page.locator(".code").inner_text()
    after_a_while(one, "Somebody called Ben opened your invitation")
    one.write("The six digits you hear", code[:3])
    one.page.clock.run_for(12_000)
    assert one.page.get_by_label("The six digits you hear").input_value() == code[:3]
    one.write("The six digits you hear", code)
    one.tap("That is what I heard")
    after_a_while(one, "Ben can step inside now")
    after_a_while(other, "They know it is you")
    other.tap("Step inside")
    after_a_while(one, "You two are in the same place now.")
    assert one.page.locator("gm-live").count() == 1


def test_C1_whoever_waits_is_told_that_the_invitation_was_let_go(two: Two) -> None:
    ana, ben = two.house.person("Ana"), two.house.person("Ben")
    two.other.page.clock.install()
    two.other.sign_in_as(ben)
    ana.post("/invitations", {"words": "come"})
    two.other.go(re.search(r"/invitations/[\w-]{22}", ana.get("/pairing").text)[0])  # type: ignore[index]
    two.other.page.get_by_label("I am 18 or older").check()
    two.other.tap("Open it together")
    ana.post("/pairing/withdrawal")
    after_a_while(two.other, "That invitation is no longer open.")


def after_a_while(phone: Phone, text: str) -> None:
    """The page asks every five seconds by itself."""
    phone.page.clock.run_for(6000)
    phone.waits_for(text)


@pytest.mark.parametrize("wrong", ["000 000", "", "abc"])
def test_C1_a_wrong_code_lets_nobody_in(two: Two, wrong: str) -> None:
    ana, ben = two.house.person("Ana"), two.house.person("Ben")
    two.one.sign_in_as(ana)
    two.other.sign_in_as(ben)
    two.one.go("/pairing")
    two.one.tap("Make the invitation")
    link = two.one.page.get_by_label("The link").input_value()
    two.other.go(link)
    two.other.page.get_by_label("I am 18 or older").check()
    two.other.tap("Open it together")
    two.one.go("/pairing")
    two.one.page.get_by_label("The six digits you hear").fill(wrong or " ")
    two.one.tap("That is what I heard")
    assert two.one.sees("not the code")
    assert ana.me().alone


def test_S5_1_a_thank_you_in_two_taps_and_a_sentence(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/")
    two.one.write("Something Ben did", "You left the last peach for me. I noticed.")
    two.one.tap("Send it now")
    two.one.waits_for("It is on its way")
    two.other.go("/")
    two.other.tap("Open the note")
    two.other.waits_for("You left the last peach")
    two.other.tap("I took it in")
    two.other.waits_for("Put into your jar")
    assert two.other.lacks("There is a note for you")


def test_S5_1_what_was_begun_stays_while_another_form_is_sent(two: Two) -> None:
    """One tap on the chips below, a wrong passphrase beside: the half-written line is where it was, and in no other form."""
    two.couple()
    two.one.go("/")
    two.one.write("Something Ben did", "You fixed the")
    two.one.tap("We laughed")
    two.one.waits_for("One more leaf")
    assert two.one.page.get_by_label("Something Ben did").input_value() == "You fixed the"
    two.one.tap("Send it now")
    two.one.waits_for("It is on its way")
    assert two.one.page.get_by_label("Something Ben did").input_value() == ""
    two.one.go("/private")
    two.one.write("Write a page", "The harbour")
    for typed, then in (("wrong wrong wrong wrong", "does not fit"), (PASSPHRASE, "open for ten minutes")):
        two.one.write("Your passphrase", typed)
        two.one.tap("Open for ten minutes")
        two.one.waits_for(then)
        assert two.one.page.get_by_label("Write a page").input_value() == "The harbour"
    two.one.go("/questions/map/joys")
    two.one.write("A question to keep", "Which song?")
    two.one.write("Add a line", "You hum")
    two.one.tap("Keep it for me")
    two.one.waits_for("Kept, for your eyes only")
    assert two.one.page.get_by_label("A question to keep").input_value() == "Which song?"
    assert two.one.page.get_by_label("Add a line").input_value() == ""


def test_S5_2_help_to_be_specific_what_it_showed_what_it_changed(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/thanks/new")
    two.one.look("thanks-new")
    two.one.write("What they did", "You rang my mother when I could not.")
    two.one.write("What it shows about them", "You notice when I am at my limit.")
    two.one.write("What it changed for you", "I slept.")
    two.one.tap("Give it like this")
    two.other.go("/")
    two.other.tap("Open the note")
    for part in ("You rang my mother", "at my limit", "I slept."):
        assert two.other.sees(part)


def test_S5_2_an_empty_thank_you_is_asked_for_and_nothing_is_lost(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/thanks/new")
    two.one.write("What it shows about them", "patience")
    two.one.tap("Give it like this")
    two.one.waits_for("What did they do?")
    assert two.one.page.get_by_label("What it shows about them").input_value() == "patience"
    two.one.look("thanks-wrong")


def test_S5_3_a_hidden_note_opens_at_its_time_and_not_before(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/thanks/new")
    two.one.write("What they did", "Happy anniversary of the broken tandem")
    two.one.page.get_by_label("On date night, or another occasion").check()
    two.one.write("The day", "2026-09-25")
    two.one.write("About when", "19:30")
    two.one.tap("Give it like this")
    two.one.waits_for("waits for its time")
    two.one.look("thanks-waiting")
    two.other.go("/")
    assert two.other.lacks("There is a note for you")
    two.house.clock.forward(days=4, hours=9, minutes=29)
    two.other.go("/")
    assert two.other.lacks("There is a note for you")
    two.house.clock.forward(minutes=2)
    two.other.sign_in_as(two.other.client_again())
    two.other.go("/")
    two.other.tap("Open the note")
    assert two.other.sees("the broken tandem")


def test_S5_4_the_jar_gives_one_back_and_counts_nothing(two: Two, script: bool) -> None:
    two.couple()
    two.other.go("/thanks/jar")
    two.other.look("jar-empty")
    for text in ("You sat with me", "You carried the boxes"):
        two.one.client.post("/thanks", {"did": text})
    two.other.go("/thanks")
    two.other.tap("Give me one back")
    first = not two.other.lacks("You sat with me")
    two.other.tap("Another one")
    assert two.other.sees("You sat with me") is not first
    two.other.look("jar")
    two.other.go("/thanks")
    assert not re.search(r"\b\d+ (notes|thanks)", two.other.page.inner_text("main"))


def test_S10_1_a_small_win_in_one_tap_by_either(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/")
    two.one.tap("We laughed")
    two.one.waits_for("One more leaf")
    two.other.go("/timeline")
    assert two.other.sees("We laughed")
    two.other.go("/wins")
    two.other.look("wins")
    two.other.page.get_by_label("A first time").check()
    two.other.write("A line with it", "The lake, in October")
    two.other.tap("Note it")
    two.one.go("/timeline")
    assert two.one.sees("The lake, in October")
    two.one.look("timeline")


def test_D4_boundaries_are_kept_and_nobody_is_shown_whose(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/boundaries")
    two.one.page.get_by_label("Light", exact=True).check()
    two.one.page.get_by_label("Keep these hours quiet").check()
    two.one.page.get_by_label("From", exact=True).select_option("10")
    two.one.page.get_by_label("Until", exact=True).select_option("11")
    two.one.look("boundaries")
    two.one.tap("Keep these")
    two.one.waits_for("Your boundaries are kept")
    two.other.go("/")
    assert two.other.sees("Quiet hours") and two.other.sees("Something to calm down with")
    two.other.look("quiet")
    two.other.go("/boundaries")
    assert two.other.page.get_by_label("As deep as they go", exact=True).is_checked()
    two.house.clock.forward(hours=1)
    two.other.go("/")
    assert two.other.lacks("Quiet hours")


def test_alone_first_value_before_anyone_is_invited(two: Two, script: bool) -> None:
    two.one.sign_in_as(two.house.person("Ana"))
    two.one.go("/")
    two.one.look("alone-today")
    two.one.write("Something small they did", "You kept the soup warm")
    two.one.tap("Keep it ready")
    two.one.waits_for("Kept, for your eyes only")
    two.one.go("/timeline")
    assert two.one.sees("You kept the soup warm")
    assert two.one.sees("for your eyes only")


def test_words_taken_back_are_gone_for_the_other(two: Two, script: bool) -> None:
    two.couple()
    two.one.client.post("/thanks", {"did": "I wish I had not said this"})
    two.one.go("/timeline")
    two.one.tap("A thank-you")
    two.one.look("moment")
    two.one.tap("Take it back")
    two.one.waits_for("yours alone again")
    two.other.go("/timeline")
    assert two.other.lacks("I wish I had not said this")
    two.one.tap("Delete it")
    two.one.look("erasure")
    two.one.tap("Delete it")
    two.one.waits_for("Deleted for good")
    assert two.one.lacks("I wish I had not")


def test_search_finds_what_either_may_see(two: Two, script: bool) -> None:
    two.couple()
    two.one.client.post("/thanks", {"did": "You fixed the Café table"})
    two.other.go("/timeline")
    two.other.write("Look for words", "cafe")
    two.other.tap("Look")
    assert two.other.sees("You fixed the Café table")
    two.other.look("search")
    two.other.write("Look for words", "elephant")
    two.other.tap("Look")
    two.other.waits_for("Nothing with these words")
    assert "elephant" not in two.other.page.url


def test_search_goes_on_to_the_first_day(two: Two, script: bool) -> None:
    two.couple()
    for number in range(PAGE + 2):
        two.one.client.post("/thanks", {"did": f"the heron, {number:02}"})
        two.house.clock.forward(minutes=1)
    two.other.go("/timeline")
    two.other.write("Look for words", "heron")
    two.other.tap("Look")
    two.other.waits_for("the heron, 21")
    if script:
        two.other.page.mouse.wheel(0, 50_000)  # who reads on to the end of the page is shown more of it
    else:
        assert two.other.lacks("the heron, 00")
        two.other.tap("Look further back")
    two.other.waits_for("the heron, 00")
    assert two.other.sees("That is all, back to your first day here.")
    two.other.look("search-end")


def test_leaving_takes_three_taps_and_sends_nothing(two: Two, script: bool) -> None:
    two.couple()
    two.one.client.post("/thanks", {"did": "mine to keep"})
    two.one.go("/you")
    two.one.look("you")
    two.one.tap("Leave")
    two.one.look("leaving")
    two.one.tap("Leave now")
    two.one.waits_for("What you wrote came with you")
    two.other.go("/timeline")
    assert two.other.lacks("mine to keep")
    two.other.go("/")
    assert two.other.lacks("Ana")
