"""Growth as two people use it: one's own line over weeks, what they did together, what is still sore, a letter once
a year. Names are the programme's rows."""

from __future__ import annotations

from gemel.testing_browser import Phone, Two

PARTY = "Your brother’s party, and that I left alone"
STEP = "Saturday after breakfast, twenty minutes"


def again(*phones: Phone) -> None:
    """Their sessions ran out meanwhile."""
    for phone in phones:
        phone.sign_in_as(phone.client_again())


def weeks_pass(two: Two, days: int = 7) -> None:
    two.house.clock.forward(days=days)
    again(two.one, two.other)


def answers(phone: Phone, lean: int, ease: int | None = None) -> None:
    phone.go("/growth/readings/new")
    group = phone.page.get_by_role("group", name="How much could you lean on each other this week?")
    group.get_by_role("radio", name=str(lean), exact=True).check()
    group = phone.page.get_by_role("group", name="How easy was it to sort out a disagreement?")
    name = "None came up" if ease is None else str(ease)
    group.get_by_role("radio", name=name, exact=True).check()
    phone.tap("Keep it for me")
    phone.waits_for("for your eyes only")


def some_weeks(phone: Phone, two: Two, *values: int) -> None:
    """The same through the form behind the page, for the weeks that are not looked at."""
    for value in values:
        sent = {"lean": str(value), "closeness": str(value * 10 + 1), "back": str(value), "ease": "7"}
        phone.client.post("/growth/readings", sent)  # type: ignore[union-attr]
        weeks_pass(two)


def test_S10_2_a_week_is_answered_with_a_picture_and_by_keyboard(two: Two, script: bool) -> None:
    two.couple()
    ana = two.one
    ana.go("/growth")
    ana.look("growth")
    ana.page.get_by_role("link", name="Your own line").click()
    ana.settle()
    ana.look("unused")
    ana.tap("Begin with this week")
    slider = ana.page.get_by_role("slider", name="How far do your two circles overlap this week?")
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    assert slider.input_value() == "70"
    if script:
        assert ana.page.get_by_label("As the slider stands").is_checked()
    ana.look("questions")
    answers_rest(ana)
    assert ana.sees("Closeness") and ana.sees("From the third answer on")
    ana.look("first-point")
    ana.go("/growth/readings/new")
    assert ana.sees("You answered today")


def answers_rest(phone: Phone) -> None:
    phone.page.get_by_role("radio", name="No wobble this week").check()
    phone.tap("Keep it for me")
    phone.waits_for("for your eyes only")


