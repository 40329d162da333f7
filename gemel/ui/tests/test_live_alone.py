"""Phones down and breathing on their real pages, with nobody to ask."""

from __future__ import annotations

import pytest

from gemel.testing_browser import Phone, Two
from gemel.ui.tests.house import AUDIO, HIDE

BELLS = "struck.filter(one => one.at !== null && (one.stopped === null || one.stopped > one.at)).map(one => one.at)"
ENDED = "That was your time"


def laid_down(two: Two) -> Phone:
    """Phones down for forty minutes, on a page whose clock and bell the test holds."""
    phone = two.one
    phone.page.add_init_script(AUDIO)
    phone.page.clock.install()
    two.couple()
    phone.go("/exercises/down")
    phone.page.get_by_text("40 minutes", exact=True).click()
    phone.tap("Begin")
    phone.waits_for("Lay it face down.")
    return phone


def test_phones_down_ends_without_network_and_with_the_bell(two: Two) -> None:
    phone = laid_down(two)
    began = phone.page.evaluate("performance.now() / 1000")
    bells = [round(at) for at in phone.page.evaluate(BELLS)]
    assert bells  # set ahead of time, on the audio clock
    assert all(abs(at - began - 2400) < 3 for at in bells)
    phone.context.set_offline(True)
    phone.page.clock.run_for(39 * 60_000)
    assert phone.page.get_by_text(ENDED).is_hidden()
    phone.page.clock.run_for(61_000)
    phone.waits_for(ENDED, seconds=2)
    assert phone.lacks("Lay it face down.")
    assert [round(at) for at in phone.page.evaluate(BELLS)] == bells  # rung, and once


def test_a_phone_that_slept_knows_as_soon_as_it_is_looked_at(two: Two) -> None:
    phone = laid_down(two)
    phone.context.set_offline(True)
    phone.page.evaluate(HIDE, True)
    # Asleep: the steady clock stood still, only the time of day went on.
    phone.page.evaluate("() => { const then = Date.now; Date.now = () => then() + 41 * 60_000 }")
    phone.page.evaluate(HIDE, False)
    phone.waits_for(ENDED, seconds=2)


@pytest.mark.parametrize("hours", [-30, 24 * 400])
def test_a_clock_that_jumps_ends_nothing(two: Two, hours: int) -> None:
    phone = laid_down(two)
    phone.context.set_offline(True)
    phone.page.evaluate("hours => { const then = Date.now; Date.now = () => then() + hours * 3_600_000 }", hours)
    phone.page.evaluate(HIDE, False)
    phone.page.wait_for_timeout(300)
    assert phone.page.get_by_text(ENDED).is_hidden()


def breathing(two: Two, motion: str = "reduce") -> Phone:
    phone = two.one
    phone.page.add_init_script(AUDIO)
    phone.page.clock.install()
    phone.page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    two.couple()
    phone.go("/calm/breathing?minutes=1")
    phone.page.locator("gm-pacer button").click()
    return phone


def words(phone: Phone) -> str:
    return phone.page.locator("gm-pacer").inner_text()


def test_the_pacer_says_when_to_breathe_and_ends_after_a_breath_out(two: Two) -> None:
    phone = breathing(two)
    phone.page.clock.run_for(1000)
    assert "Breathe in" in words(phone)
    status = phone.page.locator("gm-pacer [role=status]").text_content()
    phone.page.clock.run_for(4000)
    assert "Breathe out" in words(phone)
    assert phone.page.locator("gm-pacer [role=status]").text_content() == status  # said once, not at each breath
    phone.page.clock.run_for(54_000)
    assert "Breathe out" in words(phone)
    phone.page.clock.run_for(3000)
    assert "That is all." in words(phone)


def test_the_disc_grows_only_where_motion_is_welcome(two: Two) -> None:
    phone = breathing(two)
    phone.page.clock.run_for(3000)
    disc = phone.page.locator(".pacer-disc")
    assert disc.evaluate("one => getComputedStyle(one).transitionDuration") == "0s"
    assert "·" in words(phone)
    phone.page.emulate_media(reduced_motion="no-preference")
    assert disc.evaluate("one => getComputedStyle(one).transitionDuration") != "0s"
