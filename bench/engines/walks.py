"""What two people do in their first weeks, on two phones of one engine. Each walk is done when it comes to its end."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from bench.engines.phone import Phone, Two
from gemel.testing import PASSPHRASE

OTHER_PASSPHRASE = "violet ladder sunken teapot river"


def sign_up(phone: Phone, name: str, passphrase: str) -> None:
    phone.write("What shall gemel call you?", name)
    phone.write("A passphrase", passphrase)
    phone.tick("I am 18 or older")
    phone.tap("Make my place")
    phone.waits_for("Your recovery code")
    groups = [one.text for one in phone.all(".recovery span")]
    phone.tap("I have written it down")
    phone.waits_for("Group")
    for label in [one.text for one in phone.all("label")]:
        number = int(re.findall(r"Group (\d)", label)[0])
        phone.write(label, groups[number - 1].lower())
    phone.tap("That is it")
    phone.waits_for("your recovery code fits")


def signed_up_and_paired(two: Two) -> None:
    """By every page of it: sign-up, recovery code, invitation, the code read aloud, stepping inside."""
    one, other = two.one, two.other
    one.go("/")
    one.tap("Begin, alone or together")
    sign_up(one, "Ana", PASSPHRASE)
    one.go("/pairing")
    one.write("What would you like to say to them?", "Five minutes a week? No is fine.")
    one.tap("Make the invitation")
    link = one.labelled("The link").get_attribute("value")
    other.go(link)
    other.waits_for("No is fine.")
    other.tap("Come in")
    sign_up(other, "Ben", OTHER_PASSPHRASE)
    other.tick("I am 18 or older")
    other.tap("Open it together")
    one.go("/pairing")
    one.write("The six digits you hear", other.all(".code")[0].text)
    one.tap("That is what I heard")
    other.waits_for("Step inside")
    other.tap("Step inside")
    other.waits_for("You two are in the same place now.")


def thanked(two: Two) -> None:
    """A thank-you with words; it arrives, is opened and taken in."""
    two.couple()
    thanks(two.one)
    opens_the_note(two.other)
    two.other.tap("I took it in")
    two.other.waits_for("Put into your jar")


def thanks(phone: Phone) -> None:
    phone.go("/")
    phone.write("Something Ben did", "You left the last peach for me. I noticed.")
    phone.tap("Send it now")
    phone.waits_for("It is on its way")


def opens_the_note(phone: Phone) -> None:
    phone.go("/")
    phone.tap("Open the note")
    phone.waits_for("You left the last peach")


def answered(two: Two) -> None:
    """A question that opens when both wrote: for the first by itself, without a reload."""
    two.couple()
    asks(two.one)
    two.one.run("window.still = true")
    answers(two.other)
    two.one.waits_for("Fresh bread", 40)
    assert two.one.run("return window.still"), "the page was loaded anew"


def asks(phone: Phone) -> None:
    phone.go("/questions")
    phone.tap("Ask a question")
    phone.write("Your answer", "The smell of rain on hot tar.")
    phone.tap("Hand it in")
    phone.waits_for("Opens when both are ready")


def answers(phone: Phone) -> None:
    phone.go("/")
    phone.tap("Answer it")
    assert phone.lacks("hot tar")
    phone.write("Your answer", "Fresh bread at five in the morning.")
    phone.tap("Hand it in")
    phone.waits_for("hot tar")


def begun(two: Two) -> None:
    """One asks for a sitting, the other hears of it without doing anything, and both are there."""
    two.other.go("/")
    two.one.go("/exercises/listening")
    two.one.tap("Ask Ben")
    two.one.waits_for("Ben is asked")
    two.other.tap("See")
    two.other.waits_for("would like")
    two.other.tap("Now is good")
    two.one.waits_for("Are you both here?")
    two.one.tap("I am here to listen")
    two.one.waits_for("It goes on when both have tapped")
    two.other.tap("I am here to listen")


def listened(two: Two) -> None:
    """Listening on two phones: turns change on the other phone by themselves, with no page loaded anew."""
    two.couple()
    begun(two)
    for phone, topic in ((two.one, "Something from today"), (two.other, "Something that lies ahead")):
        phone.waits_for("What would you like to speak about?")
        phone.tap(topic)
    for phone in (two.one, two.other):
        phone.waits_for("Phones down")
        two.place.home.clock.forward(seconds=11)
        phone.driver.refresh()
    two.one.waits_for("You ")
    roles = (two.one, two.other) if speaks(two.one) else (two.other, two.one)
    for phone in roles:
        phone.settle()
        phone.run("window.still = true")
    turned(*roles)
    assert all(phone.run("return window.still") for phone in roles), "a page was loaded anew"


def speaks(phone: Phone) -> bool:
    return phone.sees("You speak", 5) or phone.sees("Your turn to speak", 1)


def turned(speaker: Phone, listener: Phone) -> None:
    speaker.tap("Your turn is theirs")
    listener.waits_for("Say it back")
    listener.tap("I have said it")
    speaker.waits_for("Was that it?")
    speaker.tap("Yes, that’s it")
    speaker.tap("That was all")
    listener.waits_for("How can I help, or shall I just listen?")
    listener.tap("I have asked")
    speaker.waits_for("What would be good now?")
    speaker.tap("Just listen")
    listener.waits_for("Just listen")
    listener.tap("Done, thank you")
    listener.waits_for("Now you speak")
    speaker.waits_for("Now you listen")


def hinted(two: Two) -> None:
    """The coach says one thing while somebody writes; another way is taken, and its gap gives way to what is typed."""
    two.couple()
    phone = two.one
    phone.go("/coach/draft")
    phone.write("In your own words", "You should know why I'm upset.")
    phone.waits_for("What would you ask for")
    assert phone.all(".coach-text mark")
    phone.tap("Begin from this")
    phone.soon(lambda: "…" in phone.all("textarea")[0].get_attribute("value"), "nothing was put into the field")
    phone.driver.switch_to.active_element.send_keys("the keys were gone")
    assert "because the keys were gone ." in phone.all("textarea")[0].get_attribute("value")


def drawn(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(folder / "lake.jpg", "JPEG")
    return folder / "lake.jpg"


def photographed(two: Two) -> None:
    """A photo with a page of the journal; the other sees it."""
    two.couple()
    two.one.go("/memories/journal/new")
    two.one.write("In your own words", "The lake, with nobody there")
    two.one.all("#photo")[0].send_keys(str(drawn(two.one.folder.with_suffix(".photos"))))
    two.one.tap("Keep the page")
    two.one.waits_for("What both of you can read is not rewritten")
    two.other.go("/")
    two.other.tap("Look at it")
    two.other.waits_for("nobody there")
    wide = "const one = document.querySelector('.photos img'); return one && one.complete && one.naturalWidth"
    assert two.other.soon(lambda: two.other.run(wide), "the photo is not shown") > 0


def asked_again(two: Two) -> None:
    """Private pages ask for the passphrase again, refuse a wrong one, and lock."""
    two.couple()
    phone = two.one
    phone.go("/private")
    phone.write("Write a page", "What I tell nobody")
    phone.tap("Keep it for me")
    phone.go("/private")
    assert phone.lacks("What I tell nobody")
    phone.write("Your passphrase, to read them", "not the right one, not at all")
    phone.tap("Open for ten minutes")
    phone.waits_for("does not")
    phone.write("Your passphrase, to read them", PASSPHRASE)
    phone.tap("Open for ten minutes")
    phone.waits_for("What I tell nobody")
    phone.tap("Lock them")
    phone.go("/private")
    assert phone.lacks("What I tell nobody")


def paused(two: Two) -> None:
    """A pause is called on one phone, and covers what is being written on the other without taking it."""
    two.couple()
    two.one.go("/timeline")
    two.other.go("/private")
    two.other.write("Write a page", "only half of this is")
    two.one.tap("Pause")
    two.one.waits_for("Nothing is decided now.")
    two.other.soon(lambda: two.other.all(".live-cover"), "no cover came")
    assert two.other.all("textarea")[0].get_attribute("value") == "only half of this is"


def dated(two: Two) -> None:
    """A day and a time are put before the other, who takes them."""
    two.couple()
    two.one.go("/together/dates/new")
    two.one.driver.find_element("id", "what1").send_keys("Chips on the pier")
    two.one.tap("Put them before Ben")
    two.one.waits_for("Your ideas are with Ben")
    two.other.go("/together")
    two.other.tap("This one")
    two.other.waits_for("Your time:")


def without_script(two: Two) -> None:
    """The same without any script: words are sent, a question opens, and a link leads away at once."""
    two.couple()
    thanks(two.one)
    asks(two.one)
    opens_the_note(two.other)
    answers(two.other)
    two.one.tap("Look again")
    two.one.waits_for("Fresh bread")
    two.one.tap("Leave quickly")
    two.one.waits_for("An encyclopaedia")


WALKS = (signed_up_and_paired, thanked, answered, listened, hinted, photographed, asked_again, paused, dated)
