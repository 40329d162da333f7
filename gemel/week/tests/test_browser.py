"""A week on two phones, from the first pick to the next offer, with and without script."""

from __future__ import annotations

from gemel.testing_browser import Phone, Two
from gemel.week.tests.steps import PHONES, SAY_BACK, THANK


def look(phone: Phone, name: str) -> None:
    """Pictures and axe; a change of scheme needs a frame or two before colours have settled."""
    try:
        phone.look(name)
    except AssertionError:
        phone.page.wait_for_timeout(300)
        phone.check()


def tick(phone: Phone, *tips: str) -> None:
    for tip in tips:
        phone.page.check(f"input[value={tip}]")


def plan_first(phone: Phone) -> None:
    phone.page.get_by_role("link", name="Plan it").first.click()
    phone.page.locator("#when").wait_for()


def offered(phone: Phone) -> list[str]:
    return [one.get_attribute("value") or "" for one in phone.page.locator("input[name=tip]").all()]


def later(two: Two, **span: float) -> None:
    """Time goes by; both pick up their phones again."""
    two.house.clock.forward(**span)
    for phone in (two.one, two.other):
        assert phone.client is not None
        phone.sign_in_as(phone.client_again())


def again(phone: Phone) -> None:
    """What the other did appears by itself with script, on looking again without."""
    if not phone.scripted:
        phone.tap("Look again")


