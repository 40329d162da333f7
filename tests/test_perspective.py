"""A moment of the week as two people look at it, each from their own side. Names are the programme's rows."""

from __future__ import annotations

from gemel.testing_browser import Phone, Two

MOMENT = "Sunday at your sister’s"
ANA, BEN = "I was proud of how you told that story", "I had nobody to talk to until the cake"


def tells(phone: Phone, guess: list[str], felt: list[str], words: str) -> None:
    """Pick the words of both sides as a thumb would, and hand them in."""
    for name, chosen in (("guess", guess), ("felt", felt)):
        for word in chosen:
            phone.page.locator(f'input[name="{name}"][value="{word}"]').check()
    phone.write("A line of your own", words)


def test_S6_2_P3_each_guesses_and_then_asks_instead_of_assuming(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/empathy")
    ana.tap("Look at a moment of this week from both sides")
    ana.write("Which one?", MOMENT)
    ana.look("which-moment")
    ana.tap("Look at it from both sides")
    tells(ana, ["happy", "at ease"], ["proud"], ANA)
    ana.look("both-sides-form")
    ana.tap("Hand it in")
    ana.waits_for("Opens when both are ready")
    ana.look("waiting")
    ben.go("/")
    assert ben.sees(MOMENT) and ben.lacks("proud")
    ben.look("today-a-moment")
    ben.tap("Look at it")
    tells(ben, ["proud"], ["lonely", "at ease"], BEN)
    ben.tap("Hand it in")
    ben.waits_for("How it was for Ana")
    assert ben.sees(ANA)
    ana.go("/")
    ana.tap("Read them together")
    assert ana.sees(BEN) and ana.sees("On both sheets:")
    assert ana.sees("You said ‘lonely’. What was that like?")  # a question to ask, and no verdict
    assert ana.sees("I had pictured ‘happy’. Was there any of that?")
    assert ana.lacks("wrong") and ana.lacks("%")
    ana.look("both-sides")
    ana.go("/timeline")
    assert ana.sees(ANA) and ana.sees(BEN)


def test_S6_2_either_leaves_it_alone_and_nobody_can_tell(two: Two) -> None:
    two.couple()
    assert two.one.client is not None
    address = two.one.client.post("/empathy/perspectives", {"moment": MOMENT}).url.path
    two.other.go("/")
    two.other.tap("Look at it")
    two.other.tap("Leave this one")
    two.other.go("/")
    assert two.other.lacks(MOMENT)
    two.one.go(address)
    two.one.page.locator('input[name="felt"][value="proud"]').check()
    two.one.tap("Hand it in")
    assert two.one.sees("nothing to wait for here")
