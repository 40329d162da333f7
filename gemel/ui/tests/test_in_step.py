"""Two phones in step, seen from one of them: what it hears, what it asks, and that nothing typed or tapped is lost."""

from __future__ import annotations

import time

from gemel.ui.tests.conftest import One
from gemel.ui.tests.faking import COVER, LINE, Fake

SITTING, NOW, POLL = "GET /sittings/1", "GET /live/now", "GET /live/version"


def sitting(one: One, fake: Fake) -> None:
    one.go("/sittings/1")
    one.until(lambda: fake.open)
    one.waits(0.1)


def hide(one: One, hidden: bool = True) -> None:
    one.page.evaluate("hidden => window.see(hidden)", hidden)


def test_an_event_brings_the_page_anew_with_its_mood(one: One, fake: Fake) -> None:
    sitting(one, fake)
    fake.changes("You speak", mood="nearly-off")
    one.sees("You speak")
    assert "nearly-off" in (one.page.get_attribute("body", "class") or "")
    assert fake.count(SITTING) == 2
    assert one.page.evaluate("document.activeElement.id") == "main"


def test_an_equal_version_brings_nothing(one: One, fake: Fake) -> None:
    sitting(one, fake)
    fake.tell()
    fake.tell("other")
    one.waits(0.4)
    assert (fake.count(SITTING), fake.count(NOW), fake.count(POLL)) == (1, 0, 0)


def test_again_is_looked_at_whatever_its_version(one: One, fake: Fake) -> None:
    sitting(one, fake)
    fake.card = "Only you know"
    fake.tell("again")
    one.sees("Only you know")
    fake.card = "Something may have been missed"
    fake.tell("again", 0)
    one.sees("Something may have been missed")


def test_an_older_sitting_is_asked_for_once_and_not_for_ever(one: One, fake: Fake) -> None:
    sitting(one, fake)
    for _time in range(3):
        fake.tell(version=99)
    one.waits(0.6)
    assert fake.count(SITTING) == 2
    assert fake.count(NOW) == 1


def test_a_page_nobody_looks_at_holds_no_stream(one: One, fake: Fake) -> None:
    sitting(one, fake)
    hide(one)
    one.until(lambda: not fake.open)
    fake.changes("You speak")
    one.waits(0.3)
    assert fake.count(SITTING) == 1
    hide(one, False)
    one.sees("You speak", 1)
    one.until(lambda: fake.open)


def test_one_stream_lives_through_boosted_pages(one: One, fake: Fake) -> None:
    one.go("/")
    one.until(lambda: fake.open)
    one.page.get_by_role("link", name="Elsewhere").click()
    one.page.wait_for_url("**/other")
    one.waits(0.3)
    assert fake.count("GET /live") == 1


def test_where_the_stream_is_swallowed_it_asks_every_3_seconds(one: One, fake: Fake) -> None:
    fake.streams = "silent"
    sitting(one, fake)
    one.waits(2)
    assert fake.count(POLL) == 0
    one.until(lambda: fake.count(POLL) >= 1, 6)
    fake.open.clear()
    fake.changes("You speak")  # nobody hears the event: it is asked for
    one.sees("You speak", 4)


def test_where_the_stream_is_refused_it_asks_as_well(one: One, fake: Fake) -> None:
    fake.streams = "refuse"
    one.go("/sittings/1")
    fake.changes("You speak")
    one.sees("You speak", 5)
    one.until(lambda: fake.count("GET /live") >= 2)


def test_the_network_is_lost_and_back_right_within_a_second(one: One, fake: Fake) -> None:
    sitting(one, fake)
    one.page.context.set_offline(True)
    fake.version += 1
    fake.card = "You speak"
    one.waits(1.5)
    assert not one.page.get_by_role("heading", name="You speak").count()
    one.page.context.set_offline(False)
    back = time.monotonic()
    one.sees("You speak", 3)
    assert time.monotonic() - back < 2.5  # sooner than any asking every 3 s; bench/live measures how fast it is


def test_nothing_typed_is_lost_to_an_event(one: One, fake: Fake) -> None:
    sitting(one, fake)
    one.page.locator("summary").click()
    one.page.locator("#words").click()
    one.page.keyboard.type("half of a sent")
    fake.changes("Still you")
    one.sees("Still you")
    one.page.keyboard.type("ence")
    assert one.page.input_value("#words") == "half of a sentence"
    assert one.page.locator("details[open]").count() == 1


