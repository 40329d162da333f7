"""The builder's steps on its pages: nothing stored, nothing in an address, nothing typed lost."""

from __future__ import annotations

import html
import re

import pytest

from gemel.moments import of_kind
from gemel.rooms.speaking.building import Draft, frightens, stays, step_after
from gemel.rooms.speaking.tests.conftest import DRAFT, WORDS
from gemel.testing import Client, TestHouse

NEW = "/speaking/statements/new"


def words_in(page: str) -> str:
    return html.unescape(re.search(r'<textarea[^>]*name="words"[^>]*>\n?(.*?)</textarea>', page, re.S)[1])  # type: ignore[index]


def hidden(page: str, name: str) -> str:
    return html.unescape(re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)[1])  # type: ignore[index]


def test_every_step_in_order() -> None:
    draft, came, seen = Draft(mind="You never listen"), "mind", []
    for field, value in [("", ""), ("saw", "x"), ("feel", "lonely"), ("ask", "could we"), ("by", "tonight")]:
        draft = Draft(**{**{n: getattr(draft, n) for n in Draft.__slots__}, **({field: value} if field else {})})
        came = step_after(came, draft)
        seen.append(came)
    assert seen == ["saw", "feel", "ask", "when", "words"]


@pytest.mark.parametrize(
    ("came", "draft", "wants", "next_one"),
    [
        ("feel", Draft(saw="x", feel="ignored"), "", "beneath"),
        ("feel", Draft(saw="x", feel="ignored", sure="yes"), "", "ask"),
        ("beneath", Draft(saw="x", feel="hurt"), "", "ask"),
        ("need", Draft(saw="x", feel="hurt"), "", "ask"),
        ("ask", Draft(saw="x", feel="hurt", ask="Nothing to ask. I only want it to be known"), "", "words"),
        ("when", Draft(saw="x"), "", "feel"),
        ("words", Draft(), "words", "saw"),
        ("mind", Draft(), "need", "need"),
        ("feel", Draft(), "saw", "saw"),
        ("nonsense", Draft(), "", "mind"),
        ("", Draft(), "nonsense", "mind"),
    ],
)
def test_where_a_press_leads(came: str, draft: Draft, wants: str, next_one: str) -> None:
    assert step_after(came, draft, wants) == next_one


def test_an_empty_step_stays_and_a_way_back_never_does() -> None:
    assert stays("feel", "", Draft()) and stays("saw", "", Draft()) and stays("ask", "", Draft())
    assert not stays("mind", "", Draft()) and not stays("feel", "saw", Draft()) and not stays("need", "", Draft())


def test_fear_is_looked_for_in_what_was_just_said_and_once() -> None:
    assert frightens("feel", Draft(feel="trapped"), lambda _text: False)
    assert frightens("saw", Draft(saw="x"), lambda _text: True)
    assert not frightens("feel", Draft(feel="trapped", safe="yes"), lambda _text: True)
    assert not frightens("ask", Draft(feel="trapped", ask="could we"), lambda _text: False)


def test_four_taps_come_to_the_sentence(ana: Client) -> None:
    ana.get(NEW)
    ana.submit(NEW, {"mind": DRAFT["mind"]})
    for name in ("saw", "feel", "ask", "by"):
        page = ana.submit(NEW, {name: DRAFT[name]})
        assert page.status_code == 200 and page.url.query == b""
    assert words_in(page.text) == WORDS


def test_nothing_is_kept_on_the_way(house: TestHouse, ana: Client) -> None:
    ana.post(NEW, {"came": "by", **DRAFT, "to": "words"})
    with house.house.store.reading() as db:
        assert of_kind(db, ana.me(), house.clock.now, "statement") == []


def test_what_is_recognised_brings_its_tiles(ana: Client) -> None:
    page = ana.post(NEW, {"came": "mind", "mind": "You never listen to me"}).text
    assert 'value="the phone is out while we talk"' in page
    assert hidden(page, "mind") == "You never listen to me"


def test_nothing_recognised_asks_what_it_is_about(ana: Client) -> None:
    page = ana.post(NEW, {"came": "mind", "mind": ""})
    assert "What is it about?" in page.text
    page = ana.post(NEW, {"came": "saw", "about": "money", "picked": "yes"})
    assert page.status_code == 200
    assert "the bills lie there unopened" in page.text
    page = ana.post(NEW, {"came": "saw", "about": "no such", "picked": "yes"})
    assert page.status_code == 200 and "What is it about?" in page.text


