"""A week of two, over http: from the first pick to the next offer."""

from __future__ import annotations

from gemel.testing import TestHouse
from gemel.week.tests.steps import (
    PHONES,
    SAY_BACK,
    THANK,
    agree,
    agreed,
    awake,
    begin,
    heading,
    let_go,
    look_back,
    on_table,
    opened,
    pick,
    propose,
    proposed,
    stage_of,
    week_of,
    without_ids,
)  # fmt: skip


def test_a_whole_week(house: TestHouse) -> None:
    ana, ben = house.couple()
    ana.get("/week")
    assert "What kind of week is it?" in ana.last.text
    assert "Monday: both picked" in ana.last.text
    begin(ana)
    assert stage_of(ana) == stage_of(ben) == "picking"
    assert "Your picks are in" in pick(ana, PHONES, SAY_BACK).text
    assert "Choose one together" in pick(ben, PHONES, THANK).text
    assert "On the table" in propose(ana).text
    agree(ben, on_table(ben))
    assert heading(ben) == "Your tip this week"
    house.clock.forward(days=8)
    awake(ana, ben)
    assert "How was your week?" in ana.get("/week").text
    assert heading(ana)
    assert "You looked back" in look_back(ana, words="You waited until I was done.").text
    look_back(ben, words="The balcony helped.")
    for person in (ana, ben):
        page = person.get("/week").text
        assert "You waited until I was done." in page
        assert "The balcony helped." in page
        assert "And next week?" in page
    begin(ben)
    assert stage_of(ana) == "picking"
    assert PHONES not in week_of(ana).offers


def test_picks_are_hidden_until_both_are_in(house: TestHouse) -> None:
    ana, ben = house.couple()
    begin(ana)
    pick(ana, "calm-three-words")
    assert "Name it in three words" not in ben.get("/week").text
    assert week_of(ben).their_picks is None
    pick(ben, THANK)
    assert "Name it in three words" in ben.get("/week").text
    assert "Thank for one act" in ana.get("/week").text


def test_what_is_on_both_lists_comes_first(house: TestHouse) -> None:
    ana, ben = house.couple()
    opened(ana, ben)
    page = ana.get("/week").text
    assert page.index("On both lists") < page.index("You picked") < page.index("Ben picked")
    assert page.index("Put both phones") < page.index("You picked")


def test_waiting_looks_the_same_whatever_the_other_does(house: TestHouse) -> None:
    ana, ben = house.couple()
    begin(ana)
    pick(ana, PHONES)
    before = ana.get("/week").content
    ben.get("/week")
    ben.post("/week/picks", {"week": week_of(ben).id.hex(), "more": "calm", "tip": [THANK]})
    ben.post("/week/picks", {"week": week_of(ben).id.hex()})
    assert ana.get("/week").content == before
    assert 'hx-trigger="every 8s"' in before.decode()
    assert 'href="/week"' in before.decode()


def test_having_looked_back_looks_the_same_whatever_the_other_does(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, words="Good.")
    before = ana.get("/week").content
    ben.get("/week/lookback")
    ben.post("/week/lookback", {"week": week_of(ben).id.hex(), "words": "half a line"})
    assert ana.get("/week").content == before


