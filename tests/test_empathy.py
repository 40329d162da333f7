"""Empathy as two people use it: one is heard, apart; an answer is looked at before it goes. Names are the programme's
rows."""

from __future__ import annotations

from gemel.pages.sittings.tests.screens import listening
from gemel.testing_browser import Phone, Two

VENT = "My boss cut me off in front of everyone. I held the whole launch alone, and nobody said a word."
ADVICE = "You should just tell your boss no."
WHOLE = "No wonder you are worn out, you held the whole launch alone. What was the hardest part of it?"


def lets_hear(phone: Phone, wish: str = "Just to be heard") -> None:
    phone.go("/empathy/vents/new")
    phone.write("In your own words", VENT)
    phone.page.get_by_label(wish, exact=True).check()
    phone.tap("Let Ben hear it")
    phone.waits_for("It is on its way")


def opens(phone: Phone) -> None:
    phone.go("/")
    phone.tap("Open it")
    phone.waits_for("would like to be heard")


def looks(phone: Phone, answer: str) -> None:
    phone.write("Your answer", answer)
    phone.tap("Look at it with me")
    phone.waits_for("A look at it, for you alone")


def test_S6_1_one_vents_the_other_answers_and_looks_at_the_answer_first(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/sittings")
    ana.tap("Say what is on your mind, apart, and be answered")
    ana.look("empty")
    ana.tap("Write what is on your mind")
    ana.waits_for("Nobody corrects it here")
    ana.look("vent")
    lets_hear(ana)
    ana.look("sent")
    ben.go("/")
    assert ben.sees("Ana would like to be heard") and ben.sees("About 5 minutes") and ben.lacks("My boss")
    ben.look("today")
    opens(ben)
    assert ben.sees("My boss cut me off") and ben.sees("To be heard is all that is wanted")
    ben.look("to-answer")
    looks(ben, WHOLE)
    for noticed in ("It is warm", "It shows what you heard", "only they can answer"):
        assert ben.sees(noticed)
    assert "held the whole launch alone" in ben.page.locator("#look .marked .is-caught").inner_text()
    assert ben.page.locator("#look .marked .is-missing").count() >= 1
    assert ben.page.get_by_label("Your answer").input_value() == WHOLE
    ben.look("look-with-all-three")
    ben.tap("Send it")
    ben.waits_for("It is on its way")
    ben.look("answered")
    comes_back(ana, ben)


def comes_back(ana: Phone, ben: Phone) -> None:
    """What whoever vented chooses to tell."""
    ana.go("/")
    assert ana.sees("Ben answered you") and ana.lacks("worn out")
    ana.tap("Open it")
    assert ana.sees("worn out")
    ana.look("an-answer")
    ana.tap("That helped")
    ana.waits_for("You said that it helped")
    ana.page.get_by_text("Not quite: another word").click() if ana.scripted else ana.page.locator("summary").click()
    ana.write("How was it, then?", "Less tired than lonely.")
    ana.tap("Send it")
    ana.waits_for("Less tired than lonely.")
    ana.look("another-word")
    ben.go("/")
    assert ben.sees("Ana found another word for it")
    ben.tap("Open it")
    assert ben.sees("Ana says that it helped.") and ben.sees("Less tired than lonely.")
    ben.look("another-word-arrived")


def test_S6_3_advice_before_understanding_is_pointed_out_gently(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    lets_hear(ana)
    opens(ben)
    looks(ben, ADVICE)
    assert ben.sees("it comes before they know that you heard them")
    assert "You should just tell" in ben.page.locator("#look .marked .is-advice").inner_text()
    assert ben.sees("So for you it was…")
    assert ben.page.get_by_label("Your answer").input_value() == ADVICE
    ben.look("look-at-early-advice")
    looks(ben, f"{WHOLE} {ADVICE}")
    if script:
        ben.page.locator("#look .is-there").first.wait_for()
    assert ben.sees("It is warm") and ben.lacks("it comes before they know")
    ben.look("look-after-listening")
    ben.tap("Send it")
    ana.go("/")
    ana.tap("Open it")
    assert ana.sees("You should just tell your boss no.")


def test_S6_3_where_ideas_are_wanted_none_is_early(two: Two, script: bool) -> None:
    two.couple()
    lets_hear(two.one, "Ideas")
    opens(two.other)
    assert two.other.sees("Ideas are welcome.")
    looks(two.other, ADVICE)
    assert two.other.lacks("it comes before they know") and two.other.page.locator(".marked .is-advice").count() == 0
    two.other.tap("Send it")
    two.other.waits_for("It is on its way")


def test_S6_1_kept_let_go_and_taken_back(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    lets_hear(ana)
    opens(ben)
    ben.tap("Not now")
    ben.waits_for("Set aside")
    ben.look("set-aside")
    ben.go("/")
    assert ben.lacks("would like to be heard")
    ana.go("/empathy")
    ana.look("on-my-mind")
    ana.tap("With Ben")
    ana.tap("Take back, delete")
    ana.tap("Take it back")
    ana.waits_for("yours alone again")
    ben.go("/empathy")
    assert ben.lacks("would like to be heard")


def test_S6_1_words_of_danger_lead_quietly_to_help(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/empathy/vents/new")
    two.one.write("In your own words", "He hit me last night and I am scared to go home.")
    two.one.tap("Keep it for me")
    two.one.waits_for("There is a page you may want to read")
    two.one.look("quietly-to-help")
    two.one.tap("Go on")
    two.one.waits_for("Only you see this.")
    assert two.one.lacks("There is a page you may want to read")


def test_S6_1_alone_three_questions_instead_of_guesses(two: Two, script: bool) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Cy"))
    phone.go("/empathy")
    phone.look("alone")
    phone.tap("Prepare three questions you would ask")
    phone.write("What it is about", "the new job")
    phone.tap("Keep them for me")
    phone.waits_for("One question is plenty")
    assert phone.page.get_by_label("What it is about").input_value() == "the new job"
    phone.write("One", "What was it like to walk in there?")
    phone.look("three-questions")
    phone.tap("Keep them for me")
    phone.waits_for("What was it like to walk in there?")
    phone.look("alone-kept")


SAID = "My sister rang before the visit. I said yes to everything, and I felt small."


def test_S1_2_in_writing_what_was_said_back_can_be_compared(two: Two, script: bool) -> None:
    two.couple()
    assert two.one.client and two.other.client
    speaker, listener = listening(two.one.client, two.other.client, "written")
    speaker.tap("done", words=SAID)
    phones = {two.one.client: two.one, two.other.client: two.other}
    writes, speaks = phones[listener.who], phones[speaker.who]
    speaks.go(speaker.path)
    writes.go(listener.path)
    writes.write("In a sentence or two", "You said yes to everything. You should just call her.")
    writes.tap("How does it compare?")
    writes.waits_for("How it compares, for you alone")
    assert "yes to everything" in writes.page.locator("#compared .marked .is-caught").inner_text()
    assert "sister rang" in writes.page.locator("#compared .marked .is-missing").first.inner_text()
    assert writes.page.locator("#compared .marked .is-advice").count() == 1
    assert writes.page.get_by_label("In a sentence or two").input_value().endswith("call her.")
    writes.look("compared")
    assert speaks.lacks("call her") and speaks.lacks("How it compares")
    writes.write("In a sentence or two", "You said yes to everything and felt small after the call.")
    writes.tap("I have said it")
    writes.waits_for("is thinking about it")
    if not script:
        speaks.page.reload()
    speaks.waits_for("Was that it?")
    assert speaks.sees("felt small after the call") and speaks.lacks("call her")
    speaks.look("said-back")
