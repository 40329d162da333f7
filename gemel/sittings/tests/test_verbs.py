"""Beginning, tapping, ending: on the database, for two people and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import DAY, do, look, now
from gemel.people.tables import couple as couples
from gemel.sittings import (
    Exercise,
    ForTwo,
    NoSitting,
    Occupied,
    Sitting,
    Tapped,
    act,
    current,
    find,
    finish,
    lately,
    open_ones,
    put_away,
    start,
)  # fmt: skip
from gemel.sittings.tables import sitting
from gemel.sittings.tests.doing import begun, row_of, rows, seats, seen, speaking, tapped, under_way, unsealed
from gemel.store import new_id
from gemel.testing import START, Client, TestHouse


def both_see(ana: Client, ben: Client, it: Sitting) -> Sitting:
    """The two agree on how it stands."""
    one, other = seen(ana, it), seen(ben, it)
    assert (one.phase, one.version) == (other.phase, other.version)
    return one


def nothing_changes(who: Client, it: Sitting, change: Callable[[], Any]) -> None:
    before = seen(who, it)
    change()
    assert seen(who, it) == before


# Beginning


def test_two_who_have_done_nothing_have_nothing_behind_them(ana: Client, ben: Client) -> None:
    assert look(ana, lately, START - DAY, START) == []


def test_a_couple_that_is_no_more_begins_nothing(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    before = ana.me()
    do(ben, leave, START, house=house)
    ana.get("/")
    house.pair(house.person("Cleo"), ana)  # the couple of before is gone with its last one
    with house.house.store.writing() as db, pytest.raises(NoSitting):
        start(db, before, talk, "phones", START, id=new_id())


def test_one_asks_and_the_other_is_asked(ana: Client, ben: Client, talk: Exercise) -> None:
    it = begun(ana, talk)
    assert (it.state.name, it.version, it.revision, it.asked_at, it.live, it.over) == ("asked", 1, 0, START, False, False)
    assert both_see(ana, ben, it).phase.asker == ana.me().seat
    assert [one.id for one in look(ben, open_ones, START)] == [it.id]
    assert look(ben, current, START) is None
    assert ben.me().live_version == 1


def test_starting_twice_is_once(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    id = new_id()
    assert begun(ana, talk, id=id) == begun(ana, talk, id=id)
    assert begun(ana, talk).id == id  # from another page: the same invitation
    assert len(rows(house)) == 1 and len(seats(house)) == 2


def test_a_form_sent_again_after_the_end_begins_nothing(ana: Client, ben: Client, talk: Exercise) -> None:
    id = new_id()
    tapped(ana, begun(ana, talk, id=id), "stop")
    assert begun(ana, talk, id=id).over


def test_whoever_asks_for_what_the_other_asks_for_joins_in(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    asked, joined = begun(ana, talk), begun(ben, talk, "call")
    assert (joined.id, joined.state.name, joined.phase.way) == (asked.id, "ready", "phones")
    assert len(rows(house)) == 1
    assert begun(ben, talk).state.name == begun(ana, talk).state.name == "ready"


def test_somebody_alone_is_told_that_it_is_for_two(cleo: Client, talk: Exercise, house: TestHouse) -> None:
    with pytest.raises(ForTwo):
        begun(cleo, talk)
    assert rows(house) == []


def test_who_speaks_first_changes_each_time(ana: Client, ben: Client, talk: Exercise) -> None:
    first = []
    for _time in range(5):
        it = under_way(ana, ben, talk)
        first.append(it.phase.first)
        tapped(ben, it, "stop")
        ana.house.clock.forward(hours=1)
    assert first in ([0, 1, 0, 1, 0], [1, 0, 1, 0, 1])


def test_who_speaks_first_is_drawn_the_first_time(house: TestHouse, talk: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, drawn in enumerate((0, 1)):
        monkeypatch.setattr("gemel.sittings.verbs.secrets.randbelow", lambda _many, drawn=drawn: drawn)
        ana, _ben = house.couple(f"Ana {number}", f"Ben {number}")
        assert begun(ana, talk).phase.first == drawn


def test_who_has_something_to_tell_speaks_first(ana: Client, ben: Client, talk: Exercise) -> None:
    news = replace(talk, asker_first=True)
    for who in (ana, ben):
        it = begun(who, news)
        assert it.phase.first == who.me().seat
        tapped(who, it, "stop")


# Tapping


def test_a_whole_one(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it, speaker, listener = speaking(ana, ben, talk)
    for who, name in [(speaker, "done"), (listener, "yes"), (speaker, "done"), (speaker, "all"), (listener, "begin"),
                      (listener, "done"), (listener, "all")]:  # fmt: skip
        tapped(who, it, name)
        both_see(ana, ben, it)
    done = both_see(ana, ben, it)
    assert (done.state.name, done.over, done.ended_at) == ("done", True, START)
    assert look(ana, open_ones, START) == []
    assert [one.id for one in look(ana, lately, START - DAY, START)] == [it.id]


def test_a_stale_tap_changes_nothing_and_shows_how_it_stands(ana: Client, ben: Client, talk: Exercise) -> None:
    it, speaker, _listener = speaking(ana, ben, talk)
    tapped(speaker, it, "done")
    tapped(speaker, it, "all")
    pages = [it, replace(it, version=it.version + 1), replace(it, version=10**9), replace(it, version=-1)]
    for who in (ana, ben):
        for old in pages:
            for name in ("done", "all", "yes", "begin", "pass", "pick", "ready"):
                nothing_changes(who, it, lambda who=who, old=old, name=name: tapped(who, it, name, on=old))
    assert tapped(speaker, it, "done", on=it) == seen(speaker, it)


def test_the_same_tap_twice_is_once(ana: Client, ben: Client, talk: Exercise) -> None:
    it, speaker, _listener = speaking(ana, ben, talk)
    page = seen(speaker, it)
    first = tapped(speaker, it, "done", on=page)
    assert tapped(speaker, it, "done", on=page) == seen(speaker, it) == first


def test_stop_counts_from_any_page(ana: Client, ben: Client, talk: Exercise) -> None:
    asked = begun(ana, talk)
    it, _speaker, listener = speaking(ana, ben, talk)
    assert tapped(listener, it, "stop", on=asked).state.name == "early"


def test_nobody_taps_for_the_other(ana: Client, ben: Client, talk: Exercise) -> None:
    it, speaker, listener = speaking(ana, ben, talk)
    nothing_changes(ana, it, lambda: tapped(listener, it, "done"))
    tapped(speaker, it, "done")
    nothing_changes(ana, it, lambda: tapped(speaker, it, "yes"))


@pytest.mark.parametrize("name", ["", "floor", "uncover", "now", "pass ", "PASS", "\x00", "__class__", "x" * 5000])
def test_a_forged_tap_changes_nothing(ana: Client, ben: Client, talk: Exercise, name: str) -> None:
    it, _speaker, _listener = speaking(ana, ben, talk)
    for who in (ana, ben):
        nothing_changes(who, it, lambda who=who: tapped(who, it, name, "a"))


@pytest.mark.parametrize("value", ["", "c", "A", "a ", "aa", "a" * 5000])
def test_a_forged_choice_changes_nothing(ana: Client, ben: Client, talk: Exercise, value: str) -> None:
    it = under_way(ana, ben, talk)
    nothing_changes(ana, it, lambda: tapped(ana, it, "pick", value))


def test_a_forged_time_changes_nothing(ana: Client, ben: Client, talk: Exercise) -> None:
    it = begun(ana, talk)
    for value in ("", "20161", "-1", "soon", "9" * 400):
        nothing_changes(ben, it, lambda value=value: tapped(ben, it, "time", value))


@pytest.mark.parametrize("verb", [find, finish, lambda db, who, id, now: act(db, who, id, Tapped("stop", 0), now)])
def test_a_stranger_finds_nothing(ana: Client, ben: Client, cleo: Client, talk: Exercise, house: TestHouse, verb: Any) -> None:
    it = under_way(ana, ben, talk)
    dan, _eve = house.couple("Dan", "Eve")
    for stranger in (cleo, dan):
        with pytest.raises(NoSitting):
            do(stranger, verb, it.id, START)
    assert seen(ana, it).state.name == "topic"


def test_a_stranger_puts_nothing_away(ana: Client, ben: Client, cleo: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    do(cleo, put_away, it.id, START)
    assert not [one for one in seats(house) if one.left_at is not None] and not seen(ana, it).left


def test_an_id_of_somebody_elses_sitting_begins_ones_own(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    dan, eve = house.couple("Dan", "Eve")
    theirs = begun(dan, talk, id=it.id)
    assert theirs.state.name == "asked"
    tapped(eve, theirs, "stop")
    assert both_see(ana, ben, it).state.name == "topic"


# The clock


def test_the_clock_moves_it_without_anybody(ana: Client, ben: Client, quiet: Exercise, house: TestHouse) -> None:
    it = begun(ana, quiet)
    house.clock.forward(minutes=30)
    done = both_see(ana, ben, it)
    assert (done.state.name, done.phase.since, done.version, done.ended_at) == ("done", START + 1800, it.version + 1, None)


def test_an_end_by_the_clock_is_written_down_once(ana: Client, ben: Client, quiet: Exercise, house: TestHouse) -> None:
    it = begun(ana, quiet)
    assert do(ana, finish, it.id, START) is None
    house.clock.forward(minutes=40)
    virtual = seen(ben, it).version
    ended = do(ana, finish, it.id, now(ana))
    assert ended is not None and ended.ended_at == START + 1800 and ended.version > virtual
    assert do(ben, finish, it.id, now(ben)) is None
    assert both_see(ana, ben, it).version == ended.version


def test_a_tap_on_a_page_that_the_clock_has_left_changes_nothing(ana: Client, ben: Client, quiet: Exercise, house: TestHouse) -> None:
    it = begun(ana, quiet)
    house.clock.forward(minutes=31)
    nothing_changes(ben, it, lambda: tapped(ben, it, "enough", on=it))


def test_a_clock_that_goes_back_undoes_nothing(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    house.clock.forward(days=-3)
    assert both_see(ana, ben, it).state.name == "topic"
    assert tapped(ben, it, "pass").state.name == "floor"
    assert tapped(ana, it, "stop").ended_at == START


@pytest.mark.parametrize("days", [2, 30, 40_000])
def test_left_alone_it_is_over(ana: Client, ben: Client, talk: Exercise, house: TestHouse, days: int) -> None:
    it = under_way(ana, ben, talk)
    house.clock.forward(days=days)
    assert both_see(ana, ben, it).state.name == "early"
    assert look(ana, open_ones, now(ana)) == []


# One thing at a time


def test_two_at_once_are_one_too_many(ana: Client, ben: Client, talk: Exercise, quiet: Exercise) -> None:
    it = under_way(ana, ben, talk)
    for who in (ana, ben):
        with pytest.raises(Occupied):
            begun(who, quiet)
    assert both_see(ana, ben, it).state.name == "topic"


def test_asking_for_another_thing_meanwhile(ana: Client, ben: Client, talk: Exercise, quiet: Exercise) -> None:
    begun(ana, quiet)
    it = begun(ben, talk)
    tapped(ana, it, "now")
    tapped(ana, it, "ready")
    with pytest.raises(Occupied):
        tapped(ben, it, "ready")
    ready = both_see(ana, ben, it)
    assert (ready.state.name, ready.phase.done) == ("ready", {ana.me().seat: "ready"})


def test_what_has_lapsed_makes_way(ana: Client, ben: Client, talk: Exercise, quiet: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    house.clock.forward(minutes=10)
    other = begun(ben, quiet)
    assert other.live
    assert (both_see(ana, ben, it).state.name, row_of(it, house).ended_at) == ("early", START + 600)


def test_a_pause_ends_what_is_under_way(ana: Client, ben: Client, talk: Exercise, calm: Exercise) -> None:
    it, _speaker, listener = speaking(ana, ben, talk, "written")
    pause = begun(listener, calm, times={"back": START + 1800})
    ended = both_see(ana, ben, it)
    assert (ended.state.name, ended.ended_at, ended.phase.values) == ("early", START, {})
    assert look(ana, current, START) == seen(ana, pause)
    assert pause.version > ended.version > it.version


def test_a_pause_is_called_twice_and_is_one(ana: Client, ben: Client, calm: Exercise, house: TestHouse) -> None:
    one, other = (begun(who, calm, times={"back": START + 1800}) for who in (ana, ben))
    assert one.id == other.id and len(rows(house)) == 1


def parked(ana: Client, calm: Exercise) -> Sitting:
    it = begun(ana, calm, times={"back": START + 1800})
    return tapped(ana, it, "day", "1440")


def test_what_waits_again_leaves_room_for_other_things(ana: Client, ben: Client, calm: Exercise, quiet: Exercise, talk: Exercise) -> None:
    it = parked(ana, calm)
    assert not it.live
    assert begun(ben, quiet).live
    assert both_see(ana, ben, it).state.name == "parked"


def test_a_pause_can_be_called_while_another_waits_for_its_day(ana: Client, ben: Client, calm: Exercise) -> None:
    parked(ana, calm)
    assert begun(ben, calm, times={"back": START + 1800}).live


def test_what_waited_for_its_day_takes_its_turn(ana: Client, ben: Client, calm: Exercise, talk: Exercise) -> None:
    it = parked(ana, calm)
    other = begun(ben, talk)
    assert tapped(ben, it, "begin").live
    assert not seen(ana, other).over


# What is private


def test_a_private_tap_is_ones_own_until_both_have_tapped(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    before, live = seen(ben, it), ben.me().live_version
    assert tapped(ana, it, "pick", "a").waited
    after = seen(ben, it)
    assert (after.version, after.state, after.waited, after.card) == (before.version, before.state, False, before.card)
    assert ben.me().live_version == live
    both = tapped(ben, it, "pick", "b", on=before)
    assert (both.state.name, both.phase.values) == ("floor", {f"topic.{ana.me().seat}": "a", f"topic.{ben.me().seat}": "b"})


def test_the_clock_does_not_tell_that_the_other_has_tapped(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    before = seen(ben, it).due
    house.clock.forward(seconds=50)
    tapped(ana, it, "pick", "a")
    assert seen(ben, it).due == before


def test_putting_away_is_seen_by_nobody_else(ana: Client, ben: Client, talk: Exercise) -> None:
    it = tapped(ana, under_way(ana, ben, talk), "stop")
    before = seen(ben, it)
    do(ana, put_away, it.id, START)
    assert seen(ana, it).left and seen(ben, it) == before
    assert [look(who, lately, START - DAY, START) for who in (ana, ben)] == [[], [before]]


def test_nothing_chosen_or_written_outlasts_the_end(ana: Client, ben: Client, talk: Exercise) -> None:
    it, speaker, listener = speaking(ana, ben, talk, "written")
    tapped(speaker, it, "done", "the lighthouse")
    assert set(unsealed(ana, it)["values"]) == {"topic.0", "topic.1", f"words.{speaker.me().seat}"}
    for who, name in [(speaker, "all"), (listener, "begin"), (listener, "done"), (listener, "all")]:
        tapped(who, it, name)
    kept = unsealed(ana, it)
    assert kept["state"] == "done"
    assert not {"values", "counts", "done", "asker"} & set(kept)
    assert b"lighthouse" not in repr(kept).encode()


def test_written_words_go_with_the_turn(ana: Client, ben: Client, talk: Exercise) -> None:
    it, speaker, _listener = speaking(ana, ben, talk, "written")
    tapped(speaker, it, "done", "the lighthouse")
    tapped(speaker, it, "all")
    assert "lighthouse" not in str(unsealed(ana, it))


def test_whoever_asked_is_not_kept_once_it_is_answered(ana: Client, ben: Client, talk: Exercise) -> None:
    let_go = tapped(ben, begun(ana, talk), "not_now")
    assert "asker" not in unsealed(ana, let_go)
    assert "asker" not in unsealed(ana, under_way(ana, ben, talk))


def test_no_words_stand_in_clear(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it, speaker, _listener = speaking(ana, ben, talk, "written")
    tapped(speaker, it, "done", "lighthouse")
    plain = b"".join(value for row in rows(house) for value in row if isinstance(value, bytes))
    for word in (b"lighthouse", b"talk", b"floor", b"check", b"words", b"topic", b"written"):
        assert word not in plain


def dump(house: TestHouse) -> list[dict[str, Any]]:
    """What each person's row says in clear, beyond whose it is."""
    return [{key: value for key, value in row._mapping.items() if key != "person_id"} for row in seats(house)]


