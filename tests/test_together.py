"""Time together as two people plan it: a date, things to try, a getaway. Names are the programme's rows."""

from __future__ import annotations

from gemel.rooms.together.ideas import firsts
from gemel.rooms.together.liking import asked_of, liking
from gemel.testing_browser import Phone, Two

WALK = "Out along the river, as far as the bridge"
BEST, OTHER = "You fed the swans my sandwich", "How quiet it was under the bridge"


def suggests(phone: Phone) -> None:
    """From the list of ideas, to three of them with a day."""
    phone.go("/sittings")
    phone.tap("A date, things to try, a getaway")
    phone.look("together-empty")
    phone.tap("Look through ideas")
    phone.look("ideas-of-the-day")
    phone.tap("We are tired")
    phone.tap("At home")
    assert phone.sees("A bowl of warm water each")
    phone.look("ideas-for-tired-evenings")
    phone.page.get_by_label("A bowl of warm water each").check()
    phone.page.get_by_label("Under one blanket").check()
    phone.tap("Give them a day")
    phone.page.locator("#what3").fill(WALK)
    phone.page.locator("#energy3").select_option("some")
    phone.look("three-ideas")
    phone.tap("Put them before Ben")
    phone.waits_for("Your ideas are with Ben")
    phone.look("ideas-with-ben")


def again(two: Two, **ahead: float) -> None:
    """Some time later: both signed in anew."""
    two.house.clock.forward(**ahead)
    for phone in (two.one, two.other):
        phone.sign_in_as(phone.client_again())


def picks_the_walk(phone: Phone) -> None:
    phone.go("/")
    assert phone.sees("An idea for you two")
    phone.look("today-an-idea")
    phone.tap("Look at it")
    assert phone.sees("Which of these would you like?")
    phone.look("three-to-pick-from")
    phone.page.locator(".card", has_text=WALK).get_by_role("button").click()
    phone.settle()
    phone.waits_for("Your time:")
    phone.look("booked")
    phone.tap("See the date")
    assert phone.sees("Put it in my calendar") and phone.sees("The entry says only")
    phone.look("date-ahead")


