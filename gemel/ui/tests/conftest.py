"""One phone in front of the tiny server: what it hears on its console fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from gemel.testing_browser import PHONE
from gemel.ui.tests.faking import Fake, faking

# The two clocks of a device, and its sound, for a test to move and to hear.
DEVICE = """
  window.slept = 0; window.shifted = 0; window.tones = []
  const steady = performance.now.bind(performance), wall = Date.now
  performance.now = () => steady() - window.slept
  Date.now = () => wall() + window.shifted
  const part = () => ({ connect: other => other, disconnect() {}, frequency: {},
    gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} } })
  window.AudioContext = class {
    state = "suspended"
    destination = {}
    get currentTime() { return performance.now() / 1000 }
    async resume() { this.state = "running" }
    createGain() { return part() }
    createOscillator() {
      const tone = { ...part(), start(at) { tone.at = at; window.tones.push(tone) }, stop(at) { if (at === undefined) tone.stopped = true } }
      return tone
    }
  }
  window.see = hidden => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
    document.dispatchEvent(new Event("visibilitychange"))
  }
"""
# What a browser itself says of a lost network, and htmx after it.
QUIET = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest", "net::ERR_")


@dataclass
class One:
    page: Page
    address: str
    errors: list[str]

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_function("() => customElements.get('gm-timer') && window.gemel?.dress")

    def sees(self, text: str, seconds: float = 5) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=seconds * 1000)

    def waits(self, seconds: float) -> None:
        self.page.wait_for_timeout(seconds * 1000)

    def until(self, true: Any, seconds: float = 5) -> None:
        """Wait for something that only the server knows."""
        for _try in range(int(seconds * 50)):
            if true():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError("it did not happen")


@pytest.fixture
def fake() -> Iterator[Fake]:
    with faking() as (one, address):
        one.address = address  # type: ignore[attr-defined]
        yield one


@pytest.fixture
def one(fake: Fake, browser: Any, request: pytest.FixtureRequest) -> Iterator[One]:
    still = "no-preference" if "with_motion" in request.node.name else "reduce"
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, reduced_motion=still)
    context.set_default_timeout(8000)
    context.add_init_script(DEVICE)
    page, errors = context.new_page(), []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" and not any(word in message.text for word in QUIET) else None)  # fmt: skip
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield One(page, fake.address, errors)  # type: ignore[attr-defined]
    context.close()
    assert not errors, errors
