"""What a person does with a browser, as in gemel/testing_browser.py, by the WebDriver protocol that every engine speaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.engines.serving import Place
from gemel.testing import Client, empty

BUSY = "return document.readyState != 'complete' || !!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
ARRIVED = "return !window.left && document.readyState === 'complete'"
ENTER = "\ue007"
PATIENCE = 12.0


@dataclass
class Phone:
    """One person's browser; `console` fills with whatever a page says on it that is an error."""

    driver: Any
    place: Place
    folder: Path
    sized: Callable[[int, int], None]
    pictured: Callable[[], bytes]
    console: Callable[[], list[str]]
    scripted: bool = True
    client: Client | None = None
    quit: Callable[[], None] = field(default=lambda: None)

    def sign_in_as(self, client: Client) -> None:
        """Hand this browser an account that exists already."""
        self.client = client
        self.go("/help")
        self.driver.delete_all_cookies()
        secure = self.place.address.startswith("https")
        name = "__Host-gemel" if secure else "gemel"
        self.driver.add_cookie(
            {"name": name, "value": client.cookie, "path": "/", "secure": secure, "httpOnly": True, "sameSite": "Lax"}
        )

    def go(self, path: str) -> None:
        """Go there, and wait until scripts have run: a driver may come back earlier, or lose its way going back."""
        address = self.place.address + path if path.startswith("/") else path
        if not self.scripted:
            return self.driver.get(address)
        for _try in range(2):
            self.soon(lambda: self.run("window.left = true; return true"), "", 3)
            self.driver.get(address)
            if self.soon(lambda: self.run(ARRIVED), ""):
                return None
        raise AssertionError(f"{path} never comes")

    def all(self, css: str) -> list[Any]:
        return self.driver.find_elements("css selector", css)

    def named(self, name: str) -> Any:
        """The button or link of that name that can be seen; a name may go on with words for those who only hear it."""
        path = f'//*[self::button or self::a or self::summary][starts-with(normalize-space(), "{name}")]'
        return self.soon(lambda: self._seen("xpath", path), f"no «{name}» on {self.where}")

    def labelled(self, label: str) -> Any:
        """The field whose label begins so."""
        path = f'//label[starts-with(normalize-space(), "{label}")]'

        def look() -> Any:
            found = self._seen("xpath", path)
            if found is None:
                return None
            field_id = found.get_attribute("for")
            return self.driver.find_element("id", field_id) if field_id else found.find_element("css selector", "input")

        return self.soon(look, f"no field «{label}» on {self.where}")

    def _seen(self, by: str, what: str) -> Any:
        return next((one for one in self.driver.find_elements(by, what) if one.is_displayed()), None)

    def press(self, element: Any) -> None:
        """A tap; without script, which could scroll it into sight, the key that does the same."""
        if not self.scripted:
            return element.send_keys(ENTER)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        return element.click()

    def tap(self, name: str) -> None:
        self.press(self.named(name))
        self.settle()

    def tick(self, label: str) -> None:
        self.press(self.labelled(label))

    def settle(self) -> None:
        """A tap that leads on begins in the next moment; then the page is waited for."""
        time.sleep(0.15)
        if self.scripted:
            self.soon(lambda: not self.driver.execute_script(BUSY), f"{self.where} never rests")

    def write(self, label: str, text: str) -> None:
        found = self.labelled(label)
        found.clear()
        found.send_keys(text)

    def text(self) -> str:
        return self.driver.find_element("tag name", "body").text

    def sees(self, text: str, seconds: float = PATIENCE) -> bool:
        return bool(self.soon(lambda: text.lower() in self.text().lower(), "", seconds))

    def lacks(self, text: str) -> bool:
        return text not in self.text()

    def waits_for(self, text: str, seconds: float = PATIENCE) -> None:
        assert self.sees(text, seconds), f"«{text}» is not on {self.where}"

    @property
    def where(self) -> str:
        return self.driver.current_url.removeprefix(self.place.address)

    def soon(self, look: Callable[[], Any], trouble: str, seconds: float = PATIENCE) -> Any:
        """What `look` gives once it gives something. A page that is just being replaced has no elements to ask: looked again."""
        until, last = time.monotonic() + seconds, trouble
        while True:
            try:
                if found := look():
                    return found
            except Exception as error:  # whatever a driver says of a page between two pages
                last = f"{trouble} ({type(error).__name__})"
            if time.monotonic() > until:
                assert not trouble, last
                return None
            time.sleep(0.03)

    def run(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)


@dataclass
class Two:
    one: Phone
    other: Phone
    place: Place

    def couple(self) -> None:
        """Both signed in and paired already, in a house with nobody else in it."""
        for phone in (self.one, self.other):
            phone.go("about:blank")  # nobody still listens for somebody who is not there any more
        empty(self.place.home.house)
        for phone, client in zip((self.one, self.other), self.place.home.couple(), strict=True):
            phone.sign_in_as(client)
