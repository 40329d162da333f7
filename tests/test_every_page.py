"""Every page of a couple with a year behind them, in both lights: nothing wrong for axe, nothing loaded from elsewhere,
nothing wider than the phone, and light enough for a slow line."""

from __future__ import annotations

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from gemel.demo.build import build
from gemel.testing import PASSPHRASE
from gemel.testing_browser import PHONE, Phone, Two
from tests.walks import plain_addresses

MOST_PACKED = 40_000
"""Bytes of one page's HTML, packed."""
NOT_PAGES = {"/health", "/live/now", "/live/version", "/metrics"}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
"""All that changes with the light."""


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    return [path for path in plain_addresses() if path not in NOT_PAGES and not path.endswith((".svg", ".ics", ".pdf"))]


def test_every_page_in_both_lights(two: Two, addresses: list[str]) -> None:
    couple = build(two.house.house, PASSPHRASE)
    phone = two.one
    cookie = two.house.house.sessions.begin(couple.one, two.house.clock.now)
    phone.context.add_cookies([{"name": "gemel", "value": cookie, "url": phone.address}])
    elsewhere: list[str] = []
    phone.page.on("request", lambda one: elsewhere.append(one.url) if not one.url.startswith(phone.address) else None)
    wrong = {path: found for path in addresses if (found := wrong_with(phone, path))}
    assert not wrong
    assert not elsewhere


def test_a_word_without_spaces_makes_no_page_wider(two: Two) -> None:
    """An address that somebody pasted, and a long name."""
    word = "https://maps.example/" + "w" * 200
    ana, ben = two.house.couple("A" * 60, "B" * 60)
    phone = two.one
    phone.sign_in_as(ben)
    ana.post("/thanks", {"did": word})
    note = re.findall(r"/thanks/[0-9a-f]{32}", ben.get("/").text)[0]
    ana.post("/memories/wishes", {"words": word})
    ana.post("/agreement", {"needs": word})
    pages = ["/", note, note.replace("thanks", "moments"), "/timeline", "/archive", "/thanks/new", "/memories/wishes",
             "/boundaries/lines/new", "/empathy/vents/new", "/together/dates/new", "/calm"]  # fmt: skip
    assert not {path: wide for path in pages if (wide := _wide(phone, path)) > PHONE["width"]}


def test_words_from_right_to_left_end_on_the_left(two: Two) -> None:
    two.couple()
    assert two.one.client is not None and two.other.client is not None
    two.one.client.post("/thanks", {"did": "شكراً لك!"})
    note = re.findall(r"/thanks/[0-9a-f]{32}", two.other.client.get("/").text)[0]
    for path in (note, "/timeline", note.replace("thanks", "moments")):
        two.other.go(path)
        assert two.other.page.evaluate(ENDS_LEFT), path
    two.other.go("/thanks/new")
    two.other.write("What they did", "شكراً لك!")
    assert two.other.page.evaluate("() => getComputedStyle(document.querySelector('#did')).unicodeBidi") == "plaintext"


ENDS_LEFT = """() => {
  const words = [...document.querySelectorAll('.said')].map(one => one.querySelector('blockquote') || one).find(one => one.textContent)
  const text = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode()
  const left = at => { const one = new Range(); one.setStart(text, at); one.setEnd(text, at + 1); return one.getBoundingClientRect().left }
  return left(text.length - 1) < left(0)
}"""


def _wide(phone: Phone, path: str) -> int:
    phone.go(path)
    found: int = phone.page.evaluate("() => document.documentElement.scrollWidth")
    return found


def wrong_with(phone: Phone, path: str) -> list[str]:
    answer = phone.page.goto(phone.address + path)
    assert answer is not None
    if answer.status >= 400:
        return [f"answers {answer.status}"]
    return [*_too_much(phone), *_for_axe(phone)]


def _too_much(phone: Phone) -> list[str]:
    packed = len(gzip.compress(phone.page.content().encode()))
    wide = phone.page.evaluate("() => document.documentElement.scrollWidth")
    found = [f"{packed} bytes packed"] if packed > MOST_PACKED else []
    return found + ([f"{wide} px wide"] if wide > PHONE["width"] else [])


def _for_axe(phone: Phone) -> list[str]:
    phone.page.emulate_media(color_scheme="light")
    found = Axe().run(phone.page, options={"resultTypes": ["violations"]}).response["violations"]
    phone.page.emulate_media(color_scheme="dark")
    found += Axe().run(phone.page, options=COLOURS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found]
