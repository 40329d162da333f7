"""Leaving quickly and signing out, and what is left behind: in the page, by going back and forward, in storage."""

from __future__ import annotations

import time

from bench.engines.phone import Phone
from gemel.testing import PASSPHRASE, Client
from tests.test_canaries import PREFIX, Canaries

BLANK = """const [by, done] = arguments, began = performance.now()
const look = () => getComputedStyle(document.body).display === 'none' ? done(performance.now() - began)
  : performance.now() - began > 3000 ? done(3000) : setTimeout(look, 1)
if (by === 'keys') for (let i = 0; i < 3; i++) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }))
else document.querySelector('gm-exit a').click()
look()"""
STORES = """const found = []
for (const store of [localStorage, sessionStorage]) found.push(...Object.values(store))
const done = arguments[0], names = window.caches ? await caches.keys().catch(() => []) : []
for (const { name } of await (indexedDB.databases?.() ?? [])) found.push(name)
done(JSON.stringify([found, names]))"""
TYPED = "return [...document.querySelectorAll('input, textarea')].map(one => one.value).join(' ')"
HIDDEN = ("/private", "/timeline", "/thanks/jar", "/questions", "/memories/journal", "/you")


def planted(phone: Phone, canaries: Canaries, shared: bool = False) -> Client:
    """Somebody whose every word is a canary: private pages, thanks, a page of a journal; signed in on this browser."""
    home = phone.place.home
    ana, ben = home.couple(canaries("name"), canaries("name"))
    ana.post("/private", {"words": canaries("private")})
    for who in (ana, ben):
        who.post("/thanks", {"did": canaries("thanks")})
        who.post("/memories/journal", {"words": canaries("journal")})
    if shared:
        ana.cookie = home.house.sessions.begin(ana.entrance_now(), home.clock.now, shared=True)
    phone.sign_in_as(ana)
    return ana


def unlocks(phone: Phone, secret: str) -> None:
    phone.go("/private")
    phone.write("Your passphrase, to read them", PASSPHRASE)
    phone.tap("Open for ten minutes")
    phone.waits_for(secret)


def blank(phone: Phone, by: str) -> float:
    """Milliseconds until nothing is seen any more, while the page that is left for has not answered."""
    phone.place.away.held = True
    try:
        return float(phone.driver.execute_async_script(BLANK, by))
    finally:
        phone.place.away.held = False


def reads_around(phone: Phone, canaries: Canaries) -> None:
    """Everything is looked at, searched for, and half of something is written."""
    for path in HIDDEN:
        phone.go(path)
        assert PREFIX in phone.driver.page_source or path in {"/questions", "/you", "/thanks/jar"}, path
    phone.go("/timeline")
    phone.write("Look for words", canaries("search"))
    phone.labelled("Look for words").submit()
    phone.settle()
    phone.go("/thanks/new")
    phone.write("What they did", "You never " + canaries("unsent"))
    time.sleep(2.5)  # the coach reads it, and a browser that keeps half a form has kept it
    phone.go("/private")


def leaves(phone: Phone, way: str) -> None:
    if way == "signing out":
        phone.go("/you")
        phone.tap("Sign out")
        phone.waits_for("gemel")
        return
    if way == "by button":
        phone.press(phone.named("Leave quickly"))
    else:
        by_keys(phone)
    phone.waits_for("An encyclopaedia")


def by_keys(phone: Phone) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    phone.press(phone.all("h1")[0])
    pressed = ActionChains(phone.driver)
    for _press in range(3):
        pressed.key_down(Keys.SHIFT).key_up(Keys.SHIFT)
    pressed.perform()


def back_and_forward(phone: Phone, words: list[str], steps: int = 8) -> tuple[list[str], int]:
    """Where a word is found by going back as far as it goes, and forward again; and how many pages were come to."""
    found, come_to = [], set()
    for go in ["back"] * steps + ["forward"] * steps:
        phone.soon(lambda go=go: phone.run(f"history.{go}(); return true"), "", 3)
        time.sleep(1)  # quicker, and a driver loses its way
        phone.soon(lambda: phone.run("return document.readyState === 'complete'"), "", 5)
        page = phone.soon(lambda: phone.driver.page_source + phone.run(TYPED), "", 5) or ""
        come_to.add(phone.where)
        if any(word in page for word in words):
            found.append(phone.where)
    time.sleep(1)
    return found, len(come_to)


def stored(phone: Phone) -> str:
    """All that a page of gemel finds in this browser's storage."""
    phone.go("/help")
    script = "(async () => {" + STORES.replace("arguments[0]", "given") + "})()"
    return str(phone.driver.execute_async_script(f"const given = arguments[0]; {script}"))


def locked(phone: Phone, secret: str) -> bool:
    """Whether private pages ask for the passphrase again, or for somebody to sign in."""
    phone.go("/private")
    return phone.sees("passphrase") and secret not in phone.driver.page_source
