"""What other engines taught (bench/engines): each is kept here as far as Chromium, or the source alone, can show it."""

from __future__ import annotations

import re
from pathlib import Path

from bench.engines.residue import lz4, where
from gemel import ui
from gemel.demo.build import build
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.testing_browser import Two
from tests.test_every_page import NOT_PAGES
from tests.walks import plain_addresses

OUT_OF_MEMORY = """name => {
  window.before = true
  dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
  return getComputedStyle(document.body).display
}"""


def styles() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((Path(ui.__file__).parent / "css").glob("*.css")))


def test_an_underline_is_asked_for_in_one_word() -> None:
    """Of a short form with a colour or a thickness, Safari draws no line at all: links and quiet buttons had none."""
    assert not re.findall(r"text-decoration:\s*[\w-]+\s+[^;}]+", styles())


def test_no_gradient_repeats_itself() -> None:
    """Firefox draws the stops of a repeating gradient elsewhere when its colours are mixed: ruled paper became bars."""
    assert "repeating-" not in re.sub(r"/\*.*?\*/", "", styles(), flags=re.S)


def test_a_page_is_not_shown_again_out_of_the_browsers_memory(two: Two) -> None:
    """WebKit keeps pages in its memory although they are asked not to be kept: after signing out, back showed them."""
    phone = two.one
    phone.sign_in_as(two.house.person("Ana"))
    phone.go("/help")
    assert phone.page.evaluate(OUT_OF_MEMORY, "pagehide") == "none"
    with phone.page.expect_navigation():
        phone.page.evaluate("() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })) }")
    assert phone.page.evaluate("window.before") is None
    assert phone.page.locator("h1").is_visible()


def test_a_page_that_is_left_for_good_stays_as_it_is(two: Two) -> None:
    """One that no browser keeps is not blanked: the tap that leads on may be a file to save."""
    two.one.go("/help")
    assert two.one.page.evaluate(OUT_OF_MEMORY.replace("persisted: true", "persisted: false"), "pagehide") != "none"


def test_back_from_what_a_search_found(two: Two) -> None:
    """What was looked for has no address, and so none to go back to: it is the timeline that one comes back to."""
    two.couple()
    phone = two.one
    assert phone.client is not None
    phone.client.post("/thanks", {"did": "You saw the heron first"})
    phone.go("/timeline")
    phone.write("Look for words", "heron")
    phone.tap("Look")
    phone.waits_for("You saw the heron first")
    phone.page.get_by_role("link", name="A thank-you").first.click()
    phone.page.wait_for_url("**/moments/*")
    phone.page.go_back()
    phone.waits_for("Look for words")


def test_after_a_form_that_was_refused_the_page_is_loaded_again(two: Two) -> None:
    """Where it was sent to has no page of its own: the address stays, and with it what a reload brings."""
    two.couple()
    phone = two.one
    phone.go("/private")
    phone.write("Your passphrase", "not the one of today at all")
    phone.tap("Open for ten minutes")
    phone.page.locator("[role=alert]").wait_for()
    assert phone.page.url.endswith("/private")
    phone.page.reload()
    assert phone.sees("For your eyes only") and not phone.page.locator("[role=alert]").count()


def test_the_search_of_a_profile_reads_what_firefox_packs() -> None:
    """Open pages lie packed on the disk: fourteen bytes as they are, then four of them again, seven back."""
    packed = b"\xe0kanarienvogel." + b"\x07\x00" + b"\x30end"
    assert lz4(b"mozLz40\0" + (21).to_bytes(4, "little") + packed) == b"kanarienvogel." + b"nvog" + b"end"
    word = "kanarienvogel0123456789abcd"
    assert where({"one": b"x0123456789abcdx", "two": b"x0123456789abcx"}, [word]) == ["one"]


def test_what_is_typed_and_not_sent_is_not_brought_back_by_going_back(house: TestHouse) -> None:
    """Safari keeps what stands in a long field with its history, unless the form says otherwise: the field alone is not heard."""
    couple = build(house.house, PASSPHRASE)
    client = house.client()
    client.cookie = house.house.sessions.begin(couple.one, house.clock.now)
    seen = [form for path in looked_at() for form in re.findall(r"<form\b.*?</form>", client.get(path).text, re.S)]
    long = [form.partition(">")[0] for form in seen if "<textarea" in form]
    assert len(long) >= 20
    assert not [tag for tag in long if 'autocomplete="off"' not in tag]


def looked_at() -> list[str]:
    return [path for path in plain_addresses() if path not in NOT_PAGES and not path.endswith((".svg", ".ics", ".pdf"))]


def test_signed_out_the_page_one_comes_to_asks_to_forget_as_well(cleo: Client) -> None:
    """On the way to another page Safari's engine does not hear it."""
    assert cleo.post("/sessions/end").headers["clear-site-data"] == '"cache", "storage"'
    assert "clear-site-data" not in cleo.get("/").headers
