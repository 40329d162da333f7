"""Phones down, a ring, a bell, a pacer: by themselves, without network, in stillness as in motion."""

from __future__ import annotations

import re
from typing import Any

from gemel.ui.tests.conftest import One
from gemel.ui.tests.faking import Fake, page

DOWN = (
    '<gm-down data-left="{left}" data-sound="yes"><div data-while><h1>Phones down</h1></div>'
    "<div data-over hidden><h1>That was your time</h1></div></gm-down>"
)
PACER = (
    '<gm-pacer data-in="1" data-out="2" data-minutes="0.1" data-breathe-in="Breathe in" data-breathe-out="Breathe out" '
    'data-end="That is all." data-stop="Stop"><button type="button" hidden>Begin</button></gm-pacer>'
)
SOUND = '<gm-sound data-on="Sound is on" data-off="Sound is off"><button type="button" hidden></button></gm-sound>'


def shows(one: One, fake: Fake, main: str, live: str = "") -> None:
    fake.pages["/one"] = page(main, live=live)
    one.go("/one")


def bells(one: One) -> list[float]:
    """When each bell that was not taken back rings, in seconds from now: its lowest tone counts."""
    found: list[Any] = one.page.evaluate(
        "() => window.tones.filter(t => t.frequency.value < 600 && !t.stopped).map(t => t.at - performance.now() / 1000)"
    )
    return [round(at, 1) for at in found]


def touch(one: One) -> None:
    one.page.touchscreen.tap(200, 700)
    one.waits(0.1)


def test_phones_down_ends_without_network_with_a_bell(one: One, fake: Fake) -> None:
    shows(one, fake, DOWN.format(left=2))
    touch(one)
    assert len(bells(one)) == 1  # set ahead, on the audio clock
    one.page.context.set_offline(True)
    fake.asked.clear()
    one.sees("That was your time", 4)
    assert not one.page.get_by_text("Phones down").is_visible()
    assert len(bells(one)) == 1
    assert fake.asked == []


def test_phones_down_knows_at_once_after_the_phone_was_locked(one: One, fake: Fake) -> None:
    shows(one, fake, DOWN.format(left=2400))
    touch(one)
    one.page.evaluate("window.see(true); window.shifted = 2_500_000; window.see(false)")  # the steady clock stood still
    one.sees("That was your time", 1)
    assert min(map(abs, bells(one))) < 0.5  # the one that slept is taken back, and one rings now
    assert len(bells(one)) == 1


def test_phones_down_does_not_mind_a_clock_set_back_or_by_a_day(one: One, fake: Fake) -> None:
    shows(one, fake, DOWN.format(left=3))
    for jump in (-3_600_000, 90_000_000, 0):
        one.page.evaluate("jump => { window.shifted = jump; window.see(false) }", jump)
        one.waits(0.1)
        assert one.page.get_by_text("Phones down").is_visible()
    one.sees("That was your time", 4)


def test_phones_down_asks_the_server_where_the_clock_leapt(one: One, fake: Fake) -> None:
    inside = f'<gm-sitting class="sitting" data-address="/one" data-version="17">{DOWN.format(left=2400)}</gm-sitting>'
    shows(one, fake, inside)
    one.page.evaluate("window.shifted = 3_000_000; window.see(false)")  # somebody set the clock
    one.until(lambda: fake.count("GET /one") == 2)
    one.waits(0.3)
    assert one.page.get_by_text("Phones down").is_visible()


def test_phones_down_taken_back_does_not_ring(one: One, fake: Fake) -> None:
    shows(one, fake, DOWN.format(left=600))
    touch(one)
    assert len(bells(one)) == 1
    one.page.evaluate("document.querySelector('gm-down').remove()")
    assert bells(one) == []


def test_sound_is_off_unless_asked_for_and_stays_as_asked(one: One, fake: Fake) -> None:
    shows(one, fake, SOUND + '<gm-timer data-left="30" data-total="30"></gm-timer>')
    touch(one)
    assert bells(one) == []
    one.page.get_by_role("button", name="Sound is off").click()
    one.waits(0.1)
    assert len(bells(one)) == 1
    shows(one, fake, SOUND + '<gm-timer data-left="30" data-total="30"></gm-timer>')
    touch(one)
    assert 28 < bells(one)[0] <= 30
    one.page.get_by_role("button", name="Sound is on").click()
    assert one.page.get_by_role("button", name="Sound is off").is_visible()


def test_a_ring_empties_and_glows_without_a_number(one: One, fake: Fake) -> None:
    shows(one, fake, '<gm-timer data-left="2" data-total="4"></gm-timer>')
    ring = one.page.locator("gm-timer circle").last
    assert 0.45 < float(ring.get_attribute("stroke-dashoffset") or 0) < 0.6
    one.page.locator("gm-timer.is-over").wait_for(timeout=4000)
    assert float(ring.get_attribute("stroke-dashoffset") or 0) == 1
    assert one.page.locator("gm-timer").inner_text() == ""
    assert one.page.locator("gm-timer svg").get_attribute("aria-hidden") == "true"


def test_a_ring_that_is_empty_already_rings_no_bell(one: One, fake: Fake) -> None:
    one.go("/")
    one.page.evaluate("localStorage.setItem('gemel-sound', 'yes')")
    shows(one, fake, '<gm-timer data-left="0" data-total="4"></gm-timer>')
    touch(one)
    assert bells(one) == []


def words(one: One) -> str:
    return one.page.locator("gm-pacer [aria-live=off]").inner_text()


def breathes(one: One, fake: Fake) -> None:
    shows(one, fake, PACER)
    one.page.get_by_role("button", name="Begin").click()
    assert "Breathe in 1, Breathe out 2" in one.page.locator("gm-pacer [role=status]").inner_text()
    one.page.wait_for_function("() => document.querySelector('[aria-live=off]').textContent === 'Breathe in'")
    one.page.wait_for_function("() => document.querySelector('[aria-live=off]').textContent === 'Breathe out'")


def test_a_pacer_ends_when_a_breath_has_gone_out(one: One, fake: Fake) -> None:
    breathes(one, fake)
    seen = one.page.evaluate(
        "() => new Promise(done => { const seen = [], line = document.querySelector('[aria-live=off]');"
        "new MutationObserver(() => { if (line.textContent) seen.push(line.textContent); if (line.textContent === 'That is all.') done(seen) })"
        ".observe(line, { childList: true }) })"
    )
    assert seen == ["Breathe in", "Breathe out", "That is all."]
    assert one.page.get_by_role("button", name="Begin").is_visible()


def test_a_pacer_stops_when_pressed_again(one: One, fake: Fake) -> None:
    breathes(one, fake)
    one.page.get_by_role("button", name="Stop").click()
    assert words(one) == ""
    one.waits(2.5)
    assert words(one) == ""


def test_a_pacer_without_motion_counts_in_dots(one: One, fake: Fake) -> None:
    breathes(one, fake)
    one.waits(1.2)
    assert re.fullmatch(r"· ·( ·)?", one.page.locator(".pacer-dots").inner_text())
    assert one.page.evaluate("getComputedStyle(document.querySelector('.pacer-disc')).transitionDuration") == "0s"


def test_a_pacer_with_motion_grows_as_long_as_the_breath(one: One, fake: Fake) -> None:
    breathes(one, fake)
    assert one.page.evaluate("getComputedStyle(document.querySelector('.pacer-disc')).transitionDuration") == "2s"
    assert one.page.locator(".pacer-dots").inner_text() == ""
