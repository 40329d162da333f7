"""An ordinary evening as two people spend it. The names are the programme's rows; the day talked over is in
test_live_time."""

from __future__ import annotations

from gemel.testing_browser import Two
from gemel.testing_sittings import both_see, clock_moves

SOUP = "A soup without hurry: one chops, one stirs, both taste."


def test_S4_2_S4_4_something_is_cooked_together_and_the_phones_stay_away(two: Two) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/together/ideas?place=home")
    ana.page.get_by_label("A soup without hurry").check()
    ana.tap("Give them a day")
    ana.tap("Put them before Ben")
    ana.waits_for("with Ben")
    ben.go("/")
    ben.tap("Look at it")
    ben.page.locator(".card", has_text="A soup without hurry").get_by_role("button").first.click()
    ben.settle()
    ben.waits_for("Your time:")
    assert ben.sees(SOUP.split(":")[0])
    ana.go("/exercises/down")
    ana.page.get_by_text("40 minutes", exact=True).click()
    ana.tap("Begin")
    both_see(two, "Lay it face down.")
    ben.go("/")
    assert ben.sees("Lay it face down.")  # nothing else asks to be looked at meanwhile
    clock_moves(two, 40 * 60 + 1)
    both_see(two, "That was your time")
    ana.go("/timeline")
    assert ana.sees("Phones down · 40 minutes")
