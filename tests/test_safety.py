"""Leaving quickly and finding help, as somebody does it who may be watched. Named after docs/trust.md."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route

from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.testing_browser import Phone, Two
from gemel.vault import form_token
from tests.test_every_page import NOT_PAGES
from tests.walks import plain_addresses

ELSEWHERE = "https://www.wikipedia.org/"
WORDS = "kanarienwort-nur-fuer-mich"
FOCUS = "() => document.activeElement.closest('gm-exit, .skip')?.localName ?? document.activeElement.outerHTML"
BLANK = """() => new Promise(done => {
  const began = performance.now()
  const look = () => getComputedStyle(document.body).display === 'none' ? done(performance.now() - began)
    : performance.now() - began > 3000 ? done(3000) : setTimeout(look, 1)
  if (window.leaveBy === 'keys') for (let i = 0; i < 3; i++)
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }))
  else document.querySelector('gm-exit a').click()
  look()
})"""


def pages() -> list[str]:
    return [path for path in plain_addresses() if path not in NOT_PAGES and not path.endswith((".svg", ".ics", ".pdf"))]


def the_exit(page: str) -> str:
    """What comes first on a page for somebody who goes through it by keyboard, the way to its middle aside."""
    body = page.partition("<body")[2].partition(">")[2]
    stops = re.findall(r"<(?:a|button|input(?! type=\"hidden\")|select|textarea|summary)\b[^>]*>", body)
    return next(stop for stop in stops if 'class="skip"' not in stop)


@pytest.mark.parametrize("who", ["nobody", "alone", "couple"])
def test_trust_S7_the_exit_is_first_on_every_page(house: TestHouse, who: str) -> None:
    client = {"nobody": house.client, "alone": lambda: house.person("Cleo"), "couple": lambda: house.couple()[0]}[who]()
    seen = [client.get(path).text for path in pages()]
    seen += [client.get("/moments/" + "0" * 32).text, client.get("/nothing/here").text]
    for page in seen:
        assert f'href="{ELSEWHERE}"' in the_exit(page) and 'rel="noreferrer noopener"' in the_exit(page), page[:400]
    assert len(seen) > 60 or who == "nobody"


def test_trust_S7_every_page_of_somebody_signed_in_can_lock(cleo: Client) -> None:
    """By themselves they have no pause on each page: on some there is no form at all."""
    for path in pages():
        assert f'name="_token" value="{form_token(cleo.cookie)}"' in cleo.get(path).text, path


def test_trust_S7_a_shared_device_is_signed_out(house: TestHouse) -> None:
    for shared in (False, True):
        ana = house.person("Ana" if shared else "Eva")
        ana.cookie = house.house.sessions.begin(ana.entrance, house.clock.now, shared=shared)
        before = ana.cookie
        answer = ana.post("/exits")
        assert answer.status_code == 204 and answer.headers["clear-site-data"] == '"cache", "storage"'
        assert (house.house.sessions.find(before, house.clock.now) is None) == shared


def test_trust_S7_nobody_leaves_for_somebody_else(house: TestHouse, ana: Client) -> None:
    assert house.client().post("/exits").status_code == 204
    assert ana.post("/exits", {"_token": "wrong"}).status_code == 403
    assert ana.post("/exits", **{"sec-fetch-site": "cross-site"}).status_code == 403


def elsewhere(phone: Phone) -> None:
    """The page that is left for, without the network."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Elsewhere</title>An encyclopaedia", content_type="text/html")

    phone.context.route(re.compile(r"^https://www\.wikipedia\.org/"), answer)


def held(phone: Phone) -> None:
    """The page that is left for never answers, so that what is seen meanwhile can be looked at."""
    phone.context.route(re.compile(r"^https://www\.wikipedia\.org/"), lambda _route: None)


@pytest.fixture
def written(two: Two) -> Two:
    two.couple()
    assert two.one.client is not None
    two.one.client.post("/private", {"words": WORDS})
    return two


def unlocks(phone: Phone) -> None:
    phone.go("/private")
    phone.write("Your passphrase, to read them", PASSPHRASE)
    phone.tap("Open for ten minutes")
    phone.waits_for(WORDS)


@pytest.mark.parametrize("by", ["keys", "button"])
def test_trust_S7_blank_at_once(written: Two, by: str) -> None:
    phone = written.one
    held(phone)
    unlocks(phone)
    phone.page.evaluate("by => { window.leaveBy = by }", by)
    assert phone.page.evaluate(BLANK) <= 300


