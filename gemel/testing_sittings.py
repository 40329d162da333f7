"""Two phones in a sitting: beginning one, and tapping as whoever speaks or listens. For browser tests only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gemel.testing_browser import Phone, Two


def begin(two: Two, name: str, ready: str = "I am here") -> None:
    """One asks, the other hears of it without doing anything, and both tap that they are there."""
    two.other.go("/")
    two.one.go(f"/exercises/{name}")
    two.one.tap("Ask Ben")
    two.one.waits_for("Ben is asked")
    two.other.page.locator("gm-live .live-line a").wait_for()
    two.other.tap("See")
    two.other.waits_for("would like")
    two.other.tap("Now is good")
    two.one.waits_for("Are you both here?")
    two.one.tap(ready)
    two.one.waits_for("It goes on when both have tapped")
    two.other.tap(ready)


@dataclass
class Roles:
    """Who speaks and who listens just now."""

    speaker: Phone
    listener: Phone

    def swapped(self) -> Roles:
        return Roles(self.listener, self.speaker)


def roles(two: Two) -> Roles:
    """Read off the phones themselves, once both show a turn."""
    two.one.page.locator(".sitting-role", has_text=re.compile("You (speak|listen)")).wait_for()
    speaks = "You speak" in two.one.page.inner_text(".sitting-role")
    return Roles(two.one, two.other) if speaks else Roles(two.other, two.one)


def both_see(two: Two, text: str) -> None:
    for phone in (two.one, two.other):
        phone.waits_for(text)


def clock_moves(two: Two, seconds: int) -> None:
    """The server's clock goes on; each phone looks again, as it would by its own countdown."""
    two.house.clock.forward(seconds=seconds)
    for phone in (two.one, two.other):
        phone.page.reload()
        phone.settle()
