"""What may be put on paper: only what both can see, whoever asks."""

from __future__ import annotations

from gemel.moments import erase, open_to_all, take_back, widen
from gemel.moments.tests.saying import (
    DAY,
    asked,
    change_now,
    drafted,
    handed,
    kept,
    look,
    now,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.testing import Client, TestHouse


def both_see(who: Client, since: int = 0, until: int = 10**11) -> list[str]:
    return [said(it) for it in look(who, open_to_all, now(who), since, until)]


def test_what_is_open_to_both_oldest_first_for_either(house: TestHouse, ana: Client, ben: Client) -> None:
    shared(ana, "one")
    house.clock.forward(minutes=1)
    shared(ben, "two")
    assert both_see(ana) == both_see(ben) == ["one", "two"]


def test_nothing_kept_drafted_taken_back_erased_or_waiting(house: TestHouse, ana: Client, ben: Client) -> None:
    kept(ana)
    kept(ana, deep=True)
    scheduled(ana, "later")
    drafted(ana, asked(ana))
    change_now(ana, take_back, shared(ana, "back"))
    change_now(ana, erase, shared(ana, "gone"))
    assert both_see(ana) == both_see(ben) == []
    house.clock.forward(seconds=DAY)
    assert both_see(ana) == both_see(ben) == ["later"]


def test_of_a_round_only_what_both_handed_in_to(ana: Client, ben: Client) -> None:
    question = asked(ana)
    handed(ana, question, "mine")
    assert both_see(ana) == both_see(ben) == []
    handed(ben, question, "yours")
    assert sorted(both_see(ana)) == sorted(both_see(ben)) == ["mine", "yours"]


def test_a_stretch_begins_with_its_first_second_and_ends_before_its_last(ana: Client) -> None:
    shared(ana, "here")
    assert both_see(ana, now(ana), now(ana) + 1) == ["here"]
    assert both_see(ana, now(ana) + 1) == both_see(ana, 0, now(ana)) == []


def test_nothing_from_before_they_came_and_nothing_of_who_left(house: TestHouse) -> None:
    ana, dan = house.couple("Ana", "Dan")
    shared(ana, "with Dan")
    shared(dan, "from Dan")
    dan.post("/leaving")
    ana.get("/")
    mine = shared(ana, "alone")
    ben = house.person("Ben")
    shared(ben, "before")
    house.pair(ana, ben)
    assert both_see(ana) == both_see(ben) == []
    change_now(ana, widen, mine)
    shared(ben, "ours")
    assert sorted(both_see(ana)) == sorted(both_see(ben)) == ["alone", "ours"]


def test_somebody_alone_gets_what_is_their_own_and_was_given(house: TestHouse) -> None:
    ana, dan = house.couple("Ana", "Dan")
    shared(ana, "with Dan")
    shared(dan, "from Dan")
    dan.post("/leaving")
    ana.get("/")
    kept(ana)
    handed(ana, asked(ana), "to myself")
    assert sorted(both_see(ana)) == ["to myself", "with Dan"]
    assert both_see(dan) == []
    assert both_see(house.person("Cleo")) == []
