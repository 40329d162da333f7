"""Rounds: asked of both, and of whom else not."""

from __future__ import annotations

import pytest

from gemel.moments import NotHere, ask, erase, find_round, handed_in, in_rounds, rounds
from gemel.moments.rounds import my_hand_ins
from gemel.moments.tests.saying import Aside, Prompt, asked, change_now, do, drafted, handed, look, now, shared
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def test_both_find_what_was_asked(ana: Client, ben: Client) -> None:
    round_id = asked(ana, "What is home?")
    for who in (ana, ben):
        it = look(who, find_round, round_id)
        assert (it.kind, it.prompt, it.asked_at) == ("prompt", Prompt(words="What is home?"), now(ana))


def test_asking_twice_asks_once(ana: Client) -> None:
    id = new_id()
    for words in ("once", "twice"):
        do(ana, ask, Prompt(words=words), now(ana), id=id)
    assert [it.prompt for it in look(ana, rounds, "prompt")] == [Prompt(words="once")]


def test_rounds_come_newest_first_and_by_kind(house: TestHouse, ana: Client) -> None:
    first = asked(ana)
    house.clock.forward(hours=1)
    second = asked(ana)
    do(ana, ask, Aside(words="?"), now(ana), id=new_id())
    assert [it.id for it in look(ana, rounds, "prompt")] == [second, first]
    assert [it.id for it in look(ana, rounds, "prompt", most=1)] == [second]
    assert [it.id for it in look(ana, rounds, "prompt", since=now(ana))] == [second]


def test_a_stranger_finds_no_round(ana: Client, cleo: Client) -> None:
    for round_id in (asked(ana), new_id()):
        with pytest.raises(NotHere):
            look(cleo, find_round, round_id)


def test_what_was_asked_alone_is_not_asked_of_who_joins(house: TestHouse, cleo: Client) -> None:
    ben, round_id = house.person("Ben"), asked(cleo)
    house.pair(cleo, ben)
    assert look(ben, rounds, "prompt") == []
    assert [it.id for it in look(cleo, rounds, "prompt")] == [round_id]
    with pytest.raises(NotHere):
        look(ben, find_round, round_id)


def test_my_hand_ins_are_mine_and_no_drafts(ana: Client, ben: Client) -> None:
    one, two, three = asked(ana), asked(ana), asked(ana)
    change_now(ana, erase, handed(ana, one))  # it counts all the same
    drafted(ana, two)
    handed(ben, three)
    assert look(ana, my_hand_ins, [one, two, three]) == {one}
    assert look(ben, my_hand_ins, [one, two, three]) == {three}


def test_no_rounds_have_no_parts(ana: Client) -> None:
    assert look(ana, my_hand_ins, []) == set()
    assert look(ana, in_rounds, now(ana), []) == []
    assert look(ana, handed_in, []) == {}


def test_handed_in_counts_people_and_not_drafts(ana: Client, ben: Client) -> None:
    one, two, three = asked(ana), asked(ana), asked(ana)
    handed(ana, one)
    handed(ben, one)
    handed(ana, two)
    drafted(ben, two)
    assert look(ana, handed_in, [one, two, three]) == {one: 2, two: 1}


def test_what_belongs_to_a_round_is_read_oldest_first(house: TestHouse, ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    parts = [handed(ana, round_id), handed(ben, round_id)]
    house.clock.forward(hours=1)
    parts.append(shared(ana, round_id=round_id))
    read = [it.id for it in look(ben, in_rounds, now(ben), [round_id])]
    assert read == [*sorted(parts[:2]), parts[2]]
