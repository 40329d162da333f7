"""Memories as two people make them: wishes, a journal, this day of earlier years, rituals, something new. Names are the
programme's rows."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from gemel.rooms.memories.firsts import firsts
from gemel.testing_browser import Phone, Two

OWL, STEP = "Hear an owl, and know that it was one", "Ask the warden where they sit"
FRIDGE = "The owl was a fridge, and we were so happy"
LAKE = "You rowed the whole way back. I held the thermos and gave advice."


def drawn(folder: Path, name: str, size: tuple[int, int], sky: str, land: str) -> Path:
    """A picture of a hill, as a camera would hand it over."""
    wide, high = size
    picture = Image.new("RGB", size, sky)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((wide * 0.6, high * 0.12, wide * 0.6 + high * 0.2, high * 0.32), fill="lemonchiffon")
    pen.ellipse((-wide * 0.3, high * 0.55, wide * 0.9, high * 1.8), fill=land)
    pen.ellipse((wide * 0.4, high * 0.65, wide * 1.5, high * 1.9), fill="darkolivegreen")
    picture.save(folder / name, "JPEG")
    return folder / name


def again(two: Two, **ahead: float) -> None:
    """Some time later: both signed in anew."""
    two.house.clock.forward(**ahead)
    for phone in (two.one, two.other):
        phone.sign_in_as(phone.client_again())


def opens(phone: Phone, summary: str) -> None:
    phone.page.locator("summary", has_text=summary).first.click()


def wishes(phone: Phone) -> None:
    """From the empty list to a first wish."""
    phone.go("/sittings")
    phone.tap("Memories: wishes, a journal, rituals, something new")
    phone.look("memories")
    phone.page.get_by_role("link", name="Wishes").click()
    phone.settle()
    phone.look("wishes-empty")
    phone.tap("Write a wish")
    phone.write("In your own words", OWL)
    opens(phone, "When, and what it takes")
    phone.page.get_by_label("Season").select_option("winter")
    phone.write("Year", "9999")
    phone.tap("Put it on the list")
    assert phone.sees("A year from this one on") and phone.page.get_by_label("In your own words").input_value() == OWL
    phone.look("wish-wrong-year")
    phone.write("Year", "2027")
    phone.tap("Put it on the list")
    phone.waits_for("It is on the list of you two")
    phone.look("wish-of-one")


def plans(ana: Phone, ben: Phone) -> None:
    """Both write at once: nothing is lost."""
    for phone in (ana, ben):
        phone.tap("Make a small plan")
    ana.write("First small step", STEP)
    ana.tap("Keep the plan")
    ana.waits_for("The plan")
    ben.write("First small step", "Find the warm socks")
    ben.write("When, in words", "The first frost")
    ben.look("plan")
    ben.tap("Keep the plan")
    assert ben.sees("The plan was changed while you wrote") and ben.sees(STEP)
    assert ben.page.get_by_label("First small step").input_value() == "Find the warm socks"
    ben.look("plan-meanwhile")
    ben.write("First small step", f"{STEP}, and find the warm socks")
    ben.tap("Keep the plan")
    ben.waits_for("The first frost")
    opens(ben, "What it said before")
    ben.look("wish-planned")


def test_S9_1_a_wish_of_both_planned_done_and_kept(two: Two, script: bool, tmp_path: Path) -> None:
    two.couple()
    ana, ben = two.one, two.other
    wishes(ana)
    ben.go("/")
    assert ben.sees("Ana wished for something.") and ben.lacks(OWL)
    ben.tap("Look at it")
    ben.look("wish-to-answer")
    ben.tap("Me too")
    ben.waits_for("You both want this")
    ana.go(ben.page.url)
    plans(ana, ben)
    ben.go("/memories/wishes")
    ben.look("wishes-of-both")
    ben.page.get_by_role("link", name=OWL).click()
    ben.settle()
    ben.tap("We did it")
    ben.write("One line to keep", FRIDGE)
    ben.page.locator("#photo").set_input_files(
        drawn(tmp_path, "hill.jpg", (1200, 800), "midnightblue", "darkslategray")
    )
    ben.look("wish-done-form")
    ben.tap("Keep it")
    ben.waits_for("Done, and kept.")
    ben.look("wish-done")
    ana.go("/")
    assert ana.sees("Ben kept something that you two did.")
    ana.tap("Look at it")
    assert ana.sees(FRIDGE) and ana.page.locator(".photos img").first.evaluate("one => one.naturalWidth") > 0
    ana.look("done")
    ana.go("/timeline")
    assert ana.sees(FRIDGE) and ana.sees(STEP)


def keeps_a_page(phone: Phone, folder: Path) -> None:
    phone.go("/memories/journal")
    phone.look("journal-empty")
    phone.tap("Begin a page")
    phone.write("In your own words", LAKE)
    phone.page.locator("#photo").set_input_files(
        [
            drawn(folder, "lake.jpg", (1200, 800), "lightskyblue", "seagreen"),
            drawn(folder, "boat.jpg", (800, 1200), "lightsalmon", "olivedrab"),
            drawn(folder, "evening.jpg", (1000, 1000), "indianred", "darkgreen"),
        ]
    )
    phone.look("journal-new")
    phone.tap("Keep the page")
    phone.waits_for("What both of you can read is not rewritten")
    phone.look("journal-page")


def test_S9_2_a_journal_with_photos_and_this_day_a_year_later(two: Two, script: bool, tmp_path: Path) -> None:
    two.couple()
    ana, ben = two.one, two.other
    keeps_a_page(ana, tmp_path)
    ben.go("/")
    assert ben.sees("Ana put a page into the journal.")
    ben.tap("Look at it")
    assert ben.sees(LAKE) and ben.page.locator(".photos img").count() == 3
    ben.go("/memories/journal/new")
    ben.write("In your own words", "My own Monday, before I show it")
    ben.page.get_by_text("Only me, for now").click()
    ben.tap("Keep the page")
    ben.waits_for("for your eyes only")
    ben.look("journal-page-kept")
    ana.go("/memories/journal")
    assert ana.sees(LAKE) and ana.lacks("My own Monday")
    ben.tap("Change it")
    ben.write("In your own words", "My Monday, now for both")
    ben.look("journal-change")
    ben.tap("Keep the page")
    ben.tap("Open it to Ana")
    ben.waits_for("It is open to both of you now")
    ana.go("/memories/journal")
    assert ana.sees("My Monday, now for both")
    ana.look("journal")
    again(two, days=365)
    for phone in (ana, ben):
        phone.go("/")
        assert phone.sees("A year ago you two kept something") and phone.lacks(LAKE)
    ana.look("today-on-this-day")
    ben.tap("Not today")
    ben.waits_for("Not today, then.")
    assert ben.lacks("A year ago")
    ana.tap("Look back")
    assert ana.sees(LAKE)
    ana.look("on-this-day")
    ana.page.get_by_role("button", name="Do not bring this one back").click()
    ana.waits_for("That day is not brought back to you again")
    assert ana.lacks(LAKE)
    ana.look("on-this-day-left-out")
    ben.go("/memories/day")
    assert ben.sees(LAKE)


def test_S9_3_a_ritual_that_is_theirs(two: Two) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/memories/rituals")
    ana.look("rituals-empty")
    ana.tap("Name one")
    ana.write("Its name", "Coffee on the stairs")
    ana.write("When it is", "Sunday mornings")
    ana.write("Its smallest version", "One cup, standing up")
    ana.look("ritual-new")
    ana.tap("Keep it")
    ana.waits_for("Your idea")
    ben.go("/")
    ben.tap("Look at it")
    assert ben.sees("An idea of Ana") and ben.lacks("We had it")
    ben.look("ritual-idea")
    ben.tap("Ours")
    ben.waits_for("Yours, you two")
    ben.tap("We had it")
    ben.waits_for("Noted for today")
    ben.look("ritual-ours")
    ana.go("/memories/rituals")
    assert ana.lacks("We had it") and ana.sees("today")
    ana.look("rituals")
    again(two, days=31)
    for phone in (ana, ben):
        phone.go("/")
        assert phone.sees("Still yours, you two?")
    ana.look("today-still-yours")
    ana.tap("Keep it")
    ana.waits_for("Then it stays.")
    ben.tap("Change it, or let it rest")
    ben.tap("Change it")
    ben.write("Its name", "Tea on the stairs")
    ben.tap("Suggest the change")
    ben.waits_for("You suggest")
    ana.go("/memories/rituals")
    assert ana.sees("a change is suggested")
    ana.page.get_by_role("link", name="Coffee on the stairs").click()
    assert ana.sees("Ben suggests")
    ana.look("ritual-change")
    ana.tap("Ours")
    assert ana.sees("Edited. What it was before")
    ben.go(ana.page.url)
    ben.tap("Let it rest")
    ben.waits_for("It rests.")
    ana.go("/memories/rituals")
    assert ana.sees("Resting") and ana.lacks("We had it")


def test_S9_4_something_new_becomes_a_wish_and_a_first(two: Two) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/memories/firsts")
    ana.look("something-new")
    ana.tap("A tired evening")
    ana.look("something-new-for-a-tired-evening")
    one = ana.page.locator(".wishes li").first.locator("p").first.inner_text()
    assert one in {each.text for each in firsts().values() if "tired" in each.fits}
    ana.page.locator(".wishes li").first.get_by_role("button", name="Make it a wish").click()
    ana.waits_for("It is on the list of you two")
    assert ana.sees("new to you")
    ben.go("/memories/wishes")
    ben.page.get_by_role("button", name="Me too").click()
    ben.waits_for("You both want this")
    ben.tap("We did it")
    assert ben.page.get_by_label("Neither of us had done this before").is_checked()
    ben.tap("Keep it")
    ben.waits_for("A first time, kept.")
    ana.go("/memories/done")
    assert ana.sees("A first time") and ana.sees(one)
    ana.go("/memories/firsts/hum-it")
    ana.look("something-new-one")
    ana.write("One line to keep", "It was an anthem, and neither knew of what")
    ana.tap("Keep it")
    assert ana.sees("It was an anthem")
    ana.go("/tree")
    ana.look("tree-with-two-firsts")


def test_S9_1_alone_wishes_and_pages_of_ones_own(two: Two) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Cy"))
    phone.go("/memories")
    phone.look("alone")
    phone.go("/memories/wishes/new")
    phone.write("In your own words", OWL)
    phone.look("alone-wish-new")
    phone.tap("Put it on the list")
    phone.waits_for("For your eyes only")
    phone.look("alone-wish")
    phone.go("/memories/rituals/new")
    phone.write("Its name", "The walk before work")
    phone.tap("Keep it")
    phone.tap("I had it")
    phone.waits_for("Noted for today")
    phone.look("alone-ritual")
    for path in ("/memories/wishes", "/memories/journal", "/memories/day", "/memories/firsts", "/memories/done"):
        phone.go(path)
        assert phone.lacks("None") and phone.lacks("you two")