def test_C2_pick_one_tip_together_live_with_it_look_back(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/")
    ana.tap("Choose a tip")
    look(ana, "1-first-visit")
    ana.tap("Begin a week")
    common = offered(ana)[0]
    ana.page.locator(".tip-peek summary").first.click()
    look(ana, "2-picking")
    tick(ana, *offered(ana)[:2])
    ana.tap("Hand in my picks")
    assert ana.sees("Both lists open at the same moment")
    look(ana, "3-waiting")

    ben.go("/")
    ben.tap("See the tips")
    tick(ben, common, offered(ben)[3])
    ben.tap("Hand in my picks")
    assert ben.sees("On both lists")
    again(ana)
    ana.waits_for("On both lists")
    look(ana, "4-opened")

    plan_first(ana)
    ana.write("When", "Tuesday, when the dishes are done")
    ana.write("Where", "on the balcony")
    ana.page.select_option("#nudge_day", index=2)
    look(ana, "5-planning")
    ana.tap("Put it on the table")
    assert ana.sees("It begins when you two agree")
    look(ana, "6-proposed-mine")

    ben.go("/week")
    look(ben, "6-proposed")
    assert ben.sees("Tuesday, when the dishes are done")
    assert ben.sees("on the balcony")
    ben.tap("Yes, let us do that")
    assert ben.sees("Your tip this week")
    again(ana)
    ana.waits_for("Your tip this week")
    look(ana, "7-agreed")
    for phone in (ana, ben):
        phone.go("/")
        assert phone.sees("This week’s tip")
        assert phone.sees("Tuesday, when the dishes are done")
    look(ana, "7-today")

    later(two, days=1, hours=9.5)
    for phone in (ana, ben):
        phone.go("/")
        assert phone.sees("This is the hour you chose")
    look(ana, "8-today-at-the-hour")

    later(two, days=6)
    ana.go("/")
    ana.tap("Look back")
    ana.page.get_by_label("Yes", exact=True).check()
    ana.write("What was it like", "I was shy at first.")
    ana.write("One sentence to share", "You waited until I had finished.")
    look(ana, "9-looking-back")
    ana.tap("That was my week")
    assert ana.sees("opens at the same moment")
    look(ana, "9-looked")

    ben.go("/week")
    ben.page.get_by_label("Some of it").check()
    ben.write("One sentence to share", "The balcony was the best part.")
    ben.page.get_by_label("Something easier").check()
    ben.tap("That was my week")
    assert ben.sees("You waited until I had finished.")
    assert ben.lacks("I was shy at first.")
    again(ana)
    ana.waits_for("The balcony was the best part.")
    look(ana, "9-opened-together")
    assert ana.page.locator("input[value=light]").is_checked()
    ana.go("/timeline")
    assert ana.sees("A week looked back on")
    assert ana.sees("The balcony was the best part.")
    look(ana, "9-timeline")
    ana.go("/week")
    ana.tap("Begin the next week")
    ben.go("/week")
    assert offered(ana) == offered(ben)
    assert common not in offered(ben)


def test_C2_alone_from_the_first_page_to_a_tip_on_today(two: Two, script: bool) -> None:
    ana = two.one
    ana.sign_in_as(two.house.person("Ana"))
    ana.go("/")
    ana.tap("Choose a tip")
    look(ana, "1-alone")
    plan_first(ana)
    ana.write("When", "On the bus home")
    look(ana, "2-alone-plan")
    ana.tap("That is my plan")
    look(ana, "3-alone-agreed")
    ana.go("/")
    assert ana.sees("On the bus home")
    ana.go("/week/lookback")
    ana.page.get_by_label("Yes", exact=True).check()
    ana.write("One sentence to keep", "Calmer at the door.")
    look(ana, "4-alone-lookback")
    ana.tap("That was my week")
    assert ana.sees("And next week?")
    assert ana.sees("Calmer at the door.")
    look(ana, "5-alone-closed")


def test_C2_a_counter_plan_is_agreed_instead(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    picked(two)
    ana.go("/week")
    plan_first(ana)
    ana.write("When", "Tuesday")
    ana.tap("Put it on the table")
    ben.go("/week")
    ben.tap("Change something")
    assert ben.page.input_value("#when") == "Tuesday"
    ben.write("When", "Saturday morning")
    ben.tap("Put it on the table")
    again(ana)
    ana.waits_for("Saturday morning")
    ana.tap("Yes, let us do that")
    assert ana.sees("Your tip this week")
    assert ana.sees("Saturday morning")


def picked(two: Two) -> None:
    """Both lists open, by the shortest way."""
    from gemel.week.tests.steps import opened

    assert two.one.client is not None
    assert two.other.client is not None
    opened(two.one.client, two.other.client)


def test_C2_wrong_input_keeps_what_was_typed(two: Two, script: bool) -> None:
    two.couple()
    picked(two)
    ana = two.one
    ana.go(f"/week/plans/new?tip={PHONES}")
    ana.write("Where", "in the kitchen")
    ana.tap("Put it on the table")
    assert ana.sees("Roughly when?")
    assert ana.page.input_value("#where") == "in the kitchen"
    look(ana, "plan-asked-again")
    ana.go("/week")


def test_C2_all_the_tips_can_be_read(two: Two, script: bool) -> None:
    two.couple()
    ana = two.one
    ana.go("/week/tips")
    look(ana, "tips")
    ana.page.locator("summary").nth(7).click()
    look(ana, "tips-step-open")
    ana.tap("Name it in three words")
    look(ana, "tip")
    assert ana.sees("Why it helps")


def test_S10_3_a_slow_week_is_let_go_and_a_lighter_one_offered(two: Two, script: bool) -> None:
    from gemel.programme import tips

    two.couple()
    ana, ben = two.one, two.other
    picked(two)
    ana.go("/week")
    ana.tap("Let it go for this week")
    look(ana, "ending")
    ana.tap("Let it go")
    assert ana.sees("A slow week is fine")
    ben.go("/week")
    assert ben.sees("A slow week is fine")
    assert ben.lacks("Ana")
    look(ben, "slow-week")
    assert ben.page.locator("input[value=light]").is_checked()
    ben.tap("Begin the next week")
    assert all(tips()[id].lighter for id in offered(ben))
    look(ben, "light-picks")


def test_S10_3_a_week_that_nobody_looked_back_on_passes_without_a_word(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    picked(two)
    ana.go(f"/week/plans/new?tip={SAY_BACK}")
    ana.write("When", "soon")
    ana.tap("Put it on the table")
    ben.go("/week")
    ben.tap("Yes, let us do that")
    later(two, days=20)
    for phone in (ana, ben):
        phone.go("/")
        assert phone.sees("The next tip, when you are ready")
        phone.go("/week")
        assert phone.sees("A slow week is fine")
        assert phone.page.locator("input[value=light]").is_checked()
    ana.tap("Begin the next week")
    assert THANK not in offered(ana) or ana.sees("Thank for one act")