def test_S10_2_months_show_as_ones_own_line_and_nobody_elses(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    some_weeks(ana, two, 5, 6, 5, 4, 6)
    weeks_pass(two, 40)
    some_weeks(ana, two, 6, 8)
    answers(ana, 9)
    assert ana.sees("Your last two answers lie above your usual range")
    assert ana.page.locator("svg.chart").first.get_attribute("role") == "img"
    ana.page.locator("#lean-title ~ details summary").click()
    assert ana.page.get_by_role("table").get_by_text("9", exact=True).first.is_visible()
    ana.look("line")
    if script:
        ana.page.emulate_media(media="print")
        ana.page.screenshot(path="artefacts/screens/growth-print.png", full_page=True)
        ana.page.emulate_media(media="screen")
    ben.go("/growth/readings")
    assert ben.sees("Begin with this week") and ben.lacks("usual range")


def test_S10_2_hidden_in_one_tap_and_back_with_the_passphrase(two: Two, script: bool) -> None:
    from gemel.testing import PASSPHRASE

    two.couple()
    ana = two.one
    some_weeks(ana, two, 5, 6, 5)
    ana.go("/growth/readings")
    ana.tap("Hide it")
    assert ana.sees("Begin with this week") and ana.lacks("usual range")
    ana.look("hidden")
    ana.go("/growth/readings/new")
    assert ana.lacks("last answered")
    ana.client.post("/private/key", {"passphrase": PASSPHRASE})  # type: ignore[union-attr]
    ana.sign_in_as(ana.client)  # type: ignore[arg-type]
    ana.go("/growth/readings")
    assert ana.sees("This is hidden") and ana.sees("within your usual range")
    ana.tap("Show it here again")
    assert ana.sees("Hide it") and ana.lacks("This is hidden")


def test_P4_what_they_did_adds_up_and_both_can_see_it(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    for what in ("laughed", "deeper", "first"):
        ana.client.post("/wins", {"what": what})  # type: ignore[union-attr]
        ben.client.post("/thanks", {"did": "You waited up for me"})  # type: ignore[union-attr]
        weeks_pass(two)
    ana.go("/growth/months")
    ana.look("months-closed")
    ana.tap("Yes, I would like that")
    assert ana.sees("Your yes is in")
    ben.go("/growth/months")
    assert ben.lacks("Your yes is in")
    ben.tap("Yes, I would like that")
    assert ben.sees("October 2026") and ben.sees("In 3 different weeks")
    ben.tap("The month before")
    assert ben.sees("September 2026") and ben.sees("Small good things")
    ben.look("months")
    ana.go("/growth/months?month=2026-09")
    assert ana.page.inner_text(".tally") == ben.page.inner_text(".tally")
    ana.page.locator("main summary").click()
    ana.tap("Close it")
    ben.go("/growth/months")
    assert ana.sees("once both of you said yes") and ben.sees("once both of you said yes")


def test_P4_a_letter_to_us_is_written_apart_and_opened_together(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/growth/letter")
    ana.look("letter-day")
    ana.write("The day on which they open", "2026-12-31")
    ana.tap("Choose this day")
    ana.write("Your letter", "This was the year we learned to stop before it got loud.")
    ana.look("letter")
    ana.tap("Keep it for me")
    weeks_pass(two, 102)
    ana.go("/")
    assert ana.sees("The day you two chose is here")
    ana.look("today-letter")
    ana.tap("Look at it")
    ana.tap("Put it in")
    assert ana.sees("Your letter is in")
    ana.look("letter-in")
    ben.go("/growth/letter")
    assert ben.lacks("stop before it got loud")
    ben.write("Your letter", "I liked the mornings. Thank you for the long drive in June.")
    ben.tap("Put it in")
    assert ben.sees("stop before it got loud") and ben.sees("I liked the mornings")
    ben.look("letters")
    ana.go("/")
    ana.tap("Read the letters")
    assert ana.sees("I liked the mornings")


def test_N5_an_open_hurt_has_a_next_step_and_is_closed_by_both(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/growth/hurts")
    ana.look("hurts-empty")
    ana.tap("Put something on the list")
    ana.write("What still pinches", PARTY)
    ana.look("hurt-new")
    ana.tap("Put it on the list")
    ana.client.post("/growth/hurts", {"words": "That I heard of the move last"})  # type: ignore[union-attr]
    ben.go("/")
    assert ben.sees("Your list of open hurts") and ben.lacks(PARTY)
    ben.look("today-hurt")
    ben.tap("Look at the list")
    ben.tap(PARTY)
    ben.tap("Take this one for now")
    ben.write("A next step", STEP)
    ben.tap("Note the step")
    assert ben.sees(STEP)
    ben.look("hurt")
    ana.go("/growth/hurts")
    assert ana.sees(STEP) and ana.sees("Parked") and ana.lacks("Ben")
    ana.look("hurts")
    ana.tap("Go on with it")
    ana.tap("It is at rest for me")
    assert ana.sees("Not at rest after all")
    ben.go("/growth/hurts")
    assert ben.sees("For now")
    ben.tap("Go on with it")
    ben.tap("It is at rest for me")
    assert ben.sees("It need not come up again")
    ben.look("at-rest")


def test_N5_whoever_put_it_there_can_take_it_off(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.client.post("/growth/hurts", {"words": PARTY})  # type: ignore[union-attr]
    ben.go("/growth/hurts")
    ben.tap(PARTY)
    assert ben.lacks("Take it off the list")
    ana.go("/growth/hurts")
    ana.tap(PARTY)
    ana.tap("Take it off the list")
    assert ana.sees("Nothing is on the list")
    ben.go("/growth/hurts")
    assert ben.lacks(PARTY)
