"""Conversations that suit two people, and a map of each other's world. Names are the programme's rows."""

from __future__ import annotations

import re

import pytest

from gemel.moments import of_kind, take_back
from gemel.rooms.opening.deck import deck as cards_for_opening_up
from gemel.rooms.questions import asking
from gemel.rooms.questions.deck import by_id
from gemel.rooms.questions.regions import of_card, regions
from gemel.testing_browser import Phone, Two

OWN = "What did the sea sound like where you grew up?"
WONDER = "Who taught you to whistle?"
NOTE = "You hum when the kettle is on, and you stop when somebody hears it"
SAID = "My grandfather, on the ferry, with two fingers and no patience"
QUESTION = re.compile(r"/questions/\w{32}")


def test_every_card_for_opening_up_is_in_one_part_of_the_map() -> None:
    named = [card for one in regions().values() for card in one.cards]
    assert len(named) == len(set(named))
    assert {f"opening-{card}" for card in named} == set(cards_for_opening_up().cards)
    assert all(of_card(card) in regions() for card in cards_for_opening_up().cards)


def choose(phone: Phone, group: str, word: str) -> None:
    phone.page.get_by_role("group", name=group).get_by_label(word, exact=True).check()


def asks(phone: Phone, name: str) -> str:
    """Draw a question by this button; the address it is found at."""
    phone.tap(name)
    phone.page.wait_for_url(QUESTION)
    return phone.page.url.partition("?")[0]


def line(phone: Phone, words: str, name: str) -> None:
    """Tap what stands beside a line of one's own."""
    phone.page.locator(".own-list li", has_text=words).get_by_role("button", name=name).click()
    phone.settle()


def writes(phone: Phone, path: str, words: str) -> None:
    phone.go(path)
    phone.write("Your answer", words)
    phone.tap("Hand it in")
    assert phone.lacks("Hand it in")


