"""Leaving: alone, at once, in three taps, whatever is going on; nobody is told, and what was private stays so."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest

from gemel.moments import of_kind
from gemel.moments.tests.saying import now
from gemel.pages.sittings.tests.screens import listening
from gemel.testing import Client, TestHouse
from tests.walks import every_address

Scene = Callable[[Client, Client], object]


def with_a_question(who: Client, other: Client) -> None:
    """In the middle of a round: one half is in."""
    who.post("/questions")
    link = next(path for path in re.findall(r"/questions/[0-9a-f]{32}", who.get("/questions").text))
    who.post(link + "/answer", {"words": "her half"})


SCENES: dict[str, Scene] = {
    "on a quiet day": lambda who, other: None,
    "while paused": lambda who, other: other.post("/pauses"),
    "asked to listen": lambda who, other: other.post("/sittings", {"exercise": "listening", "way": "phones"}),
    "in the middle of listening": listening,
    "in the middle of a round": with_a_question,
}

BY_YOU, BY_HELP = ("You", "Leave", "Leave now"), ("I don’t feel safe", "Leave", "Leave now")


def tap(who: Client, label: str) -> None:
    """What a finger does: a link or a button of exactly that name on the page that is open."""
    assert who.last is not None
    for address, inside in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', who.last.text, re.S):
        if name_of(inside) == label:
            who.get(address)
            return
    for action, inside in re.findall(r'<form action="([^"]+)"(.*?)</form>', who.last.text, re.S):
        if label in [name_of(button) for button in re.findall(r"<button[^>]*>(.*?)</button>", inside, re.S)]:
            who.submit(action)
            return
    raise AssertionError(label)


def name_of(inside: str) -> str:
    return re.sub(r"<svg.*?</svg>|<[^>]+>", "", inside, flags=re.S).strip()


@pytest.mark.parametrize(("scene", "host"), product(SCENES, [True, False]))
def test_trust_S1_either_leaves_in_three_taps_whatever_is_going_on(house: TestHouse, scene: str, host: bool) -> None:
    pair = house.couple()
    who, other = pair if host else pair[::-1]
    SCENES[scene](who, other)
    who.get("/")
    for label in BY_HELP if scene == "while paused" else BY_YOU:
        tap(who, label)
    assert who.last is not None and who.last.status_code == 200
    assert who.me().alone
    assert who.me().couple != other.me().couple
    assert other.get("/").status_code == 200
    assert other.me().alone


def test_trust_S2_no_message_and_one_neutral_line(
    ana: Client, ben: Client, house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(type(house.house.bus), "publish", lambda _bus, *said: told.append(said))
    ana.post("/leaving")
    assert told == []  # not even a phone that listens hears of it
    first = ben.get("/").text
    (line,) = re.findall(r'class="flash"[^>]*>([^<]+)<', first)
    assert line == "You are on your own here now."
    assert "Ana" not in first
    assert "on your own here now" not in ben.get("/").text


def test_what_nobody_tapped_does_not_use_up_the_line(ana: Client, ben: Client) -> None:
    """A page that asks by itself whether something changed is no visit."""
    ana.post("/leaving")
    ben.get("/timeline", **{"hx-request": "true"})
    assert "on your own here now" in ben.get("/").text


def test_trust_S3_private_stays_private_after_leaving(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "aloudkanari", "way": "aloud"})
    ana.post("/private", {"words": "deepkanari"})
    ana.post("/thanks", {"did": "opened"})
    with ana.house.house.store.reading() as db:
        ids = [it.id.hex() for it in of_kind(db, ana.me(), now(ana), "thanks", "private-page")]
    assert len(ids) == 3
    ana.post("/leaving"), ben.get("/")
    for path in (f"/{room}/{id}" for room in ("moments", "thanks") for id in ids):
        assert ben.get(path).status_code == 404
    pages = "".join(ben.get(path).text for path in ("/timeline", "/thanks", "/private", "/you"))
    assert not re.search("kanari|opened", pages)


def test_a_later_couple_starts_afresh(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    """Nothing of the first couple reaches the second, on any page there is; its keys are other keys."""
    for who in (ana, ben):
        who.post("/thanks", {"did": f"{who.name}kanari"})
        with_a_question(who, ana)
    before = set(ana.me().keyring.epochs.values())
    ana.post("/leaving"), ben.get("/")
    assert not before & set(ana.me().keyring.epochs.values())
    house.pair(ana, cleo)
    assert not before & (set(ana.me().keyring.epochs.values()) | set(cleo.me().keyring.epochs.values()))
    for who, never in ((cleo, "kanari|her half"), (ben, "Anakanari"), (ana, "Benkanari")):
        for path in every_address(house, [who]) | {"/", "/timeline", "/thanks", "/questions"}:
            assert not re.search(never, who.get(path).text), path
    assert "Anakanari" in ana.get("/timeline").text


def test_leaving_twice_leaves_once(ana: Client, ben: Client) -> None:
    form = {"_id": "ab" * 16}
    ana.post("/leaving", form)
    couple = ana.me().couple
    assert ana.post("/leaving", form).status_code == 200
    assert ana.me().couple == couple


def test_both_at_once_each_get_their_own(ana: Client, ben: Client) -> None:
    ana.post("/leaving"), ben.post("/leaving")
    assert ana.me().alone and ben.me().alone
    assert ana.me().couple != ben.me().couple