def test_nothing_typed_is_lost_where_its_field_is_gone(one: One, fake: Fake) -> None:
    sitting(one, fake)
    one.page.locator("#words").click()
    one.page.keyboard.type("half of a sent")
    fake.changes("You listen now", writes=False)
    one.page.get_by_role("heading", name="You listen now").wait_for()
    one.page.keyboard.type("ence")
    assert one.page.input_value("#words") == "half of a sentence"
    fake.changes("You write", writes=True)
    one.page.get_by_role("heading", name="You write").wait_for()
    assert one.page.locator("textarea").count() == 1
    assert one.page.input_value("form #words") == "half of a sentence"


def test_a_tap_without_network_is_kept_and_goes_out_once(one: One, fake: Fake) -> None:
    sitting(one, fake)
    one.page.fill("#words", "I was glad")
    one.page.context.set_offline(True)
    one.page.get_by_role("button", name="Go on").click()
    one.sees("Your tap is kept.")
    assert one.page.input_value("#words") == "I was glad"
    assert fake.sent == []
    one.page.context.set_offline(False)
    one.sees("It goes on when both have tapped", 2)
    one.waits(0.5)
    assert fake.sent == [{"version": ["17"], "words": ["I was glad"], "tap": ["on"]}]
    assert one.page.inner_text("gm-offline") == ""


def test_the_clock_moves_it_on_by_itself(one: One, fake: Fake) -> None:
    fake.left = 1
    sitting(one, fake)
    fake.left, fake.card = None, "The time is over"
    one.sees("The time is over", 2)
    assert fake.count(SITTING) == 2


def test_a_phone_that_slept_through_it_looks_when_it_wakes(one: One, fake: Fake) -> None:
    fake.left = 900
    sitting(one, fake)
    hide(one)
    fake.left, fake.card = None, "The time is over"
    one.page.evaluate("window.shifted = 901_000")
    hide(one, False)
    one.sees("The time is over", 1)


def test_a_clock_that_does_not_move_on_is_not_asked_without_end(one: One, fake: Fake) -> None:
    fake.left = 0
    sitting(one, fake)
    one.waits(4)
    assert 2 <= fake.count(SITTING) <= 5


def test_a_wish_is_a_quiet_line_and_stays_while_one_looks_around(one: One, fake: Fake) -> None:
    one.go("/")
    one.until(lambda: fake.count(NOW) == 1)
    fake.now = LINE
    fake.changes("asked")
    one.sees("Ben would like 12 minutes")
    one.page.get_by_role("link", name="Elsewhere").click()
    one.page.wait_for_url("**/other")
    one.sees("Ben would like 12 minutes")
    assert fake.count(NOW) == 2
    fake.now = ""
    fake.changes("taken back")
    one.page.locator(".live-line").wait_for(state="detached")


def test_the_version_is_remembered_for_the_whole_visit(one: One, fake: Fake) -> None:
    one.go("/")
    one.until(lambda: fake.count(NOW) == 1)
    one.waits(0.2)
    one.go("/other")
    one.until(lambda: fake.count("GET /live") == 2)
    one.waits(0.4)
    assert fake.count(NOW) == 1


def test_a_pause_is_gone_to_at_once(one: One, fake: Fake) -> None:
    one.go("/")
    one.until(lambda: fake.open)
    fake.now = COVER
    fake.changes("paused")
    one.sees("Nothing is decided now.")
    assert one.page.url.endswith("/sittings/2")
    assert "calm-mood" in (one.page.get_attribute("body", "class") or "")
    one.waits(0.3)
    assert one.page.locator(".live-cover").count() == 0


def test_a_pause_in_the_middle_of_something_else_is_gone_to(one: One, fake: Fake) -> None:
    sitting(one, fake)
    fake.now = COVER
    fake.tell(version=18)
    one.sees("Nothing is decided now.")


def test_a_pause_covers_what_is_being_typed_and_leaves_it_there(one: One, fake: Fake) -> None:
    one.go("/")
    one.until(lambda: fake.open)
    one.page.locator("#note").click()
    one.page.keyboard.type("only half")
    fake.now = COVER
    fake.changes("paused")
    one.page.locator(".live-cover").wait_for()
    one.waits(0.2)
    assert one.page.url.endswith("/")
    one.page.keyboard.type("lost")  # what is covered takes no words
    one.page.get_by_role("button", name="Finish what I was writing first").click()
    one.page.keyboard.type(" of this")
    assert one.page.input_value("#note") == "only half of this"
    one.page.get_by_role("button", name="Keep it").click()
    one.sees("Nothing is decided now.")
    assert fake.sent == [{"note": ["only half of this"]}]
