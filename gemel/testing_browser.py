"""Two phones in one Chromium: contexts, screenshots kept as artefacts, axe on every page that is looked at."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from gemel.testing import PASSPHRASE, Client, TestHouse

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PICTURES = [(size, at, scheme) for size, at in (("phone", PHONE), ("desk", DESK)) for scheme in ("light", "dark")]
IN_CI = 6
ARTEFACTS = Path("artefacts") / "screens"
# Without these Chromium looks for its maker's hosts at every start, and waits.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-quic",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there: the shell draws no window of its own, and a walk costs half the processor's time in it."""


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser | None]:
    found = program()
    if found is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


POLICY = "addEventListener('securitypolicyviolation', one => console.error('against the policy:', one.violatedDirective))"
"""Whatever a page does against its own policy is an error of its walk, also where the browser would only remark on it."""


@dataclass
class Phone:
    """One person's browser. `page` is playwright's; the rest is what a person does with it."""

    house: TestHouse
    address: str
    context: BrowserContext
    page: Page
    test: str
    scripted: bool = True
    client: Client | None = None
    errors: list[str] = field(default_factory=list)

    def sign_in_as(self, client: Client) -> None:
        """Hand this browser an account that exists already."""
        self.client = client
        self.context.add_cookies([{"name": "gemel", "value": client.cookie, "url": self.address}])

    def client_again(self) -> Client:
        """The same person after their session ran out: signed in anew."""
        assert self.client is not None
        self.client.cookie = self.house.house.sessions.begin(self.client.entrance_now(), self.house.clock.now)
        return self.client

    def go(self, path: str) -> None:
        self.page.goto(self.address + path if path.startswith("/") else path)

    def tap(self, name: str) -> None:
        """Tap the button or link of that name, and wait until its page is there."""
        target = self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        )
        target.first.click()
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_load_state("domcontentloaded")
        if self.scripted:
            self.page.wait_for_function(
                "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
            )

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def sees(self, text: str, seconds: float = 10) -> bool:
        """Whether the text is on the page, now or before long: what the other phone did may still be on its way."""
        until = time.monotonic() + seconds
        while self.lacks(text) and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        return not self.lacks(text)

    def lacks(self, text: str) -> bool:
        """Whether the text is not on the page as it stands."""
        return text not in self.page.inner_text("body")

    def waits_for(self, text: str, seconds: int = 15) -> None:
        """Wait until the text is on the page; without script, by going there again."""
        self.page.get_by_text(text, exact=False).first.wait_for(timeout=seconds * 1000)

    def look(self, name: str) -> None:
        """Keep pictures of this page, light and dark, phone and desk; nothing may be wrong for axe.
        Only with script: the page is the same without, and axe is a script itself. Drawing the pictures takes longer
        than the rest of a walk, and in CI nobody opens them: there only axe looks, and at every sixth of these, since
        `tests/test_every_page.py` shows it every page in both lights."""
        if not self.scripted:
            return
        if os.environ.get("CI"):
            if crc32(f"{self.test} {name}".encode()) % IN_CI:
                return
        else:
            self._pictures(name)
        self.page.emulate_media(color_scheme="light")
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.check()

    def _pictures(self, name: str) -> None:
        folder = ARTEFACTS / re.sub(r"\W+", "_", self.test)
        folder.mkdir(parents=True, exist_ok=True)
        for size, extent, scheme in PICTURES:
            self.page.set_viewport_size(extent)  # type: ignore[arg-type]
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True, caret="initial")
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def check(self) -> None:
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert not found, [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@dataclass
class Two:
    one: Phone
    other: Phone
    house: TestHouse

    def couple(self, one: str = "Ana", other: str = "Ben") -> None:
        """Both signed in and paired already, for tests that are about something else."""
        first, second = self.house.couple(one, other)
        self.one.sign_in_as(first)
        self.other.sign_in_as(second)


@contextmanager
def phones(browser: Any, house: TestHouse, address: str, javascript: bool, test: str) -> Iterator[Two]:
    pair = [_phone(browser, house, address, javascript, f"{test}") for _number in range(2)]
    try:
        yield Two(pair[0], pair[1], house)
        for phone in pair:
            assert not phone.errors, phone.errors
    finally:
        for phone in pair:
            phone.context.close()


def _phone(browser: Browser, house: TestHouse, address: str, javascript: bool, test: str) -> Phone:
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=javascript, device_scale_factor=1, is_mobile=True, has_touch=True,  # type: ignore[arg-type]
        reduced_motion="reduce", locale="en-GB", timezone_id="Europe/London",
    )  # fmt: skip
    context.set_default_timeout(10_000)
    context.add_init_script(POLICY)
    page = context.new_page()
    phone = Phone(house, address, context, page, test, javascript)
    page.on("console", lambda message: phone.errors.append(message.text) if _our_fault(message) else None)
    page.on("pageerror", lambda error: phone.errors.append(str(error)))
    return phone


def _our_fault(message: Any) -> bool:
    """Errors in the console, save the browser's own remark on a page that answered 4xx on purpose."""
    expected = (
        "Failed to load resource",
        "htmx:afterRequest",
        "htmx:sendError",
    )  # the network was taken away on purpose
    return message.type == "error" and not any(text in message.text for text in expected)


__all__ = ["PASSPHRASE", "Phone", "Two", "chromium", "phones"]