@pytest.mark.parametrize("step", ["saw", "feel", "ask"])
def test_an_empty_step_says_so_and_keeps_the_rest(ana: Client, step: str) -> None:
    page = ana.post(NEW, {**DRAFT, "came": step, step: ""})
    assert page.status_code == 422
    assert "field-error" in page.text
    assert hidden(page.text, "mind") == DRAFT["mind"]


@pytest.mark.parametrize("day", ["2020-01-01", "nonsense", "", "2031-01-01"])
def test_a_day_that_cannot_be_says_so(ana: Client, day: str) -> None:
    page = ana.post(NEW, {**DRAFT, "came": "when", "by": day})
    assert page.status_code == 422
    assert "It lies ahead" in page.text
    assert hidden(page.text, "ask") == DRAFT["ask"]


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("tomorrow", "tomorrow?"),
        ("weekend", "this weekend?"),
        ("2026-09-25", "on Friday?"),
        ("2026-10-09", "on 9 October?"),
    ],
)
def test_a_day_is_said_in_words(ana: Client, by: str, said: str) -> None:
    assert words_in(ana.post(NEW, {**DRAFT, "came": "when", "by": by}).text).endswith(said)


def test_without_a_day_it_goes_on(ana: Client) -> None:
    page = ana.post(NEW, {**DRAFT, "came": "when", "by": "", "to": "words"}).text
    assert words_in(page).endswith("at dinner?")


def test_back_keeps_everything(ana: Client) -> None:
    page = ana.post(NEW, {**DRAFT, "came": "words", "to": "feel"}).text
    assert hidden(page, "saw") == DRAFT["saw"] and hidden(page, "ask") == DRAFT["ask"]
    assert 'value="lonely"' in page


def test_blame_leads_underneath_and_may_be_kept(ana: Client) -> None:
    page = ana.post(NEW, {**DRAFT, "came": "feel", "feel": "ignored"}).text
    assert "underneath" in page and 'value="hurt"' in page
    kept = ana.post(NEW, {**DRAFT, "came": "beneath", "feel": "ignored", "sure": "yes"}).text
    assert "What would help" in kept and hidden(kept, "feel") == "ignored"


@pytest.mark.parametrize(
    ("step", "typed"),
    [("feel", "afraid of you"), ("feel", "watched"), ("saw", "you hit me"), ("mind", "I feel trapped here")],
)
def test_fear_leads_to_help_and_is_never_corrected(ana: Client, step: str, typed: str) -> None:
    page = ana.post(NEW, {**DRAFT, "came": step, step: typed}).text
    assert 'href="/help"' in page.partition("<main")[2]
    assert "underneath" not in page and "abus" not in page.lower()
    assert hidden(page, step) == typed
    onward = ana.submit(NEW)
    assert onward.status_code == 200 and "Before you go on" not in onward.text
    assert hidden(onward.text, step) == typed


def test_the_reason_is_a_detour(ana: Client) -> None:
    assert "Why does it matter" in ana.post(NEW, {**DRAFT, "came": "ask", "to": "need"}).text
    page = ana.post(NEW, {**DRAFT, "came": "need", "need": "Being heard matters to me"}).text
    assert "What would help" in page
    page = ana.post(NEW, {**DRAFT, "came": "when", "need": "Being heard matters to me"}).text
    assert "Being heard matters to me. Could we" in words_in(page)


def test_nothing_to_ask_is_fine(ana: Client) -> None:
    page = ana.post(NEW, {**DRAFT, "came": "ask", "ask": "Nothing to ask. I only want it to be known"}).text
    assert "I wanted you to know" in words_in(page)


def test_too_long_is_told_and_still_there(ana: Client) -> None:
    page = ana.post(NEW, {"came": "saw", "saw": "x" * 301})
    assert page.status_code == 422 and "x" * 301 in page.text


@pytest.mark.parametrize("came", ["", "safe", "words", "../x", "beneath", "💛"])
def test_odd_presses_break_nothing(ana: Client, came: str) -> None:
    for wants in ("", "words", "safe", "x"):
        assert ana.post(NEW, {"came": came, "to": wants, "about": "x", "by": "x"}).status_code in {200, 422}


def test_signed_out_and_alone(house: TestHouse, cleo: Client) -> None:
    nobody = house.client()
    assert nobody.get(NEW).url.path == "/sign-in"
    assert nobody.post(NEW, {"mind": "x"}).status_code == 401
    page = cleo.post(NEW, {**DRAFT, "came": "when"}).text
    assert "Keep it ready" in page and "Send it" not in page
