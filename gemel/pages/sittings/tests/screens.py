"""The screen of a sitting as one person has it before them: its buttons, and what they send."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx

from gemel.testing import Client

HTMX = {"hx-request": "true"}


class Screen:
    """A phone on the page of one sitting. It taps only what that page shows."""

    def __init__(self, who: Client, path: str = "") -> None:
        self.who, self.path = who, path
        self.page: httpx.Response | None = None
        if path:
            self.look()

    def look(self) -> Screen:
        self.page = self.who.get(self.path)
        assert self.page.status_code == 200, self.page.status_code
        return self

    @property
    def html(self) -> str:
        assert self.page is not None
        return unescape(self.page.text)

    @property
    def title(self) -> str:
        return re.sub(r"<[^>]+>", "", re.findall(r"<h1>(.*?)</h1>", self.html, re.S)[0]).strip()

    @property
    def version(self) -> str:
        return re.findall(r'data-version="(\d+)"', self.html)[0]

    @property
    def taps(self) -> list[str]:
        return re.findall(r'name="tap" value="([^"]*)"', self.html)

    def tap(self, tap: str, **more: Any) -> Screen:
        """Tap a button of this page; the page it leads to is looked at."""
        assert tap in self.taps, (tap, self.taps, self.title)
        return self.send(tap, self.version, **more)

    def send(self, tap: str, version: str, headers: dict[str, str] | None = None, **more: Any) -> Screen:
        """A tap as any client could send it, on a page of that version."""
        self.page = self.who.post(f"{self.path}/taps", {"tap": tap, "version": version} | more, **(headers or {}))
        return self


def begun(who: Client, exercise: str, way: str = "phones", **more: Any) -> Screen:
    answer = who.post("/sittings", {"exercise": exercise, "way": way} | more)
    assert answer.status_code == 200, answer.status_code
    found = Screen(who)
    found.page, found.path = answer, answer.url.path
    return found


def ready(ana: Client, ben: Client, exercise: str, way: str = "phones") -> tuple[Screen, Screen]:
    """Asked by Ana, taken up by Ben, and both are there."""
    one = begun(ana, exercise, way)
    other = Screen(ben, one.path).tap("now")
    one.look().tap("ready")
    other.look().tap("ready")
    return one.look(), other


def listening(ana: Client, ben: Client, way: str = "phones") -> tuple[Screen, Screen]:
    """On the floor: who speaks, and who listens."""
    one, other = ready(ana, ben, "listening", way)
    one.tap("pick:day")
    other.tap("pick:ahead").tap("pass")
    one.look()
    return (one, other) if "done" in one.taps else (other, one)
