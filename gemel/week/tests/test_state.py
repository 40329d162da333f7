"""Where a week stands: every rung, and whatever happens, a way on and no two minds about it."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemel.week.kinds import Plan
from gemel.week.state import DAY, LADDER, TO_AGREE, TO_LOOK_BACK, Stage, Week
from gemel.week.tests.worlds import PEOPLE, WAYS_ON, World

ANA, BEN = PEOPLE
EVENTS = ("ask", "pick", "propose", "agree", "look", "let_go")

happenings = st.lists(
    st.tuples(
        st.sampled_from(EVENTS),
        st.sampled_from(PEOPLE),
        st.sampled_from([0, 60, 3600, DAY, 3 * DAY, 7 * DAY, 9 * DAY, 20 * DAY, 400 * DAY, -3600]),
    ),
    max_size=40,
)


def lived(*events: str) -> World:
    """A world after «ana ask», «ben pick» and so on; «3» lets days pass."""
    world = World()
    for event in events:
        who, _space, what = event.partition(" ")
        if what:
            getattr(world, what)(ANA if who == "ana" else BEN)
        else:
            world.now += int(float(who) * DAY)
    return world


PICKED = ("ana ask", "ana pick", "ben pick")
AGREED = (*PICKED, "ana propose", "ben agree")

CASES = [
    ((), "resting", "resting"),
    (("ana ask",), "picking", "picking"),
    (("ana ask", "ana pick"), "waiting", "picking"),
    (PICKED, "opened", "opened"),
    ((*PICKED, "ana propose"), "proposed", "proposed"),
    ((*PICKED, "ana propose", "ana agree"), "proposed", "proposed"),
    (AGREED, "agreed", "agreed"),
    ((*AGREED, "7"), "looking-back", "looking-back"),
    ((*AGREED, "ana look"), "looked", "agreed"),
    ((*AGREED, "7", "ana look"), "looked", "looking-back"),
    ((*AGREED, "ana look", "ben look"), "closed", "closed"),
    ((*AGREED, "17"), "closed", "closed"),
    ((*AGREED, "7", "ana look", "10"), "closed", "closed"),
    (("ana ask", "ana pick", "9"), "closed", "closed"),
    (("ana ask", "ben let_go"), "closed", "closed"),
    ((*PICKED, "ana propose", "7.5"), "opened", "opened"),
    ((*AGREED, "ben propose"), "agreed", "agreed"),
    (("ana ask", "ben let_go", "ben ask"), "picking", "picking"),
]


@pytest.mark.parametrize(("events", "ana", "ben"), CASES)
def test_rungs(events: tuple[str, ...], ana: str, ben: str) -> None:
    world = lived(*events)
    assert (world.stage(ANA).value, world.stage(BEN).value) == (ana, ben)


def test_every_rung_is_named_once() -> None:
    assert sorted(stage for stage, _holds in LADDER) == sorted(Stage)


def after(happened: list[tuple[str, bytes, int]]) -> World:
    world = World()
    for what, who, later in happened:
        world.now += later
        getattr(world, what)(who)
    return world


@settings(max_examples=400, deadline=None)
@given(happenings)
def test_the_two_never_differ_on_what_is_agreed_or_closed(happened: list[tuple[str, bytes, int]]) -> None:
    world = after(happened)
    ana, ben = world.week(ANA), world.week(BEN)
    assert ana.agreed == ben.agreed or (ana.agreed and ben.agreed and ana.agreed.id == ben.agreed.id)
    assert ana.closed(world.now) == ben.closed(world.now) or not ana.id
    assert (ana.table and ana.table.id) == (ben.table and ben.table.id)
    assert (ana.lived, ana.let_go) == (ben.lived, ben.let_go)


@settings(max_examples=300, deadline=None)
@given(happenings, st.sampled_from(PEOPLE))
def test_there_is_always_a_way_on_for_either_alone(happened: list[tuple[str, bytes, int]], who: bytes) -> None:
    world = after(happened)
    stage = world.stage(who)
    for what in WAYS_ON[stage]:
        then = copy.deepcopy(world)
        getattr(then, what)(who)
        assert then.stage(who) is not stage or (then.week(who).table != world.week(who).table)


@settings(max_examples=300, deadline=None)
@given(happenings)
def test_whatever_happens_time_brings_a_new_beginning(happened: list[tuple[str, bytes, int]]) -> None:
    world = after(happened)
    world.now += 30 * DAY
    assert {world.stage(who) for who in PEOPLE} <= {Stage.RESTING, Stage.CLOSED}


@settings(max_examples=300, deadline=None)
@given(happenings, st.sampled_from(["pick", "look"]))
def test_what_one_does_alone_changes_nothing_for_the_other(happened: list[tuple[str, bytes, int]], what: str) -> None:
    """Handing in first leaves the other's week as it was, to the last field."""
    world = after(happened)
    if (world.week(ANA).both_picked and what == "pick") or world.stage(ANA) is Stage.RESTING:
        return
    first = not any(
        who == BEN and type(body).__name__ == {"pick": "Picks", "look": "Lookback"}[what]
        for who, _m, body, *_ in world.said
    )
    before = world.week(BEN)
    getattr(world, what)(ANA)
    assert not first or world.week(BEN) == before


def test_the_nudge_lasts_a_day() -> None:
    world = lived(*AGREED)
    week = world.week(ANA)
    body = week.agreed.body
    assert isinstance(body, Plan)
    assert not week.nudging(world.now)
    moment = replace(week.agreed, body=Plan(tip="a", title="A", when="x", ends_at=body.ends_at, nudge_at=world.now))
    nudged = replace(week, agreed=moment)
    assert nudged.nudging(world.now)
    assert nudged.nudging(world.now + DAY - 1)
    assert not nudged.nudging(world.now - 1)
    assert not nudged.nudging(world.now + DAY)


def test_the_spans_are_what_the_programme_says() -> None:
    assert (TO_AGREE, TO_LOOK_BACK) == (9 * DAY, 10 * DAY)
    assert Week().stage(0) is Stage.RESTING
