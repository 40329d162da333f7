"""Opening up as two people do it: a ladder from light to deep, at a depth that nobody can read of the other."""

from __future__ import annotations

import re
import secrets

import pytest

from gemel.rooms.opening.tests.walks import goes_as_far_as, good_time, plain, tier_of
from gemel.testing_browser import Phone, Two


def draws(phone: Phone, button: str = "Draw a card") -> str:
    """Draw a card; where it is found."""
    phone.go("/opening")
    phone.tap(button)
    phone.page.wait_for_url(re.compile(r"/opening/\w{32}"))
    return phone.page.url.partition("?")[0]


def shows(phone: Phone, address: str, words: str) -> None:
    phone.go(address)
    phone.write("In your own words", words)
    phone.tap("Hand it in")
    phone.waits_for(words)


def chooses(phone: Phone, depth: str) -> None:
    phone.go("/opening")
    phone.tap("Choose your depth")
    phone.waits_for("How far may cards go, for you?")
    phone.page.get_by_label(depth, exact=False).check()
    phone.tap("Keep it for me")
    phone.waits_for("kept for you alone")


def feels(phone: Phone, address: str, how: str) -> None:
    phone.go(address)
    phone.tap(how)


@pytest.fixture
def deepest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the deepest tier that is open, so that the walk is the same each time."""
    monkeypatch.setattr(secrets, "randbelow", lambda below: below - 1)


def test_S3_1_from_a_light_memory_to_what_is_hard_to_ask(two: Two, script: bool, deepest_first: None) -> None:
    two.couple()
    ana, ben = two.one, two.other
    ana.go("/sittings")
    ana.tap("Show each other a little more, card by card")
    ana.waits_for("Light ones, until you say otherwise")
    ana.look("empty")
    for phone in (ana, ben):
        chooses(phone, "Deep")
    address = draws(ana)
    assert tier_of(ana.page.inner_text("main")) == 1
    ana.look("light-card")
    ben.go("/")
    ben.look("today")
    shows(ana, address, "I waved at a stranger who meant somebody else.")
    shows(ben, address, "I called my teacher mum.")
    for phone in (ana, ben):
        feels(phone, address, "That was good")
        phone.waits_for("kept for you alone")
    assert ana.client and ben.client
    good_time(ana.client, ben.client)
    second = draws(ben)
    assert tier_of(ben.page.inner_text("main")) == 2
    ben.go(second)
    for _time in range(2):
        good_time(ana.client, ben.client)
    draws(ana, "Draw another card")
    assert tier_of(ana.page.inner_text("main")) == 3
    ana.look("deep-card")


def test_S3_2_either_stays_skips_or_goes_back_and_nobody_sees_it(two: Two, script: bool, deepest_first: None) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client and ben.client
    for client in (ana.client, ben.client):
        goes_as_far_as(client, 3)
    for _time in range(4):
        good_time(ana.client, ben.client)
    address = draws(ana)
    pages = ("/", address.removeprefix(ana.address), "/opening/depth")
    before = [plain(ana.client.get(path).text) for path in pages]
    ben.go(address)
    ben.tap("Not now")
    ben.waits_for("Set aside")
    chooses(ben, "Light")
    ben.go("/opening/depth")
    ben.look("depth")
    assert [plain(ana.client.get(path).text) for path in pages] == before
    fresh = draws(ana, "Draw another card")
    assert tier_of(ana.page.inner_text("main")) == 1
    ben.go(fresh)
    ben.tap("Another card")
    ben.page.wait_for_url(lambda url: fresh not in url)
    assert tier_of(ben.page.inner_text("main")) == 1
    ana.go(fresh)
    assert ana.sees("In your own words")


def test_S3_2_what_was_raw_leads_to_breathing_and_light_cards(two: Two, script: bool, deepest_first: None) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client and ben.client
    for client in (ana.client, ben.client):
        goes_as_far_as(client, 3)
    for _time in range(3):
        good_time(ana.client, ben.client)
    address = draws(ana)
    assert tier_of(ana.page.inner_text("main")) == 2
    shows(ana, address, "I would like to paint, and never do.")
    shows(ben, address, "I look at old photos of the sea.")
    path = address.removeprefix(ana.address)
    ana.client.get(path)
    before = plain(ana.client.get(path).text)
    feels(ben, address, "It left me raw")
    ben.waits_for("That took something")
    assert plain(ana.client.get(path).text) == before
    ben.look("raw")
    ben.tap("Breathe slowly for a while")
    ben.waits_for("Breathe in gently")
    draws(ana)
    assert tier_of(ana.page.inner_text("main")) == 1


def test_S3_3_what_both_show_opens_together_and_is_received(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    address = draws(ana)
    shows(ana, address, "I hid behind the coats in the hall.")
    assert ana.sees("Opens when both are ready")
    ana.look("waiting")
    ben.go("/")
    ben.tap("Look at the card")
    ben.page.wait_for_url(address + "*")
    assert ben.lacks("coats")
    shows(ben, address, "Up the cherry tree, with a book.")
    assert ben.sees("behind the coats")
    ben.look("opened")
    if not script:
        ana.tap("Look again")
    ana.waits_for("cherry tree")
    ben.page.locator("summary").click()
    ben.page.get_by_label("In my own words").check()
    ben.look("receiving")
    ben.write("A line of your own", "What did the coats smell of?")
    ben.tap("Send thanks and the question")
    ben.waits_for("Thank you for telling me.")
    ben.look("received")
    assert ben.sees("And now something light")
    two.house.clock.forward(minutes=1)
    ana.go(address)
    assert ana.sees("What did the coats smell of?")


def test_S3_3_told_aloud_on_one_phone_with_no_word_kept(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    address = draws(ana)
    ana.tap("Tell it aloud instead")
    ana.waits_for("begins, two minutes at most")
    ana.look("aloud")
    ana.tap("We told each other")
    ana.waits_for("No word of it is here")
    ana.look("told")
    ben.go(address)
    assert ben.sees("You two told each other")
    feels(ben, address, "That was good")
    ben.waits_for("kept for you alone")


def test_S3_4_it_is_taken_back_and_what_is_private_stays_so(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    address = draws(ana)
    shows(ana, address, "I still sleep with a lamp burning.")
    shows(ben, address, "I talk to the plants.")
    assert ben.sees("lamp burning")
    ana.go(address)
    ana.tap("Take yours back")
    ana.tap("Take it back")
    ana.waits_for("yours alone again")
    ben.go(address)
    assert ben.sees("(taken back)") and ben.lacks("lamp burning")
    ben.look("taken-back")
    for path in ("/timeline", "/opening"):
        ben.go(path)
        assert ben.lacks("lamp burning")
    ana.go(address)
    assert ana.sees("lamp burning")
    ana.look("mine-taken-back")


def test_S3_4_alone_one_writes_for_nobody(two: Two, script: bool) -> None:
    cleo = two.one
    cleo.sign_in_as(two.house.person("Cleo"))
    address = draws(cleo)
    cleo.write("In your own words", "The shed behind the school.")
    cleo.look("alone-card")
    cleo.tap("Keep it for me")
    cleo.waits_for("It opens to nobody, now or later")
    cleo.look("alone-kept")
    assert cleo.client
    ben = two.house.person("Ben")
    two.house.pair(cleo.client, ben)
    two.other.sign_in_as(ben)
    two.other.go(address)
    assert two.other.lacks("shed behind")
    two.other.go("/timeline")
    assert two.other.lacks("shed behind")


def test_P1_a_fear_is_shown_and_received_and_a_difference_may_stand(two: Two) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client and ben.client
    address = draws(ana)
    shows(ana, address, "That you will find me dull one day.")
    shows(ben, address, "That I count as the strong one, always.")
    ben.page.locator("summary").first.click()
    ben.page.get_by_label("In my own words").check()
    ben.write("A line of your own", "When is it loudest?")
    ben.tap("Send thanks and the question")
    ben.waits_for("Thank you for telling me.")
    question = ana.client.post("/questions").url.path
    ana.client.post(f"{question}/answer", {"words": "A house with a garden, and soon."})
    ben.client.post(f"{question}/answer", {"words": "No house. A train, and the two of us on it."})
    two.house.clock.forward(minutes=1)
    for phone in (ana, ben):
        phone.go(question)
        assert phone.sees("with a garden") and phone.sees("A train")  # side by side, and neither is asked to give way
        phone.go("/timeline")
        assert phone.sees("find me dull") and phone.sees("the strong one")
    ana.go(address)
    assert ana.sees("When is it loudest?")
    ana.look("received")
