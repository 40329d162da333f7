"""One tap, or the clock: where a sitting stands afterwards. Seat 0 is Ana's, seat 1 is Ben's."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from gemel.sittings.machine import SEATS, Machine
from gemel.sittings.phase import LONGEST, NOBODY, Phase, Way, begin, deadline, ended_early, settle, step
from gemel.sittings.tests.making import END, machine

ANA, BEN = SEATS
NOW = 1_000_000
DAY, FAR = 86_400, 3_650 * 86_400
TALK = f"""
begin = "topic"
[topic]
private = true
both.pick = "floor"
takes.pick = "topic"
either.skip = "done"
pass = "floor"
[floor]
speaker.done = "check + chunks"
writes = "words"
pass = ["swap if turn < 2", "done"]
[check]
listener.yes = ["offer if chunks >= 2", "offer if seconds >= 180", "floor"]
holder = "speaker"
pass = ["swap if turn < 2", "done"]
[offer]
speaker.thanks = ["swap if turn < 2", "done"]
pass = "done"
[swap]
swaps = true
speaker.begin = "floor"
pass = "done"
{END}"""
CLOCKS = f"""
begin = "one"
[one]
lasts = 10
then = "two"
pass = "two"
[two]
lasts = 20
then = "three"
either.go = "three"
pass = "three"
[three]
hold = 30
lapse = "four"
either.go = "four"
pass = "four"
[four]
until = "bell"
after = 5
then = "done"
either.later = "four"
sets.later = {{ time = "bell", least = 1, most = 60 }}
pass = "done"
{END}"""


@pytest.fixture
def talk(tmp_path: Path) -> Machine:
    return machine(tmp_path, TALK)


@pytest.fixture
def clocks(tmp_path: Path) -> Machine:
    return machine(tmp_path, CLOCKS)


def at(found: Machine, state: str, **more: object) -> Phase:
    """Somewhere in the middle, Ana speaking."""
    plain = {"since": NOW, "touched": NOW, "began": NOW, "turn_began": NOW}
    return Phase(state=state, **plain | more)  # type: ignore[arg-type]


def tap(found: Machine, phase: Phase, *taps: tuple[int, str], value: str = "", now: int = NOW) -> Phase:
    """Several taps, each of which counts."""
    for seat, name in taps:
        after = step(found, phase, seat, name, value, now)
        assert after is not None, (phase.state, seat, name)
        phase = after
    return phase


def nothing(found: Machine, phase: Phase, seat: int, name: str, value: str = "") -> bool:
    return step(found, phase, seat, name, value, NOW) is None


def under_way(found: Machine, way: Way = "phones", first: int = ANA) -> Phase:
    """Asked by Ana, taken up, and both are there."""
    phase = begin(found, ANA, first, way, NOW)
    if way == "one":
        return tap(found, phase, (ANA, "ready"))
    return tap(found, phase, (BEN, "now"), (ANA, "ready"), (BEN, "ready"))


# Asking and beginning


def test_one_asks_and_only_the_other_answers(talk: Machine) -> None:
    phase = begin(talk, ANA, BEN, "call", NOW)
    assert (phase.state, phase.asker, phase.way, phase.first, phase.moves) == ("asked", ANA, "call", BEN, 0)
    assert all(nothing(talk, phase, ANA, name, "60") for name in ("now", "time", "not_now", "ready", "pass", "done", ""))
    assert tap(talk, phase, (BEN, "now")).state == "ready"
    assert tap(talk, phase, (BEN, "not_now")).state == "gone"


def test_whoever_asked_is_known_until_it_begins_or_ends(talk: Machine) -> None:
    ready = tap(talk, begin(talk, BEN, ANA, "phones", NOW), (ANA, "now"))
    assert ready.asker == BEN
    assert tap(talk, ready, (ANA, "ready"), (BEN, "ready")).asker == NOBODY
    assert tap(talk, ready, (ANA, "stop")).asker == NOBODY
    assert settle(talk, ready, NOW + FAR).asker == NOBODY


def test_the_time_together_begins_when_both_are_there(talk: Machine) -> None:
    ready = tap(talk, begin(talk, ANA, ANA, "phones", NOW), (BEN, "now"), (ANA, "ready"))
    begun = tap(talk, ready, (BEN, "ready"), now=NOW + 60)
    assert (ready.began, begun.began, begun.turn_began) == (NOW, NOW + 60, NOW + 60)


def test_on_one_phone_nobody_is_asked(talk: Machine) -> None:
    phase = begin(talk, BEN, ANA, "one", NOW)
    assert (phase.state, phase.asker, phase.holder, phase.covered) == ("ready", NOBODY, BEN, False)
    assert tap(talk, phase, (BEN, "ready")).state == "topic"


def test_what_asks_nobody_begins_at_once(tmp_path: Path) -> None:
    found = machine(tmp_path, f'begin = "down"\nasks = false\n[down]\neither.up = "done"\n{END}')
    phase = begin(found, BEN, ANA, "phones", NOW, {"over": NOW + 60})
    assert (phase.state, phase.asker, phase.times) == ("down", NOBODY, {"over": NOW + 60})


def test_a_booked_time_goes_by_two_days_later(talk: Machine) -> None:
    booked = tap(talk, begin(talk, ANA, ANA, "phones", NOW), (BEN, "time"), value="60")
    assert (booked.state, booked.times) == ("booked", {"booked": NOW + 3600})
    assert deadline(talk, booked) == (NOW + 3600 + 2 * DAY, "gone")
    again = tap(talk, booked, (ANA, "time"), value="120")
    assert (again.state, again.times) == ("booked", {"booked": NOW + 7200})


# Who may tap what


@pytest.mark.parametrize("first", SEATS)
def test_a_role_taps_for_itself(talk: Machine, first: int) -> None:
    floor, check = at(talk, "floor", first=first), at(talk, "check", first=first)
    assert nothing(talk, floor, 1 - first, "done")
    assert nothing(talk, check, first, "yes")
    assert tap(talk, floor, (first, "done"), (1 - first, "yes")).state == "floor"


def test_both_are_waited_for_in_either_order(talk: Machine) -> None:
    for one in SEATS:
        half = tap(talk, at(talk, "topic"), (one, "pick"))
        assert (half.state, half.done, half.moves) == ("topic", {one: "pick"}, 0)
        assert nothing(talk, half, one, "pick")
        whole = tap(talk, half, (1 - one, "pick"))
        assert (whole.state, whole.done, whole.moves) == ("floor", {}, 1)


def test_either_is_enough_and_forgets_the_half(talk: Machine) -> None:
    half = tap(talk, at(talk, "topic"), (ANA, "pick"))
    for one in SEATS:
        assert tap(talk, half, (one, "skip")).state == "done"


def test_either_may_pass_or_stop_even_after_their_half(talk: Machine) -> None:
    half = tap(talk, at(talk, "topic"), (ANA, "pick"))
    for one in SEATS:
        assert tap(talk, half, (one, "pass")).state == "floor"
        assert tap(talk, half, (one, "stop")).state == "early"


def test_two_may_each_choose_another_of_the_taps_for_both(tmp_path: Path) -> None:
    found = machine(tmp_path, f'begin = "one"\n[one]\nboth.warm = "two"\nboth.cold = "done"\npass = "done"\n[two]\neither.x = "done"\npass = "done"\n{END}')
    half = tap(found, at(found, "one"), (ANA, "warm"))
    assert nothing(found, half, ANA, "cold")
    assert tap(found, half, (BEN, "cold")).state == "done"


@pytest.mark.parametrize("name", ["", "uncover", "yes", "begin", "ready", "now", "gone", "done ", "Done", "states", "__class__"])
def test_what_is_not_a_tap_here_is_nothing(talk: Machine, name: str) -> None:
    assert all(nothing(talk, at(talk, "floor"), seat, name, "60") for seat in SEATS)


@pytest.mark.parametrize("state", ["done", "early", "gone"])
def test_at_the_end_nothing_more_is_tapped(talk: Machine, state: str) -> None:
    for name in ("stop", "pass", "uncover", "done", "begin", "now"):
        assert nothing(talk, at(talk, state), ANA, name)
    assert deadline(talk, at(talk, state)) is None


def test_before_it_begins_there_is_no_pass(talk: Machine) -> None:
    for state in ("asked", "booked", "ready", "later"):
        assert nothing(talk, at(talk, state), ANA, "pass")


# Counters, turns, roles


def test_a_guard_looks_at_what_was_counted_before(talk: Machine) -> None:
    """Two chunks said back lead to the offer, and the third is not begun."""
    once = tap(talk, at(talk, "floor"), (ANA, "done"), (BEN, "yes"))
    assert (once.state, once.counts) == ("floor", {"chunks": 1})
    assert tap(talk, once, (ANA, "done"), (BEN, "yes")).state == "offer"


def test_a_guard_on_the_seconds_of_this_turn(talk: Machine) -> None:
    checking = at(talk, "check", turn_began=NOW - 179, turn=1)
    assert tap(talk, checking, (BEN, "yes")).state == "floor"
    assert tap(talk, checking, (BEN, "yes"), now=NOW + 1).state == "offer"


def test_a_turn_begins_with_everything_at_nought(talk: Machine) -> None:
    spoken = at(talk, "offer", counts={"chunks": 2}, values={"words.0": "tea", "words_back.1": "you say tea", "topic.0": "a"})
    swapped = tap(talk, spoken, (ANA, "thanks"), now=NOW + 300)
    assert (swapped.state, swapped.turn, swapped.turn_began, swapped.counts) == ("swap", 2, NOW + 300, {})
    assert swapped.values == {"topic.0": "a"}


def test_roles_change_with_the_turn(talk: Machine) -> None:
    swapped = tap(talk, at(talk, "offer"), (ANA, "thanks"))
    assert [swapped.role(seat) for seat in SEATS] == ["listener", "speaker"]
    assert nothing(talk, swapped, ANA, "begin")
    second = tap(talk, swapped, (BEN, "begin"), (BEN, "done"), (ANA, "yes"))
    assert tap(talk, second, (ANA, "pass")).state == "done"


def test_a_turn_without_a_swap_keeps_the_roles(tmp_path: Path) -> None:
    found = machine(tmp_path, f'begin = "one"\n[one]\nspeaker.go = "two + steps"\nwrites = "words"\npass = "two"\n[two]\nturns = true\nspeaker.go = ["done if steps >= 1", "one"]\npass = "done"\n{END}')
    second = tap(found, at(found, "one", way="written"), (ANA, "go"), value="tea", now=NOW + 9)
    assert (second.turn, second.speaker, second.turn_began, second.counts, second.values) == (1, ANA, NOW + 9, {}, {})
    assert tap(found, second, (ANA, "go")).state == "one"


def test_passing_leads_to_the_other_turn_and_then_to_the_end(talk: Machine) -> None:
    for first in SEATS:
        phase = tap(talk, at(talk, "floor", first=first), (ANA, "pass"))
        assert (phase.state, phase.speaker) == ("swap", 1 - first)
        assert tap(talk, phase, (1 - first, "begin"), (BEN, "pass")).state == "done"


def test_stop_ends_early_from_everywhere_and_lets_go_of_what_has_not_begun(talk: Machine) -> None:
    for state in talk.states.values():
        if not state.end:
            for seat in SEATS:
                after = tap(talk, at(talk, state.name, values={"topic.0": "a"}), (seat, "stop"))
                assert after.state == ("gone" if state.waits else "early")


def test_a_move_may_be_for_those_who_write_alone(tmp_path: Path) -> None:
    own = f'[floor]\neither.go = ["done if written = 1", "floor"]\npass = "done"\n{END}'
    asked = machine(tmp_path, f'begin = "floor"\n{own}')
    where = {way: tap(asked, at(asked, "floor", way=way), (ANA, "go")).state for way in ("phones", "one", "call", "written")}
    assert where == {"phones": "floor", "one": "floor", "call": "floor", "written": "done"}


# What was chosen or written


def test_a_choice_is_kept_by_seat_until_the_end(talk: Machine) -> None:
    half = tap(talk, at(talk, "topic"), (BEN, "pick"), value="b")
    assert half.values == {"topic.1": "b"}
    whole = tap(talk, half, (ANA, "pick"), value="a")
    assert whole.values == {"topic.1": "b", "topic.0": "a"}
    for ended in (tap(talk, whole, (ANA, "stop")), settle(talk, whole, NOW + FAR), ended_early(talk, whole, NOW)):
        assert (ended.values, ended.counts, ended.done, ended.asker) == ({}, {}, {}, NOBODY)
        assert b"topic" not in msgpack.encode(ended)


def test_words_are_held_only_in_writing(talk: Machine) -> None:
    for way in ("phones", "one", "call"):
        assert tap(talk, at(talk, "floor", way=way), (ANA, "done"), value="tea").values == {}
    assert tap(talk, at(talk, "floor", way="written"), (ANA, "done"), value="tea").values == {"words.0": "tea"}


def test_written_words_are_gone_with_the_turn_and_at_the_end(talk: Machine) -> None:
    told = tap(talk, at(talk, "floor", way="written"), (ANA, "done"), value="tea")
    assert tap(talk, told, (BEN, "pass")).values == {}
    assert tap(talk, told, (BEN, "stop")).values == {}
    assert settle(talk, told, NOW + FAR).values == {}


def test_very_many_words_are_cut(talk: Machine) -> None:
    told = tap(talk, at(talk, "floor", way="written"), (ANA, "done"), value="ü" * 10 * LONGEST)
    assert len(told.values["words.0"]) == LONGEST


def test_words_with_a_tap_that_takes_none_are_dropped(talk: Machine) -> None:
    assert tap(talk, at(talk, "check", way="written"), (BEN, "yes"), value="words").values == {}
    assert tap(talk, at(talk, "floor", way="written"), (ANA, "pass"), value="words").values == {}


@pytest.mark.parametrize("value", ["", "0", "61", "-1", "1.5", "1e1", " 5", "٣", "²", "99999999", "9" * 5000, "five"])
def test_minutes_out_of_range_are_no_tap(clocks: Machine, value: str) -> None:
    assert nothing(clocks, at(clocks, "four"), ANA, "later", value)


@pytest.mark.parametrize(("value", "seconds"), [("1", 60), ("60", 3600), ("007", 420)])
def test_minutes_set_a_time_for_both(clocks: Machine, value: str, seconds: int) -> None:
    assert tap(clocks, at(clocks, "four"), (BEN, "later"), value=value).times == {"bell": NOW + seconds}


# The clock


def test_the_clock_moves_one_thing_after_the_other(clocks: Machine) -> None:
    phase = at(clocks, "one", times={"bell": NOW + 100})
    stands = {0: "one", 9: "one", 10: "two", 29: "two", 30: "three", 59: "three", 60: "four", 104: "four", 105: "done"}
    assert {after: settle(clocks, phase, NOW + after).state for after in stands} == stands
    done = settle(clocks, phase, NOW + FAR)
    assert (done.state, done.since, done.touched, done.moves) == ("done", NOW + 105, NOW + 105, 4)


def test_it_does_not_matter_how_often_one_looks(clocks: Machine) -> None:
    phase = kept = at(clocks, "one", times={"bell": NOW + 100})
    for now in range(NOW, NOW + 120):
        phase = settle(clocks, phase, now)
        assert phase == settle(clocks, kept, now)


def test_a_clock_that_goes_backwards_moves_nothing(clocks: Machine) -> None:
    phase = settle(clocks, at(clocks, "one"), NOW + 15)
    for now in (NOW + 14, NOW, 0, -FAR):
        assert settle(clocks, phase, now) == phase


def test_a_tap_puts_off_the_end_by_waiting(clocks: Machine) -> None:
    entered = tap(clocks, at(clocks, "two"), (ANA, "go"), now=NOW + 19)
    assert deadline(clocks, entered) == (NOW + 49, "four")


def test_a_time_that_has_gone_by_moves_at_once(clocks: Machine) -> None:
    late = settle(clocks, at(clocks, "three", times={"bell": NOW - DAY}), NOW + 30)
    assert late.state == "done"


def test_left_alone_nobody_is_stuck(talk: Machine, clocks: Machine) -> None:
    for found in (talk, clocks):
        for name in found.states:
            assert found.states[settle(found, at(found, name), NOW + FAR).state].end


def test_time_never_runs_backwards_in_a_sitting(clocks: Machine) -> None:
    late = settle(clocks, at(clocks, "three", times={"bell": NOW - DAY}), NOW + 30)
    assert late.since >= NOW + 30


def test_an_early_end_is_never_before_what_was(talk: Machine) -> None:
    assert ended_early(talk, at(talk, "floor"), NOW - DAY).since == NOW
    assert ended_early(talk, at(talk, "floor"), NOW + DAY).since == NOW + DAY


# One phone


def test_one_phone_goes_round_behind_a_cover_where_each_taps_in_private(talk: Machine) -> None:
    private = under_way(talk, "one", BEN)
    assert (private.state, private.holder, private.covered) == ("topic", ANA, False)
    half = tap(talk, private, (ANA, "pick"), value="a")
    assert (half.state, half.holder, half.covered, half.moves) == ("topic", BEN, True, private.moves + 1)
    assert all(nothing(talk, half, seat, name) for seat in SEATS for name in ("pick", "pass", "skip", ""))
    bens = tap(talk, half, (BEN, "uncover"))
    assert (bens.state, bens.covered, bens.moves) == ("topic", False, half.moves + 1)
    floor = tap(talk, bens, (BEN, "pick"), value="b")
    assert (floor.state, floor.values, floor.holder, floor.covered) == ("floor", {"topic.0": "a", "topic.1": "b"}, BEN, False)


def test_a_cover_can_be_stopped_from(talk: Machine) -> None:
    half = tap(talk, under_way(talk, "one"), (ANA, "pick"))
    assert tap(talk, half, (BEN, "stop")).state == "early"


def test_nothing_is_uncovered_that_is_not_covered(talk: Machine) -> None:
    assert nothing(talk, under_way(talk, "one"), ANA, "uncover")
    assert nothing(talk, under_way(talk), ANA, "uncover")


def test_the_phone_goes_to_whoever_speaks(talk: Machine) -> None:
    floor = at(talk, "floor", way="one", holder=ANA)
    check = tap(talk, floor, (ANA, "done"))
    assert (check.state, check.holder, check.covered) == ("check", ANA, False)  # the listener answers aloud
    swap = tap(talk, check, (ANA, "pass"))
    assert (swap.state, swap.holder, swap.covered) == ("swap", BEN, True)
    assert tap(talk, swap, (BEN, "uncover"), (BEN, "begin")).state == "floor"


def test_on_one_phone_one_tap_is_both(tmp_path: Path) -> None:
    found = machine(tmp_path, f'begin = "one"\n[one]\nboth.said = "done"\npass = "done"\n{END}')
    assert tap(found, under_way(found, "one"), (ANA, "said")).state == "done"


def test_passing_on_one_phone_takes_off_the_cover(talk: Machine) -> None:
    half = replace(tap(talk, under_way(talk, "one"), (ANA, "pick")), covered=False)
    assert not tap(talk, half, (BEN, "stop")).covered


def test_the_clock_goes_on_behind_a_cover(talk: Machine) -> None:
    half = tap(talk, under_way(talk, "one"), (ANA, "pick"))
    assert settle(talk, half, NOW + 600).state == "early"


def test_every_phase_reads_back_as_it_was_kept(talk: Machine) -> None:
    half = tap(talk, under_way(talk, "one", BEN), (ANA, "pick"), value="a")
    assert msgpack.decode(msgpack.encode(half), type=Phase) == half
