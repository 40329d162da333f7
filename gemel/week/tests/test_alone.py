"""The week of one: the whole way, for as long as wanted, and none of it opens to a later partner."""

from __future__ import annotations

from gemel.testing import TestHouse
from gemel.week.tests.steps import THANK, awake, let_go, look_back, propose, stage_of, week_of


def test_the_whole_way_alone(house: TestHouse) -> None:
    ana = house.person("Ana")
    page = ana.get("/week").text
    assert "Every tip has something that works on your own" in page
    assert "Plan it" in page
    ana.get("/week/plans/new?tip=thanks-what-it-shows")
    assert "Thank someone else this way" in ana.last.text
    assert "You could say" not in ana.last.text
    propose(ana, tip=THANK, when="On the bus")
    assert "Your tip this week" in ana.last.text
    assert "On the bus" in ana.get("/").text
    house.clock.forward(days=7, hours=12)
    awake(ana)
    assert "How was your week?" in ana.get("/week").text
    assert "Lighter at work." in look_back(ana, words="Lighter at work.").text
    assert stage_of(ana) == "closed"
    propose(ana, when="On the tram")
    assert stage_of(ana) == "agreed"
    assert week_of(ana).plan.when == "On the tram"


def test_a_plan_of_ones_own_can_change_and_be_let_go(house: TestHouse) -> None:
    ana = house.person("Ana")
    propose(ana)
    propose(ana, when="Friday")
    assert week_of(ana).plan.when == "Friday"
    assert week_of(ana).turns == 1
    let_go(ana)
    assert "A slow week is fine" in ana.last.text
    assert "Show a usual week" in ana.last.text


def test_sent_twice_alone_makes_one_plan(house: TestHouse) -> None:
    ana = house.person("Ana")
    for _time in range(2):
        ana.post("/week/plans", {"tip": THANK, "when": "Friday", "_id": "0" * 31 + "1"})
    assert week_of(ana).turns == 1
    name = week_of(ana).id.hex()
    for _time in range(2):
        assert look_back(ana, _id="0" * 31 + "2", week=name).status_code == 200


def test_nothing_from_before_opens_to_a_later_partner(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    propose(ana, when="my own Friday")
    plan = week_of(ana).id.hex()
    look_back(ana, words="a secret line", week=plan)
    house.pair(ana, ben)
    pages = [ben.get(path).text for path in ("/", "/week", "/timeline")]
    assert not any("my own Friday" in page or "a secret line" in page for page in pages)
    assert ben.get(f"/week/plans/{plan}/calendar").status_code == 404
    assert stage_of(ana) == stage_of(ben) == "resting"


def test_after_a_parting_the_week_of_one_begins_afresh(house: TestHouse) -> None:
    from gemel.moments.moving import leave
    from gemel.week.tests.steps import agreed

    ana, ben = house.couple()
    agreed(ana, ben)
    with house.house.store.writing() as db:
        leave(db, ana.me(), house.clock.now)
    ben.get("/")
    for person in (ana, ben):
        assert "Pick one small thing to try this week" in person.get("/week").text