def test_S7_1_four_depths_and_ten_cards_for_an_occasion(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/boundaries")
    choose(ana, "How deep may questions go?", "Deep")
    ana.look("four-depths")
    ana.tap("Keep these")
    ana.go("/questions")
    ana.look("questions")
    ana.page.get_by_role("link", name="Ten cards for an occasion").click()
    ana.waits_for("For a drive")
    ana.look("decks")
    ana.page.get_by_role("link", name="For a walk").click()
    ana.waits_for("That was all of them")
    ana.look("deck-walk")
    ten = ana.page.locator(".deck .asked").all_inner_texts()
    assert len(set(ten)) == 10
    ben.go("/questions/decks/walk")
    assert ben.page.locator(".deck .asked").all_inner_texts() == ten
    ben.page.locator(".deck li", has_text=ten[3]).get_by_role("button").click()
    ben.page.wait_for_url(QUESTION)
    assert ben.page.inner_text("h1") == ten[3]
    ana.tap("Ten others")
    ana.waits_for("That was all of them")
    assert not set(ana.page.locator(".deck .asked").all_inner_texts()) & set(ten)
    ana.go("/")
    assert ana.sees(ten[3])


def test_S7_1_a_deck_needs_no_network_once_it_is_open(two: Two) -> None:
    two.couple()
    two.one.go("/questions/decks/drive")
    two.one.waits_for("That was all of them")
    two.one.context.set_offline(True)
    two.one.page.mouse.wheel(0, 6_000)
    last = two.one.page.locator(".deck .asked").last
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    size = last.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 26
    two.one.context.set_offline(False)


def test_S7_3_themes_they_like_and_a_question_of_their_own(
    two: Two, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ben.go("/questions/themes")
    before = ben.page.inner_text("main")
    ana.go("/questions")
    ana.page.get_by_role("link", name="Themes you like").click()
    ana.waits_for("nobody is shown whose wish it was")
    choose(ana, "What you hope for", "Gladly")
    choose(ana, "Work and money", "Not this")
    ana.look("themes")
    ana.tap("Keep these")
    ana.waits_for("nobody is shown whose they are")
    ben.go("/questions/themes")
    assert ben.page.inner_text("main") == before
    ana.page.get_by_role("link", name="A question of your own").click()
    ana.waits_for("Neither of you owes it an answer")
    ana.tap("Done")
    ana.waits_for("A line is plenty")
    ana.write("Your question", OWN)
    ana.page.get_by_label("Mix it in with the cards").check()
    ana.page.get_by_label("How deep it goes").select_option("3")
    ana.look("own-question")
    ana.tap("Done")
    ana.waits_for("It lies among the cards now")
    ana.look("own-questions")
    ben.go("/questions/own")
    assert ben.lacks(OWN)
    monkeypatch.setattr(asking, "FROM_POT", 1)
    ben.go("/questions")
    asks(ben, "Ask a question")
    assert ben.page.inner_text("h1") == OWN and ben.sees("One of yours")
    ben.look("one-of-yours")
    two.house.clock.forward(minutes=1)
    ana.go("/questions")
    asks(ana, "Another question")
    assert ana.sees("Something lighter, after a deep one.")
    ana.look("a-reason")


def test_D5_what_one_knows_and_wonders_and_one_tap_asks(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/questions")
    ana.page.get_by_role("link", name="A map of Ben’s world").click()
    ana.waits_for("Ben is the one who knows")
    ana.look("map-empty")
    ana.page.get_by_role("link", name="Where they come from").click()
    ana.waits_for("What I know")
    ana.look("part-empty")
    ana.write("Add a line", NOTE)
    ana.tap("Keep it for me")
    ana.waits_for(NOTE)
    ana.write("A question to keep", WONDER)
    ana.tap("Keep it")
    ana.waits_for(WONDER)
    ana.look("part")
    ben.go("/questions/map/past")
    assert ben.lacks(NOTE) and ben.lacks(WONDER)
    line(ana, WONDER, "Ask it")
    ana.page.wait_for_url(QUESTION)
    path = ana.page.url.partition("?")[0]
    ben.go("/")
    assert ben.sees(WONDER)
    writes(ana, path, "Nobody ever did")
    writes(ben, path, SAID)
    ana.go("/questions/map/past")
    assert ana.sees(SAID) and ana.lacks("Nobody ever did")
    ana.look("part-with-an-answer")


def test_P2_what_changed_comes_up_and_is_set_right_by_whom_it_is_about(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client and ben.client
    path = ana.client.post("/questions", {"card": "everyday-mug"}).url.path
    writes(ana, path, "Onwards")
    writes(ben, path, "One more page")
    ana.go(path)
    ana.waits_for("One more page")
    ana.go("/questions/map")
    assert ana.sees("Something was said here lately")
    ana.look("map")
    ana.page.get_by_role("link", name="Small joys").click()
    ana.waits_for("One more page")
    assert ana.sees(by_id()["everyday-mug"].text)
    ana.write("Add a line", NOTE)
    ana.tap("Keep it for me")
    line(ana, NOTE, "Ask Ben: is that still right?")
    ana.waits_for("It is on its way")
    ben.go("/")
    assert ben.sees(NOTE)
    ben.look("today-is-that-right")
    ben.tap("Look at it")
    ben.waits_for("You are the one who knows")
    ben.look("is-that-right")
    ben.page.get_by_label("There is more to it").check()
    ben.write("A line, if you like", "Only on Sundays, these days")
    ben.tap("Send it")
    ana.go("/")
    assert ana.sees("A word back about your note")
    ana.tap("Look at it")
    ana.waits_for("Only on Sundays")
    ana.look("set-right")
    line(ana, NOTE, "Take it back")
    ana.waits_for("Taken back")
    ben.go("/questions/map")
    assert ben.lacks(NOTE)


def test_P2_what_is_taken_back_is_gone_from_the_map(two: Two) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client and ben.client
    path = ana.client.post("/opening").url.path
    for phone, words in ((ana, "Onwards"), (ben, "One more page")):
        phone.client.post(f"{path}/words", {"words": words})  # type: ignore[union-attr]
    part = next(name for name in regions() if "One more page" in ana.client.get(f"/questions/map/{name}").text)
    ana.go(f"/questions/map/{part}")
    assert ana.sees("One more page")
    me, now = ben.client.me(), two.house.clock.now
    with two.house.house.store.writing() as db:
        take_back(db, me, of_kind(db, me, now, "opening-shown", author=me.id)[0], now)
    ana.go(f"/questions/map/{part}")
    assert ana.lacks("One more page")


def test_D5_alone_it_is_a_map_of_oneself(two: Two, script: bool) -> None:
    phone = two.one
    phone.sign_in_as(two.house.person("Cy"))
    phone.go("/questions/map")
    phone.waits_for("A map of your world")
    phone.look("map-alone")
    phone.page.get_by_role("link", name="Where you come from").click()
    phone.write("Add a line", "I hum when the kettle is on")
    phone.tap("Keep it for me")
    phone.waits_for("I hum")
    phone.write("A question to keep", "Who taught me to whistle?")
    phone.tap("Keep it")
    phone.look("part-alone")
    line(phone, "Who taught me to whistle?", "Answer it")
    phone.page.wait_for_url(QUESTION)
    assert phone.lacks("both") and phone.lacks("None")