def test_looking_back_early_shows_the_other_nothing(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    before = [without_ids(ben.get(path).text) for path in ("/week", "/", "/timeline")]
    look_back(ana, words="Good.")
    assert [without_ids(ben.get(path).text) for path in ("/week", "/", "/timeline")] == before


def test_agreement_needs_both(house: TestHouse) -> None:
    ana, ben = house.couple()
    plan = proposed(ana, ben)
    agree(ana, plan)
    assert stage_of(ana) == stage_of(ben) == "proposed"
    agree(ben, plan)
    assert stage_of(ana) == stage_of(ben) == "agreed"


def test_both_see_the_same_plan(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben, nudge_day="2026-09-22", nudge_hour="19")
    for person in (ana, ben):
        page = person.get("/week").text
        assert all(
            part in page for part in ("Tuesday, after the dishes", "on the balcony", "you begin", "tomorrow, 7:00")
        )
    assert week_of(ana).plan == week_of(ben).plan


def test_a_changed_time_is_another_plan(house: TestHouse) -> None:
    ana, ben = house.couple()
    first = proposed(ana, ben)
    ben.get(f"/week/plans/new?from={first}")
    assert 'value="on the balcony"' in ben.last.text
    propose(ben, when="Wednesday instead")
    assert "This changed meanwhile" in agree(ben, first).text
    assert stage_of(ana) == "proposed"
    assert "Wednesday instead" in ana.get("/week").text
    agree(ana, on_table(ana))
    assert week_of(ben).plan.when == "Wednesday instead"
    assert stage_of(ben) == "agreed"


def test_an_agreed_plan_holds_until_its_change_is_agreed(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    propose(ben, when="Thursday")
    assert stage_of(ana) == "agreed"
    assert week_of(ana).plan.when == "Tuesday, after the dishes"
    assert "On the table: a change" in ana.get("/week").text
    agree(ana, on_table(ana))
    assert week_of(ana).plan == week_of(ben).plan
    assert week_of(ben).plan.when == "Thursday"


def test_two_who_begin_at_once_begin_one_week(house: TestHouse) -> None:
    ana, ben = house.couple()
    begin(ana)
    first = week_of(ana)
    begin(ben, "light")
    assert week_of(ben).id == first.id
    assert week_of(ben).offers == first.offers == week_of(ana).offers


def test_either_lets_a_week_go_and_nobody_is_shown_who(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    assert "Let go, for this week." in let_go(ben).text
    pages = [without_ids(person.get("/week").text) for person in (ana, ben)]
    assert all("A slow week is fine" in page for page in pages)
    token = [page.split('name="_token" value="')[1].split('"')[0] for page in pages]
    assert pages[0].replace(token[0], "") == pages[1].replace(token[1], "")


def test_after_a_week_let_go_comes_a_light_one(house: TestHouse) -> None:
    from gemel.programme import tips

    ana, ben = house.couple()
    agreed(ana, ben)
    let_go(ana)
    page = ben.get("/week").text
    assert 'value="light" checked' in page
    begin(ben, "light")
    assert all(tips()[id].lighter for id in week_of(ana).offers)


def test_a_week_nobody_agreed_on_is_let_go_by_itself(house: TestHouse) -> None:
    ana, ben = house.couple()
    opened(ana, ben)
    house.clock.forward(days=9, seconds=1)
    awake(ana, ben)
    assert stage_of(ana) == stage_of(ben) == "closed"
    assert "A slow week is fine" in ana.get("/week").text


def test_a_week_nobody_looked_back_on_is_let_go_by_itself(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, words="for both of us")
    house.clock.forward(days=18)
    awake(ana, ben)
    assert stage_of(ana) == stage_of(ben) == "closed"
    assert "for both of us" not in ben.get("/week").text + ben.get("/timeline").text
    begin(ben)
    assert stage_of(ana) == "picking"


def test_again_comes_first_in_the_next_offer(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben, tip=THANK)
    look_back(ana, wish="again")
    look_back(ben)
    begin(ben)
    assert week_of(ana).offers[0] == week_of(ben).offers[0] == THANK


def test_no_page_says_who_wished_what(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, wish="easier", tried="let-go", words="Hm.")
    look_back(ben, wish="again", words="Nice.")
    seen = ben.get("/week").text.partition("And next week?")[0] + ben.get("/timeline").text
    assert not any(word in seen.lower() for word in ("easier", "the same again", "we let it go", "some of it"))
    found = ben.post("/timeline/search", {"words": "easier"}).text
    assert "Hm." not in found


def test_a_lived_week_is_one_ring(house: TestHouse) -> None:
    from gemel.moments import counts

    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana)
    with house.house.store.reading() as db:
        assert counts(db, ana.me(), house.clock.now).get("week-lived", 0) == 0
    look_back(ben)
    with house.house.store.reading() as db:
        assert counts(db, ana.me(), house.clock.now)["week-lived"] == 1


def test_what_is_deleted_afterwards_shuts_nothing_again(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, words="mine")
    look_back(ben, words="yours")
    look = week_of(ana).my_look
    ana.post(f"/moments/{look.id.hex()}/erasure")
    assert stage_of(ana) == stage_of(ben) == "closed"
    assert week_of(ben).lived


def test_a_plan_taken_back_leaves_both_at_the_lists(house: TestHouse) -> None:
    ana, ben = house.couple()
    plan = agreed(ana, ben)
    ana.post(f"/moments/{plan}/withdrawal")
    assert stage_of(ana) == stage_of(ben) == "opened"


def test_the_note_for_oneself_is_behind_the_lock(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, note="I was nervous all week.", words="Good.")
    look_back(ben)
    everywhere = [person.get(path).text for person in (ana, ben) for path in ("/week", "/timeline", "/", "/private")]
    assert not any("I was nervous" in page for page in everywhere)
    from gemel.testing import PASSPHRASE

    ana.get("/private")
    assert "I was nervous all week." in ana.submit("/private/key", {"passphrase": PASSPHRASE}).text


def test_a_lived_week_is_found_again_on_the_timeline(house: TestHouse) -> None:
    ana, ben = house.couple()
    agreed(ana, ben)
    look_back(ana, words="You waited.")
    look_back(ben)
    for person in (ana, ben):
        page = person.get("/timeline").text
        assert "A plan for a week" in page
        assert "A week looked back on" in page
        assert "Tuesday, after the dishes" in page
        assert "You waited." in page
        assert "Picks for a week" not in page
    assert "You waited." in ben.post("/timeline/search", {"words": "waited"}).text
