"""The whole programme as one person lives it: every page, the main thing of every room, and a partner who comes later."""

from __future__ import annotations

import html
import re

import pytest

from gemel import app
from gemel.programme import tips
from gemel.sittings import EXERCISES
from gemel.testing import Client, TestHouse
from gemel.testing_browser import Two

WORD = "heronword"
OF_TWO = re.compile(r"\b(?:you two|the two of you|both of you|each other|between you|your partner)\b", re.IGNORECASE)
ABOUT_TWO = {"/recovery", "/returns", "/week/tips", "/week", "/pairing", "/security", "/help", "/sessions", "/coach", "/calm", "/agreement/new",
             "/together/ideas", "/memories/firsts", "/self-check", "/host"}  # fmt: skip
"""Pages that say what a partner never sees, or that list what the programme suggests to anybody."""


@pytest.fixture
def dora(house: TestHouse) -> Client:
    return house.person("Dora")


def plain_paths() -> list[str]:
    """Passkeys are made over https or on the machine itself, and this is neither."""
    found = {one.path for one in app.routes() if one.method == "GET" and "{" not in one.path}
    return sorted(found - {"/factors/passkeys/new"})


def words(page: str) -> str:
    """What a person reads in the middle of a page."""
    found = html.unescape(re.sub(r"<[^>]*>", " ", page[page.find("<main") : page.find("</main>")]))
    return found.replace("invite your partner", "").replace("Invite your partner", "")


def test_every_page_opens_and_none_speaks_of_somebody_who_is_not_there(dora: Client) -> None:
    for path in plain_paths():
        page = dora.get(path)
        assert page.status_code in {200, 204}, path
        if page.url.path not in ABOUT_TWO:
            assert not OF_TWO.search(words(page.text)), path
            assert not re.search(r"\bNone (?!came|of)", words(page.text)), path


def test_what_is_for_two_says_what_of_it_one_can_do(dora: Client) -> None:
    for name, exercise in EXERCISES.by_name.items():
        page = dora.get(f"/exercises/{name}")
        assert exercise.cards.alone, name
        assert exercise.cards.alone in html.unescape(page.text) or not exercise.offered, name


def test_the_tips_are_told_for_one(dora: Client) -> None:
    for tip in tips().values():
        page = html.unescape(dora.get(f"/week/tips/{tip.id}").text)
        assert tip.alone in page and not any(line in page for line in tip.say), tip.id


def does_everything(who: Client) -> None:
    """The main thing of each room, as its own page offers it."""
    who.post("/thanks", {"did": f"{WORD} thanks"})
    who.post("/empathy/vents", {"words": f"{WORD} vent"})
    who.post("/empathy/questions", {"about": f"{WORD} about", "one": f"{WORD} question?"})
    who.post("/empathy/perspectives", {"moment": f"{WORD} moment", "felt": "proud", "words": f"{WORD} side"})
    who.post("/speaking/statements", {"words": f"{WORD} statement", "way": "keep"})
    who.post("/growth/news", {"words": f"{WORD} news"})
    who.post("/growth/hurts", {"words": f"{WORD} hurt"})
    who.post("/wins", {"what": "laughed", "words": f"{WORD} win"})
    who.post("/growth/readings", {"lean": "3"})
    who.post("/calm/care", {"please_do": f"{WORD} care"})
    who.post("/agreement", {"needs": f"{WORD} need"})
    who.post("/boundaries/lines", {"words": f"{WORD} ask"})
    who.post("/memories/wishes", {"words": f"{WORD} wish"})
    who.post("/memories/journal", {"words": f"{WORD} page"})
    who.post("/memories/rituals", {"name": f"{WORD} ritual"})
    who.post("/private", {"words": f"{WORD} deep"})
    for room, form in (("questions", "answer"), ("opening", "words")):
        path = who.post(f"/{room}").url.path
        who.post(f"{path}/{form}", {"words": f"{WORD} {room}"})


def test_the_main_thing_of_every_room_is_kept_and_found_again(dora: Client) -> None:
    does_everything(dora)
    found = dora.get("/timeline").text + dora.post("/timeline/search", {"words": WORD}).text
    for what in ("thanks", "vent", "question", "side", "news", "win", "care", "wish", "page", "questions", "opening"):
        assert f"{WORD} {what}" in found, what
    for path, what in {
        "/growth/hurts": "hurt",
        "/boundaries/lines": "ask",
        "/agreement": "need",
        "/memories/rituals": "ritual",
    }.items():
        assert f"{WORD} {what}" in dora.get(path).text, what
    for path in plain_paths():
        assert dora.get(path).status_code in {200, 204}, path


def test_a_week_is_lived_alone(house: TestHouse, dora: Client) -> None:
    page = dora.get("/week").text
    tip = re.search(r"/week/plans/new\?tip=([a-z-]+)", page)
    assert tip
    dora.post("/week/plans", {"tip": tip[1], "when": "before supper"})
    assert "before supper" in dora.get("/week").text


def test_a_partner_who_comes_later_finds_nothing_of_before(house: TestHouse, dora: Client) -> None:
    does_everything(dora)
    eli = house.person("Eli")
    house.pair(dora, eli)
    for path in plain_paths():
        assert WORD not in eli.get(path).text, path
    assert WORD not in re.sub('value="[^"]*"', "", eli.post("/timeline/search", {"words": WORD}).text)
    assert f"{WORD} thanks" in dora.get("/timeline").text


def test_alone_a_day_from_calm_to_a_card_and_the_tree(two: Two) -> None:
    dora = two.one
    dora.sign_in_as(two.house.person("Dora"))
    dora.go("/sittings")
    assert dora.sees("All of this works for one") and dora.lacks("each other")
    dora.look("what-there-is")
    dora.tap("Say what is on your mind, or what you would ask")
    dora.tap("Look at a moment of this week")
    dora.write("Which one?", "The walk home")
    dora.page.locator('input[name="felt"][value="at ease"]').check()
    dora.look("a-moment-for-one")
    dora.tap("Keep it for me")
    dora.waits_for("for your eyes only")
    dora.go("/growth/news")
    dora.tap("Tell something good")
    dora.write("What happened", "The kite flew on the first try")
    dora.tap("Keep it for me")
    dora.waits_for("Only you see this.")
    dora.go("/growth/readings/new")
    assert dora.sees("lean on somebody")
    dora.go("/timeline")
    assert dora.sees("The kite flew") and dora.sees("The walk home")
    dora.look("timeline")
