"""One phone between two: covers, private taps, and no word kept."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import text

from gemel.rooms.questions import handover, spoken
from gemel.rooms.questions.dealing import Had
from gemel.rooms.questions.handover import Flow, step
from gemel.testing import START, Client, TestHouse

FLOW = re.compile(r'name="flow" value="([^"]+)"')
FIRST, SECOND = "happy", "another"


def go_on(who: Client, tap: str = "") -> str:
    """Press whatever this screen offers."""
    assert who.last is not None
    return who.submit("/questions/spoken", {"tap": tap}).text


def begin(who: Client) -> str:
    who.get("/questions/spoken")
    return who.submit("/questions/spoken").text


def looked(who: Client, first: str, second: str) -> str:
    """From the first cover to where both have tapped."""
    for tap in ("", first, "", second):
        page = go_on(who, tap)
    return page


def never_by_itself(monkeypatch) -> None:
    monkeypatch.setattr(handover, "BY_ITSELF", 1_000_000)


def test_both_happy_leads_to_the_talk(ana: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    assert "Hand the phone to" in begin(ana)
    page = looked(ana, "happy", "happy")
    assert "begins." in page
    assert ana.last is not None
    path = ana.last.url.path
    assert "only listens" in ana.get(path.replace("/turns/1", "/turns/2")).text
    assert "Phones away" in ana.get(path.replace("/turns/1", "/turns/3")).text
    assert ana.get(path.replace("/turns/1", "/turns/4")).status_code == 404
    assert ana.get(path.replace("/turns/1", "/conversation")).status_code == 200


def test_each_has_the_phone_once(ana: Client) -> None:
    names = re.findall(r"Hand the phone to (\w+)", begin(ana))
    go_on(ana)
    names += re.findall(r"Hand the phone to (\w+)", go_on(ana, "happy"))
    assert sorted(names) == ["Ana", "Ben"]


def test_the_second_cover_is_the_same_whatever_the_first_tapped(ana: Client) -> None:
    begin(ana)
    look = go_on(ana)
    flow = FLOW.search(look)
    assert flow
    pages = [ana.post("/questions/spoken", {"flow": flow[1], "tap": tap}).text for tap in (FIRST, SECOND)]
    same = [re.sub(r'name="(_token|_id|flow)" value="[^"]*"', "", page) for page in pages]
    assert same[0] == same[1]
    assert len(pages[0]) == len(pages[1])


def test_either_wanting_another_brings_a_fresh_one(ana: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    pages = []
    for first, second in (("another", "happy"), ("happy", "another"), ("another", "another")):
        begin(ana)
        pages.append(looked(ana, first, second))
    assert all("A fresh question has come" in page for page in pages)


def test_now_and_then_a_fresh_one_comes_by_itself(ana: Client, monkeypatch) -> None:
    monkeypatch.setattr(handover, "BY_ITSELF", 1)
    begin(ana)
    assert "A fresh question has come" in looked(ana, "happy", "happy")


def test_whoever_holds_the_phone_looks_first_at_the_fresh_one(ana: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    first = re.findall(r"Hand the phone to (\w+)", begin(ana))
    second = re.findall(r"Hand the phone to (\w+)", looked(ana, "another", "happy"))
    assert {*first, *second} == {"Ana", "Ben"}


def test_a_press_without_a_tap_stays(ana: Client) -> None:
    begin(ana)
    look = re.search(r"<h1.*?</h1>", go_on(ana))
    again = re.search(r"<h1.*?</h1>", go_on(ana, "neither"))
    assert look
    assert again
    assert look[0] == again[0]


def test_what_was_not_made_here_begins_anew(ana: Client, ben: Client) -> None:
    begin(ben)
    assert ben.last is not None
    theirs = FLOW.search(ben.last.text)
    assert theirs
    for flow in ("", "x", "A" * 216, theirs[1], "ü"):
        assert "Hand the phone to" in ana.post("/questions/spoken", {"flow": flow, "tap": "another"}).text


def test_it_is_used_and_no_word_is_kept(house: TestHouse, ana: Client, ben: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    begin(ana)
    looked(ana, "happy", "happy")
    with house.house.store.reading() as db:
        assert db.execute(text("SELECT count(*) FROM round")).scalar() == 1
        assert db.execute(text("SELECT count(*) FROM moment")).scalar() == 0
    for who in (ana, ben):
        assert "One question for both" not in who.get("/questions").text + who.get("/").text


def test_a_spoken_question_is_not_one_to_write_on(ana: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    begin(ana)
    looked(ana, "happy", "happy")
    assert ana.last is not None
    assert ana.get(ana.last.url.path.replace("/turns/1", "")).status_code == 404


def test_a_stranger_finds_no_turns(ana: Client, cy: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    begin(ana)
    looked(ana, "happy", "happy")
    assert ana.last is not None
    assert cy.get(ana.last.url.path).status_code == 404


def test_somebody_alone_is_told_kindly(cy: Client) -> None:
    assert "This one is for two" in cy.get("/questions/spoken").text
    assert "This one is for two" in cy.post("/questions/spoken").text


def test_some_questions_are_easier_to_write(ana: Client) -> None:
    from gemel.rooms.questions.deck import deck

    me = ana.me()
    used: list[Had] = []
    for _time in range(sum(question.aloud for question in deck())):
        flow = handover.deal(me, used, lambda below: 0, START, first=0)
        assert flow
        used.append(Had(flow.question, START))
    assert {one.question for one in used} == {question.id for question in deck() if question.aloud}


@given(some.lists(some.sampled_from(["", "happy", "another", "x"]), max_size=12), some.booleans())
def test_only_two_taps_settle_it(taps: list[str], by_itself: bool) -> None:
    flow = Flow(question="q", round=b"r", first=0, by_itself=by_itself)
    made = []
    for tap in taps:
        if flow.settled:
            break
        if not flow.covered and tap in ("happy", "another"):
            made.append(tap)
        flow = step(flow, tap)
    assert flow.settled == (len(made) == 2)
    assert flow.kept == (made == ["happy", "happy"] and not by_itself)


def test_who_begins_is_the_same_on_any_phone(ana: Client, ben: Client, monkeypatch) -> None:
    never_by_itself(monkeypatch)
    begin(ana)
    looked(ana, "happy", "happy")
    assert ana.last is not None
    lead = re.compile(r'<p class="lead">(.*?)</p>')
    found = [lead.findall(who.get(ana.last.url.path).text) for who in (ana, ben)]
    assert found[0] == found[1] != []
    assert spoken.BEGINS == 1
