"""Leaving: one's own words go along, for one's own eyes; the other's stay with the other."""

from __future__ import annotations

from sqlalchemy import func, select, text, update

from gemel.moments import erase, find_round, of_kind, put, rounds, take_back
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tables import mark, moment, round_
from gemel.moments.tests.saying import (
    DAY,
    asked,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    look,
    now,
    open_private_pages,
    said,
    scheduled,
    sees,
    shared,
)  # fmt: skip
from gemel.people.person import Own, keep_own
from gemel.people.tables import couple, person
from gemel.testing import Client, TestHouse


def words_of(who: Client) -> set[str]:
    return {said(it) for it in everything(who)}


def how_many(house: TestHouse, *tables: object) -> list[int]:
    with house.house.store.reading() as db:
        return [db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]  # type: ignore[call-overload]


def test_everything_one_wrote_goes_along_as_private(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    handed(ben, round_id, "handed in")
    drafted(ben, asked(ana), "draft")
    kept(ben, "own")
    scheduled(ben, "scheduled")
    shared(ben, "shared")
    change_now(ben, take_back, shared(ben, "taken back"))
    before = words_of(ben)
    do(ben, leave, now(ben))
    assert words_of(ben) == before
    assert {it.mode for it in everything(ben)} == {"private"}


def test_only_days_go_along(ben: Client) -> None:
    shared(ben)
    do(ben, leave, now(ben))
    (it,) = everything(ben)
    assert (it.at % DAY, it.round, it.handed_in_at, it.opens_at) == (0, None, None, None)


def test_deep_pages_go_along_still_locked(ben: Client) -> None:
    kept(ben, "deep", deep=True)
    do(ben, leave, now(ben))
    assert words_of(ben) == {"Locked"}
    assert words_of(open_private_pages(ben)) == {"deep"}


def test_what_was_erased_does_not_go_along(ben: Client, house: TestHouse) -> None:
    change_now(ben, erase, handed(ben, asked(ben)))
    do(ben, leave, now(ben))
    assert how_many(house, moment) == [0]


def test_the_others_words_and_rounds_stay(ana: Client, ben: Client) -> None:
    round_id = asked(ben)
    shared(ana, "Ana's")
    do(ben, leave, now(ben))
    assert words_of(ana) == {"Ana's"}
    assert look(ana, find_round, round_id).id == round_id
    assert look(ben, rounds, "prompt") == []


def test_marks_of_and_by_who_leaves_are_gone(ana: Client, ben: Client, house: TestHouse) -> None:
    one, other = shared(ana), shared(ben)
    for who in (ana, ben):
        for it in (one, other):
            do(who, put, found(who, it), "thanked", now(who))
    do(ben, leave, now(ben))
    assert how_many(house, mark) == [1]  # Ana's on her own


def test_settings_of_ones_own_go_along(ben: Client) -> None:
    do(ben, keep_own, Own(no_code=True))
    do(ben, leave, now(ben))
    assert ben.me().own.no_code


def test_when_both_have_left_nothing_of_the_couple_is_left(ana: Client, ben: Client, house: TestHouse) -> None:
    asked(ana)
    do(ana, leave, now(ana))
    do(ben, settle_alone)
    cleo = house.person("Cleo")
    house.pair(cleo, ben)
    assert how_many(house, couple, person, round_) == [2, 3, 0]


def test_leaving_alone_changes_nothing(cleo: Client) -> None:
    before = cleo.me()
    assert do(cleo, leave, now(cleo)) == before.couple
    assert cleo.me() == before


def test_who_stays_begins_an_epoch_that_the_other_never_held(ana: Client, ben: Client) -> None:
    ana_before = ana.me()
    do(ana, leave, now(ana))
    do(ben, settle_alone)
    me = ben.me()
    assert me.keyring.partner is None
    assert set(me.keyring.epochs) == {2, 3}
    assert me.keyring.current[1] not in ana_before.keyring.epochs.values()


def test_settling_twice_begins_one_epoch(ana: Client, ben: Client) -> None:
    do(ana, leave, now(ana))
    on_the_phone = on_the_laptop = ben.me()
    do(on_the_phone, settle_alone, house=ben.house)
    note = shared(ben)
    do(on_the_laptop, settle_alone, house=ben.house)
    assert (ben.me().couple_epoch, said(found(ben, note))) == (3, "lighthouse")


def test_a_later_couple_starts_afresh(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    shared(ben, "to Ana")
    old = asked(ana)
    do(ana, leave, now(ana))
    do(ben, settle_alone)
    shared(ben, "between")
    house.pair(ben, cleo)
    assert words_of(cleo) == set()
    assert look(cleo, rounds, "prompt") == []
    assert old in {it.id for it in look(ben, rounds, "prompt")}
    assert shared(ben, "to Cleo") in sees(cleo)


def test_who_was_host_or_guest_can_be_host_again(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    """Whichever seat is free is taken."""
    do(ana, leave, now(ana))
    do(ben, settle_alone)
    house.pair(ben, cleo)
    assert (ben.me().seat, cleo.me().seat) == (1, 0)
    do(cleo, leave, now(cleo))
    do(ben, settle_alone)
    house.pair(ben, ana)
    assert ben.me().partner.name == "Ana"  # type: ignore[union-attr]


def test_two_who_parted_may_begin_again(ana: Client, ben: Client, house: TestHouse) -> None:
    note = shared(ben, "then")
    do(ben, leave, now(ben))
    do(ana, settle_alone)
    house.pair(ana, ben)
    assert note not in sees(ana)
    assert said(found(ben, note)) == "then"


def test_a_row_broken_outside_gemel_keeps_nobody_from_leaving(ben: Client, house: TestHouse) -> None:
    broken, lost, whole = shared(ben, "broken"), shared(ben, "lost"), shared(ben, "whole")
    with house.house.store.writing() as db:
        db.execute(update(moment).where(moment.c.id == broken).values(revision=7))
        db.execute(update(moment).where(moment.c.id == lost).values(epoch=70))
    do(ben, leave, now(ben))
    assert [said(found(ben, it)) for it in (broken, lost, whole)] == ["Broken", "Broken", "whole"]
    assert len(look(ben, of_kind, now(ben), "note")) == 1


def test_no_row_of_another_couple_is_touched(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    kept(cleo, "Cleo's")
    with house.house.store.reading() as db:
        before = db.execute(text("SELECT * FROM moment")).all()
    do(ben, leave, now(ben))
    with house.house.store.reading() as db:
        assert db.execute(text("SELECT * FROM moment")).all() == before
    assert words_of(cleo) == {"Cleo's"}