def test_trust_S7_the_page_is_replaced_and_does_not_come_back(written: Two) -> None:
    phone = written.one
    elsewhere(phone)
    phone.go("/you")
    unlocks(phone)
    phone.go("/private")
    assert phone.sees(WORDS)
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate(FOCUS) == "a"  # the way to the middle of the page
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate(FOCUS) == "gm-exit"
    for _press in range(3):
        phone.page.keyboard.press("Shift")
    phone.page.wait_for_url(ELSEWHERE)
    phone.page.go_back()
    assert WORDS not in phone.page.content()
    phone.go("/private")
    assert phone.lacks(WORDS) and phone.sees("Your passphrase, to read them")


def test_trust_S7_without_script_a_link_leads_away(two: Two, script: bool) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Ana"))
    elsewhere(phone)
    phone.go("/thanks")
    phone.page.locator("gm-exit a").click()
    phone.page.wait_for_url(ELSEWHERE)
    if script:  # without it, nobody can ask the page
        assert phone.page.evaluate("document.referrer") == ""


def residue(page: Page) -> list[str]:
    """Everything that a page of gemel could have left in this browser."""
    return page.evaluate(
        """async () => {
          const found = []
          for (const store of [localStorage, sessionStorage]) found.push(...Object.values(store))
          for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(one.url)
          for (const { name } of await indexedDB.databases()) found.push(name)
          return found
        }"""
    )


@pytest.mark.parametrize("way", ["signing out", "leaving quickly"])
def test_G27_nothing_is_left_in_the_browser(written: Two, way: str) -> None:
    phone = written.one
    elsewhere(phone)
    unlocks(phone)
    phone.page.evaluate("words => { sessionStorage.setItem('planted', words); localStorage.setItem('planted', words) }", WORDS)
    if way == "signing out":
        phone.go("/you")
        with phone.page.expect_response("**/sessions/end") as ended:
            phone.page.get_by_role("button", name="Sign out").first.click()
        assert ended.value.all_headers()["clear-site-data"] == '"cache", "storage"'
        phone.settle()
    else:
        phone.page.locator("gm-exit a").click()
        phone.page.wait_for_url(ELSEWHERE)
        phone.page.wait_for_timeout(300)
    phone.page.go_back()
    assert WORDS not in phone.page.content()
    phone.go("/help")
    assert WORDS not in str(residue(phone.page))


def test_trust_S19_S20_five_questions_and_help(two: Two, script: bool) -> None:
    """Somebody by themselves, before they invite anybody; and the other of a couple, whom nobody tells."""
    phone = two.one
    phone.sign_in_as(two.house.person("Ana"))
    phone.go("/pairing")
    phone.look("before-inviting")
    phone.page.get_by_role("link", name="five questions for yourself").click()
    phone.waits_for("Five questions for yourself")
    phone.look("five-questions")
    phone.page.get_by_role("radio", name="Yes").first.check()
    phone.tap("Look at what fits")
    phone.waits_for("You come first")
    assert phone.page.url.endswith("/self-check")
    phone.look("you-come-first")
    phone.tap("People who help, by country")
    phone.waits_for("By country")
    phone.page.locator("summary", has_text="Ireland").click()
    assert phone.sees("Male Advice Line")
    assert phone.page.url.endswith("/help")
    phone.look("help-by-country")
    phone.page.get_by_role("link", name="Who runs this server, and what they can do").click()
    phone.waits_for("They cannot")
    phone.look("who-hosts")


def test_S19_of_a_couple_it_names_the_way_out(two: Two) -> None:
    two.couple()
    phone = two.one
    phone.go("/self-check")
    for row in phone.page.locator("fieldset").all():
        row.get_by_label("No", exact=True).check()
    phone.tap("Look at what fits")
    phone.waits_for("Thank you for looking")
    phone.look("nothing-of-that")
    phone.go("/self-check")
    phone.tap("Look at what fits")
    phone.waits_for("If leaving could bring danger")
    phone.look("of-a-couple")
    two.other.go("/")
    assert two.other.lacks("questions for yourself") and two.other.lacks("feel safe")


def test_a_link_that_somebody_sent_puts_no_words_into_gemels_mouth(house: TestHouse) -> None:
    """Such as “You are on your own here now”, to frighten: no other site leads to what was done."""
    ana, _ben = house.couple()
    for site in ("cross-site", "same-site"):
        assert "Your account is deleted" not in ana.get("/?told=deleted", **{"sec-fetch-site": site}).text
    for site in ("same-origin", "none"):  # Firefox without script says "none" where a form of ours led on
        assert "Your account is deleted" in ana.get("/?told=deleted", **{"sec-fetch-site": site}).text