def test_no_column_in_clear_says_who_did_what(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    """The rows of the two cannot be told apart, whoever asked, tapped or was slower."""
    it = begun(ana, talk)
    house.clock.forward(minutes=1)
    tapped(ben, it, "now")
    for who in (ben, ana):
        tapped(who, it, "ready")
        house.clock.forward(minutes=1)
        one, other = dump(house)
        assert one == other


# Leaving, and a row changed outside


def test_who_leaves_finds_nothing_and_who_stays_finds_it_over(ana: Client, ben: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    do(ben, leave, START)
    with pytest.raises(NoSitting):
        seen(ben, it)
    with pytest.raises(NoSitting):
        tapped(ben, it, "pass", on=it)
    for _before_and_after in range(2):
        over = seen(ana, it)
        assert (over.state.name, over.over, over.phase.values) == ("early", True, {})
        assert look(ana, open_ones, START) == []
        do(ana, settle_alone)
    assert do(ana, finish, it.id, START).over  # type: ignore[union-attr]
    assert tapped(ana, it, "pass").state.name == "early"


def test_a_later_partner_has_no_seat_in_it(ana: Client, ben: Client, cleo: Client, talk: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    do(ben, leave, START)
    do(ana, settle_alone)
    house.pair(ana, cleo)
    with pytest.raises(NoSitting):
        seen(cleo, it)
    with pytest.raises(NoSitting):
        tapped(cleo, it, "stop", on=it)
    assert look(cleo, open_ones, START) == look(cleo, lately, 0, START) == []
    assert seen(ana, it).over


CLEO = pytest.param("Cleo")


@pytest.mark.parametrize("who_begins", ["Ana", CLEO])
def test_a_later_partner_can_begin_though_an_old_one_was_left_open(
    ana: Client, ben: Client, cleo: Client, talk: Exercise, quiet: Exercise, house: TestHouse, who_begins: str
) -> None:
    under_way(ana, ben, talk)
    do(ben, leave, START)
    do(ana, settle_alone)
    house.pair(ana, cleo)
    assert begun(ana if who_begins == "Ana" else cleo, quiet).live


def test_a_start_from_before_the_other_left_is_refused(ana: Client, ben: Client, quiet: Exercise, house: TestHouse) -> None:
    """The page was read, then the other left, then the form was written."""
    before, gone = ana.me(), ben.me()
    do(ben, leave, START)
    for who in (before, gone):
        with pytest.raises((ForTwo, NoSitting)):
            do(who, start, quiet, "phones", START, id=new_id(), house=house)


CHANGED = {
    "version": lambda row, _other: {"version": row.version + 1},
    "revision": lambda row, _other: {"revision": row.revision + 1},
    "epoch": lambda row, _other: {"epoch": row.epoch + 7},
    "one bit of sealed": lambda row, _other: {"sealed": bytes([row.sealed[0] ^ 1]) + bytes(row.sealed[1:])},
    "the end of sealed": lambda row, _other: {"sealed": bytes(row.sealed[:-1])},
    "nothing sealed": lambda row, _other: {"sealed": b""},
    "wrapped": lambda row, _other: {"wrapped": bytes(row.wrapped[:-1])},
    "nothing wrapped": lambda row, _other: {"wrapped": b""},
    "another's sealed": lambda _row, other: {"sealed": bytes(other.sealed)},
    "another's": lambda _row, other: {"sealed": bytes(other.sealed), "wrapped": bytes(other.wrapped), "version": other.version, "revision": other.revision},
}  # fmt: skip


def meddled(house: TestHouse, it: Sitting, columns: dict[str, Any]) -> None:
    with house.house.store.writing() as db:
        db.execute(update(sitting).where(sitting.c.id == it.id).values(**columns))


@pytest.mark.parametrize("how", CHANGED)
def test_a_row_changed_outside_is_not_there(
    ana: Client, ben: Client, talk: Exercise, quiet: Exercise, house: TestHouse, how: str
) -> None:
    other, it = begun(ana, talk), begun(ben, quiet)
    meddled(house, it, CHANGED[how](row_of(it, house), row_of(other, house)))
    for who in (ana, ben):
        for verb in (lambda who=who: seen(who, it), lambda who=who: tapped(who, it, "enough", on=it),
                     lambda who=who: do(who, finish, it.id, START)):  # fmt: skip
            with pytest.raises(NoSitting):
                verb()
        assert [one.id for one in look(who, open_ones, START)] == [other.id]
        assert look(who, lately, 0, START) == []


def test_a_row_changed_outside_does_not_bar_the_way_for_ever(ana: Client, ben: Client, talk: Exercise, quiet: Exercise, house: TestHouse) -> None:
    it = under_way(ana, ben, talk)
    meddled(house, it, {"version": it.version + 1})
    assert begun(ben, quiet).live


def test_an_exercise_that_this_house_has_no_more(ana: Client, ben: Client, exercises: dict[str, Exercise], quiet: Exercise) -> None:
    from gemel.sittings import EXERCISES

    it = under_way(ana, ben, exercises["talk"])
    del EXERCISES.by_name["talk"]
    with pytest.raises(NoSitting):
        seen(ana, it)
    assert look(ana, open_ones, START) == []
    assert begun(ben, quiet).live


def test_a_state_that_this_exercise_has_no_more(
    ana: Client, ben: Client, talk: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade in the middle of an evening: gone or over, and no page is taken down by it."""
    it, machine = under_way(ana, ben, talk), talk.machine
    without = replace(machine, states={name: one for name, one in machine.states.items() if name != "topic"})
    monkeypatch.setattr(Exercise, "machine", property(lambda _one: without))
    assert look(ana, open_ones, START) == []
    with pytest.raises(NoSitting):
        seen(ana, it)


# Versions


def test_versions_only_grow_for_both(ana: Client, ben: Client, talk: Exercise, calm: Exercise, house: TestHouse) -> None:
    last = 0
    for _time in range(3):
        it, speaker, _listener = speaking(ana, ben, talk)
        tapped(speaker, it, "done")
        house.clock.forward(minutes=11)
        virtual = both_see(ana, ben, it).version
        assert virtual > last
        pause = begun(ana, calm, times={"back": now(ana) + 60})
        assert pause.version > both_see(ana, ben, it).version >= virtual
        house.clock.forward(minutes=2)
        last = both_see(ana, ben, pause).version
    assert max(row.version for row in rows(house)) <= last
    with house.house.store.reading() as db:
        assert db.execute(couples.select()).one().live_version >= pause.version
