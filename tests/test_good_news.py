"""Good news told apart, as two people enjoy it. The name is the programme's row; the live form is in test_live_time."""

from __future__ import annotations

from gemel.testing_browser import Two

NEWS, ASKS = "They kept my drawing for the front page", "What did you do in the first minute?"
SHOWS, MARKS = "You drew it again when nobody had asked", "We frame it on Saturday"


def test_D2_good_news_is_told_apart_asked_about_and_marked(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/growth")
    ana.page.get_by_role("link", name="Good news").click()
    ana.settle()
    ana.look("no-news-yet")
    ana.tap("Tell something good")
    ana.write("What happened", NEWS)
    ana.look("telling-it")
    ana.tap("Tell Ben")
    ana.waits_for("It is with Ben")
    ben.go("/")
    assert ben.sees("Ana has good news") and ben.lacks("front page")
    ben.look("today-good-news")
    ben.tap("Read it")
    ben.write("Something you are curious about", ASKS)
    ben.write("What it says about them", SHOWS)
    ben.write("How shall you two mark it?", MARKS)
    ben.look("being-glad")
    ben.tap("Send it")
    ben.waits_for(MARKS)
    ana.go("/")
    ana.tap("Read it")
    assert ana.sees(ASKS) and ana.sees(SHOWS)
    ana.write("Tell a little more", "I rang you, and nobody picked up")
    ana.look("asked-about")
    ana.tap("Send it")
    ben.go("/")
    ben.tap("Read it")
    assert ben.sees("nobody picked up")
    ben.go("/timeline")
    assert ben.sees(NEWS) and ben.sees(MARKS)