def test_S4_1_a_weekly_date_from_an_idea_to_both_best_moments(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    suggests(ana)
    picks_the_walk(ben)
    assert ben.client is not None
    file = ben.client.get(f"/together/dates/{ben.page.url.rpartition('/')[2]}/calendar").text
    assert "SUMMARY:gemel" in file and "river" not in file
    again(two, days=6, hours=8, minutes=45)  # Sunday, 18:45
    ana.go("/")
    assert ana.sees("a time for you two") and ana.sees(WALK)
    ana.look("today-cue")
    ana.tap("Put the phones away")
    assert ana.sees("Phones down")
    again(two, hours=17)
    for phone, words in ((ana, BEST), (ben, OTHER)):
        phone.go("/")
        assert phone.sees("One best moment")
        phone.tap("Write it down")
        phone.write("One moment of it", words)
        phone.look("best-moment")
        phone.tap("Hand it in")
        assert phone.lacks(OTHER if phone is ana else "Yours is in")
    assert ben.sees(BEST) and ben.sees(OTHER)
    ben.look("both-best-moments")
    ana.go("/")
    ana.tap("Read them")
    assert ana.sees(OTHER)
    ana.go("/timeline")
    assert ana.sees(BEST) and ana.sees(OTHER)
    ana.look("timeline")


def test_S4_1_countered_put_off_and_moved(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/together/dates/new")
    ana.tap("Put them before Ben")
    ana.waits_for("One line is plenty")
    ana.look("three-ideas-wrong")
    ana.page.locator("#what1").fill(WALK)
    ana.tap("Put them before Ben")
    ben.go("/together")
    ben.look("one-to-pick")
    ben.tap("Something else instead")
    ben.page.get_by_label("What", exact=True).fill("Chips on the pier")
    ben.look("counter")
    ben.tap("Put it before Ana")
    ben.waits_for("Your ideas are with Ana")
    ana.go("/together")
    assert ana.sees("Chips on the pier") and ana.lacks(WALK)
    ana.page.get_by_role("button", name="This one").click()
    ana.waits_for("Your time:")
    ana.tap("See the date")
    ana.tap("Move it")
    ana.look("move")
    ana.page.locator("#clock1").fill("20:45")
    ana.tap("Put it before Ben")
    ben.go("/together")
    assert ben.sees("Shall it be like this instead?") and ben.sees("Your date, as it stands")
    ben.look("a-change")
    ben.tap("Leave it as it is")
    ben.waits_for("Your time:")
    ben.tap("See the date")
    ben.tap("Let it go")
    ben.waits_for("When is your next time")
    ana.go("/together")
    assert ana.lacks("Chips on the pier") and ana.lacks("Ben let")


def test_S4_1_not_this_week_tells_nobody_why(two: Two, script: bool) -> None:
    two.couple()
    two.one.go("/together/dates/new")
    two.one.page.locator("#what1").fill(WALK)
    two.one.page.locator("#clock1").press("Enter")  # sends the form, and suggests nothing
    two.one.waits_for("Your ideas are with Ben")
    two.other.go("/together")
    two.other.tap("Not this week")
    two.other.waits_for("Let go, for this week")
    two.one.go("/together")
    assert two.one.lacks(WALK) and two.one.sees("When is your next time")


def picks(phone: Phone, said: dict[int, str], name: str = "") -> None:
    rows = phone.page.locator("fieldset.try")
    for number, word in said.items():
        rows.nth(number).get_by_label(word, exact=True).check()
    if name:
        phone.look(name)
    phone.tap("Hand in my picks")


def test_S4_3_hobbies_and_first_times_only_the_overlap_is_shown(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/together")
    ana.page.get_by_role("link", name="Things to try").click()
    ana.waits_for("Twenty hobbies and first times")
    ana.look("things-to-try-empty")
    ana.tap("Show me twenty")
    picks(ana, {0: "Yes", 1: "Maybe", 2: "No", 3: "Yes"}, "twenty-to-pick-from")
    ana.waits_for("Your picks are in")
    ana.look("picks-are-in")
    texts = dealt(ana)
    ben.go("/together/firsts")
    picks(ben, {0: "Yes", 1: "Yes", 2: "Yes", 3: "No"})
    for phone in (ben, ana):
        phone.go("/together/firsts")
        assert phone.sees(texts[0]) and phone.sees(texts[1]) and phone.lacks(texts[2]) and phone.lacks(texts[3])
    ana.look("what-both-would-like")
    ana.page.locator(".both-like li", has_text=texts[0]).get_by_role("button").click()
    ana.waits_for("What would suit you?")
    assert ana.page.locator("#what1").input_value() == texts[0]
    ana.go("/together/firsts")
    ana.tap("Pick again, from twenty others")
    assert ana.lacks(texts[2])


def dealt(phone: Phone) -> list[str]:
    assert phone.client is not None
    with phone.house.house.store.reading() as db:
        asked = liking(db, phone.client.me(), phone.house.clock.now).asked
    assert asked is not None
    return [firsts()[item].text for item in asked_of(asked).items]


def writes_a_line(phone: Phone, part: str, words: str) -> None:
    phone.page.get_by_label("Add a line to").select_option(label=part)
    phone.write("The line", words)
    phone.tap("Add it")
    phone.waits_for(words)


def test_S4_3_a_getaway_planned_by_two(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/together/getaway")
    ana.write("A place, or a kind of place", "Somewhere with a lake, two nights, no car")
    ana.look("getaway-new")
    ana.tap("Put it on the table")
    ana.waits_for("It is on the table")
    ben.go("/")
    assert ben.sees("Ana put a getaway on the table.")
    ben.tap("Look at it")
    ben.look("getaway-on-the-table")
    ben.tap("Yes, let us do that")
    ben.waits_for("You two want this")
    writes_a_line(ben, "What to bring", "The small tent")
    ana.go("/together/getaway")
    writes_a_line(ana, "Who books what", "The train: you. The boat: me.")
    writes_a_line(ana, "When", "The long weekend in October")
    ana.page.locator(".trip-line", has_text="The small tent").get_by_role("button").click()
    ana.waits_for("Put it back")
    ana.look("getaway-list")
    ben.go("/together/getaway")
    assert ben.sees("The boat: me.") and ben.sees("settled")
    ben.page.locator("summary", has_text="Put this list away").click()
    ben.tap("Put it away")
    ben.waits_for("Where would you two like to get away to?")


def test_S4_1_alone_an_hour_for_oneself(two: Two, script: bool) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Cy"))
    phone.go("/together")
    phone.look("alone")
    phone.tap("Plan an hour")
    phone.tap("Suggest one")
    assert phone.page.get_by_label("What", exact=True).input_value()
    phone.write("What", "The bench in the sun, with a book")
    phone.look("alone-an-hour")
    phone.tap("Put it in my week")
    phone.waits_for("The bench in the sun")
    phone.look("alone-planned")
    for path in ("/together/firsts", "/together/getaway", "/together/ideas"):
        phone.go(path)
        assert phone.lacks("None") and phone.sees("Back" if path.endswith(("firsts", "ideas")) else "Not now")
