"""Real pages over the real stream stay right; what the elements do by themselves is in test_in_step."""

from __future__ import annotations

import time

from gemel.testing_browser import Phone, Two
from gemel.testing_sittings import Roles, both_see, clock_moves, roles
from gemel.ui.tests.house import STREAM, asked, asks_of, says, taps, version

LISTENING = "Are you both here?"
SOON = 2.5  # seconds: sooner than any asking every 3 s could be; how fast it really is, bench/live measures
EVERYTHING = (
    """[...document.querySelectorAll("main textarea")].map(one => one.value).join() + JSON.stringify(sessionStorage)"""
)


def test_what_the_other_phone_does_is_shown_without_a_tap(two: Two) -> None:
    address = asked(two)
    taps(two.other, address, "now")
    two.one.waits_for(LISTENING, seconds=3)


def test_where_no_stream_comes_through_it_is_asked_for(two: Two) -> None:
    two.one.page.add_init_script(STREAM)  # opens, and says nothing
    two.one.page.clock.install()
    address = asked(two)
    asks = asks_of(two.one, "/live/version")
    taps(two.other, address, "now")
    two.one.page.clock.run_for(4500)
    two.one.waits_for(LISTENING, seconds=3)
    two.one.page.clock.run_for(3100)
    two.one.page.wait_for_function("() => true")
    assert len(asks) >= 2
    before = two.one.page.evaluate("streams.length")
    two.one.page.clock.run_for(61_000)
    assert two.one.page.evaluate("streams.length") > before  # and the stream is tried again


def test_after_the_network_was_away_the_page_is_right_within_a_second(two: Two) -> None:
    address = asked(two)
    two.one.context.set_offline(True)
    taps(two.other, address, "now")
    two.one.page.wait_for_timeout(300)
    assert two.one.lacks(LISTENING)
    two.one.context.set_offline(False)
    began = time.monotonic()
    two.one.waits_for(LISTENING, seconds=3)
    assert time.monotonic() - began < SOON


def test_what_is_typed_stays_through_an_event_and_when_its_card_is_gone(two: Two) -> None:
    address = asked(two, "In writing")
    now = in_writing(two, address)
    field = now.speaker.page.locator("textarea[name=words]")
    field.fill("I was glad of the rain")
    tell_again(two, now.speaker)
    assert field.input_value() == "I was glad of the rain"
    assert field.evaluate("one => one === document.activeElement")
    taps(now.listener, address, "stop")
    now.speaker.page.locator("gm-sitting.is-over").wait_for()
    assert "I was glad of the rain" in now.speaker.page.evaluate(EVERYTHING)


def test_a_tap_without_network_is_kept_and_sent_once_there_is_one(two: Two) -> None:
    address = asked(two)
    taps(two.other, address, "now")
    two.one.waits_for(LISTENING)
    two.one.context.set_offline(True)
    two.one.page.get_by_role("button", name="I am here to listen").click()
    two.one.page.locator("gm-offline:not(:empty)").wait_for()
    sent: list[str] = []
    two.one.page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    two.one.context.set_offline(False)
    two.one.waits_for("It goes on when both have tapped", seconds=3)
    two.one.page.wait_for_timeout(500)
    assert len(sent) == 1
    assert two.one.page.inner_text("gm-offline") == ""


def test_a_server_that_answers_with_trouble_takes_nothing_off_the_page(two: Two) -> None:
    two.one.page.add_init_script(STREAM)
    address = asked(two)
    two.one.page.route(f"**{address}", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    says(two.one, "sitting", version(two.one) + 1)
    two.one.page.wait_for_timeout(600)
    assert two.one.sees("Ben is asked")
    two.one.page.unroute(f"**{address}")
    taps(two.other, address, "now")
    says(two.one, "sitting", version(two.one) + 1)
    two.one.waits_for(LISTENING, seconds=3)


def in_writing(two: Two, address: str) -> Roles:
    """Apart and in writing, up to the first turn."""
    two.other.go(address)
    two.other.tap("Now is good")
    for words in ("I am here to listen", "Something from today"):
        for phone in (two.one, two.other):
            phone.waits_for(words)
            phone.tap(words)
    both_see(two, "Phones down")
    clock_moves(two, 11)
    return roles(two)


def tell_again(two: Two, phone: Phone) -> None:
    """Have their page fetched anew, by the real bus, and wait until it was."""
    assert phone.client is not None
    before = phone.page.evaluate_handle("document.getElementById('main')")
    two.house.house.bus.publish([phone.client.me().id], "again", version(phone))
    phone.page.wait_for_function("before => before !== document.getElementById('main')", arg=before)
