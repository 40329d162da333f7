"""Stepping in again with new keys: what was open comes back if it was chosen; what was private is gone, for anybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from gemel.moments import returning, rounds
from gemel.moments.deleting import NAMES
from gemel.moments.returning import step_in
from gemel.moments.tables import moment
from gemel.moments.tests.saying import (
    asked,
    change_now,
    drafted,
    everything,
    handed,
    kept,
    look,
    now,
    open_private_pages,
    rows,
    said,
    shared,
)  # fmt: skip
from gemel.moments.tests.turning import finish, later, rotate, seen, visits, world
from gemel.moments.verbs import take_back
from gemel.people import account, factors
from gemel.people.errors import AlreadyTwo, NoInvitation
from gemel.people.person import load
from gemel.people.renewing import fits
from gemel.people.tables import account as accounts
from gemel.people.tables import couple, key_return, person
from gemel.people.tests.coming_back import back_again, comes_by, prepared, ready, steps_in
from gemel.people.tests.doing import sign_in
from gemel.store import Busy, metadata
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import Tampered


@pytest.fixture
def new(house: TestHouse) -> Client:
    return house.person("Ben again")


def words(who: Client) -> set[str]:
    return {said(it) for it in everything(who)}


def test_only_what_comes_from_now_on(ana: Client, ben: Client, new: Client) -> None:
    world(ana, ben)
    back_again(ana, new)
    visits(ana)
    assert words(new) == set()
    assert look(new, rounds, "prompt") == []
    shared(ana, "hers from now on"), shared(new, "his from now on")
    assert words(new) == {"hers from now on", "his from now on"}
    assert words(new) < words(ana)


def test_and_what_the_two_had_open(ana: Client, ben: Client, new: Client) -> None:
    world(ana, ben)
    open_before, hers = {said(it) for it in everything(ben) if it.tier == "couple"}, words(ana)
    back_again(ana, new, everything=True)
    visits(ana)
    assert words(new) == open_before
    assert words(ana) == hers
    assert {one.prompt.text() for one in look(new, rounds, "prompt")} == {"What is home?"}


def test_never_what_the_partner_wrote_before_there_were_two(house: TestHouse) -> None:
    ana = house.person("Ana")
    shared(ana, "alone")
    house.pair(ana, house.person("Ben"))
    new = house.person("Ben again")
    back_again(ana, new, everything=True)
    assert words(new) == set()


@pytest.mark.parametrize("everything", [False, True])
def test_the_two_are_two_before_the_partner_comes_by(
    ana: Client, ben: Client, new: Client, house: TestHouse, everything: bool
) -> None:
    couple_id = ana.me().couple
    back_again(ana, new, everything)
    me = new.me()
    assert (me.id, me.couple, me.name) == (ben.entrance.person, couple_id, "Ben")
    assert me.partner is not None and me.partner.name == "Ana"
    shared(new, "before she looked")
    assert "You and Ben" in comes_by(ana).get("/you").text
    assert "before she looked" in words(ana)
    assert (ana.me().keyring.coming, ana.me().keyring.partner_public) == (None, new.me().public_key)


def test_what_nobody_can_open_any_more_is_gone(ana: Client, ben: Client, new: Client) -> None:
    lost = [kept(ben), kept(ben, deep=True), change_back(ben, shared(ben))]
    first, second = asked(ana), asked(ana)
    drafted(ben, first)
    kept_in = change_back(ben, handed(ben, second))
    hers = kept(ana, "hers")
    arrival = back_again(ana, new)
    assert set(lost) | {kept_in} < set(arrival.gone) and len(arrival.gone) == 5
    left = {bytes(row.id): row for row in rows(ana.house)}
    assert set(left) == {hers, kept_in}
    assert left[kept_in].wrapped is None and left[kept_in].handed_in_at is not None


def change_back(who: Client, moment_id: bytes) -> bytes:
    change_now(who, take_back, moment_id)
    return moment_id


def test_what_the_new_account_wrote_comes_along_for_its_eyes_only(ana: Client, new: Client) -> None:
    kept(new, "own"), kept(new, "deep", deep=True), shared(new, "to nobody yet")
    back_again(ana, new)
    assert words(new) == {"own", "to nobody yet", "Locked"}
    assert words(open_private_pages(new)) == {"own", "to nobody yet", "deep"}
    assert {it.mode for it in everything(new)} == {"private"}
    visits(ana)
    assert words(ana) == set()


def test_what_was_changed_outside_gemel_holds_nobody_up(ana: Client, new: Client, house: TestHouse) -> None:
    broken = kept(new, "changed")
    kept(new, "whole")
    with house.house.store.writing() as db:
        db.execute(update(moment).where(moment.c.id == broken).values(sealed=b"\1\1" + bytes(60)))
    back_again(ana, new)
    assert words(new) == {"whole"}


def test_private_pages_lost_before_stay_lost(ana: Client, new: Client, house: TestHouse) -> None:
    """The new account changed its keys and came back by code since: pages of before lie under a key that is no more."""
    kept(new, "deep", deep=True)
    rotate(new, new=PASSPHRASE)
    with house.house.store.writing() as db:
        db.execute(update(accounts).where(accounts.c.person_id == new.me().id).values(former_private=None))
    kept(new, "own")
    back_again(ana, new)
    assert words(new) == {"own"}


def test_in_the_middle_of_a_rotation_of_the_new_account(ana: Client, new: Client) -> None:
    kept(new, "own"), kept(new, "deep", deep=True)
    rotate(new, new=PASSPHRASE)
    back_again(ana, new)
    assert new.me().former == ()
    assert words(open_private_pages(new)) == {"own", "deep"}


@pytest.mark.parametrize("everything", [False, True])
def test_in_the_middle_of_a_rotation_of_the_partner(ana: Client, ben: Client, new: Client, everything: bool) -> None:
    shared(ana, "of before")
    rotate(ana, new=PASSPHRASE)
    visits(ben)
    back_again(ana, new, everything)
    assert words(new) == ({"of before"} if everything else set())
    visits(ana)
    for who in (new, ana):
        finish(who)
    later(ana.house, ana, new)
    assert words(new) == ({"of before"} if everything else set())
    assert words(ana) == {"of before"}


@pytest.mark.parametrize("first", ["ana", "new"])
@pytest.mark.parametrize("everything", [False, True])
def test_either_changes_every_key_afterwards(
    ana: Client, ben: Client, new: Client, house: TestHouse, everything: bool, first: str
) -> None:
    shared(ana, "of before")
    back_again(ana, new, everything)
    shared(new, "of now")
    if first == "ana":
        visits(ana)
    who, other = (ana, new) if first == "ana" else (new, ana)
    rotate(who)
    visits(other)
    later(house, who, other)
    later(house, who, other)
    assert words(ana) == {"of before", "of now"}
    assert words(new) == ({"of before", "of now"} if everything else {"of now"})


def test_the_old_keys_open_nothing_of_what_comes(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    """Somebody holds all that the old account ever held, and reads the database."""
    old, secret = ben.me(), ben.entrance.keys
    back_again(ana, new)
    visits(ana)
    shared(ana, "from now on")
    it = rows(house)[-1]
    assert it.epoch not in old.keyring.epochs
    with pytest.raises(Tampered), house.house.store.reading() as db:
        load(db, old.id, old.couple, secret)
    with house.house.store.reading() as db:
        assert load(db, old.id, old.couple, secret, old.generation) is None
        assert account.find(db, account.name_tag(house.house.settings.pepper, "Ben")) is None


def test_another_way_back_after_the_first(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    """Lost twice: what was open before the first time still comes along."""
    shared(ana, "first")
    back_again(ana, new, everything=True)
    visits(ana)
    shared(ana, "second")
    third = house.person("Ben once more")
    back_again(ana, third, everything=True)
    visits(ana)
    assert words(third) == words(ana) == {"first", "second"}


def test_sent_twice_is_done_once(ana: Client, new: Client, house: TestHouse) -> None:
    ready(ana, new)
    fresh = prepared(new)
    steps_in(new)
    before = rows(house), new.me()
    with pytest.raises(AlreadyTwo), house.house.store.writing() as db:
        step_in(db, fresh, now(new))
    assert (rows(house), new.me()) == before


@pytest.mark.parametrize("at", ["clear_out", "arrive", "hold_still"])
def test_broken_off_on_the_way_nothing_has_happened(
    ana: Client, ben: Client, new: Client, house: TestHouse, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    world(ana, ben)
    ready(ana, new)
    before = [seen(who) for who in (ana, ben, new)]
    with monkeypatch.context() as broken:
        broken.setattr(returning, at, lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            steps_in(new)
    assert [seen(who) for who in (ana, ben, new)] == before
    steps_in(new)
    assert new.me().partner is not None


def test_the_partner_left_alone_meanwhile(ana: Client, new: Client, house: TestHouse) -> None:
    """What leaving would have taken away was put back, or came too late: the epoch is another one by now."""
    ready(ana, new)
    fresh = prepared(new)
    with house.house.store.writing() as db:
        db.execute(update(couple).where(couple.c.id == ana.me().couple).values(epoch=7))
    with pytest.raises(NoInvitation), house.house.store.writing() as db:
        step_in(db, fresh, now(new))


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_one_of_the_two_is_gone(ana: Client, ben: Client, new: Client, house: TestHouse, who: str) -> None:
    ready(ana, new)
    fresh, gone = prepared(new), {"ana": ana, "ben": ben}[who].entrance.person
    with house.house.store.writing() as db:
        db.execute(delete(person).where(person.c.id == gone))
    with pytest.raises(NoInvitation), house.house.store.writing() as db:
        step_in(db, fresh, now(new))


def test_the_old_account_is_gone_but_not_its_person(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    ready(ana, new)
    fresh = prepared(new)
    with house.house.store.writing() as db:
        db.execute(delete(accounts).where(accounts.c.person_id == ben.entrance.person))
    with pytest.raises(NoInvitation), house.house.store.writing() as db:
        step_in(db, fresh, now(new))


def test_another_passphrase_meanwhile(ana: Client, new: Client, house: TestHouse) -> None:
    """The wraps that were made say the passphrase of before: they are not what the account has now."""
    ready(ana, new)
    fresh = prepared(new)
    with house.house.store.writing() as db:
        db.execute(update(accounts).where(accounts.c.person_id == new.me().id).values(check_hash=bytes(32)))
    with pytest.raises(Busy), house.house.store.writing() as db:
        step_in(db, fresh, now(new))


def test_wraps_for_somebody_else(ana: Client, new: Client, house: TestHouse) -> None:
    """Another link was opened between the slow work and the step."""
    ready(ana, new)
    fresh = replace(prepared(new), person=ana.me().id)
    with pytest.raises(Busy), house.house.store.writing() as db:
        step_in(db, fresh, now(new))


def test_a_box_from_somebody_else(ana: Client, new: Client, house: TestHouse, cleo: Client) -> None:
    """Whoever writes to the database cannot let anybody in: the code was made from her key."""
    ready(ana, new)
    with house.house.store.writing() as db:
        db.execute(update(key_return).values(from_public=cleo.me().public_key))
    with pytest.raises(Tampered):
        steps_in(new)


def test_one_can_sign_in_as_before_with_the_new_passphrase(
    ana: Client, ben: Client, new: Client, house: TestHouse
) -> None:
    arrival = back_again(ana, new)
    entrance, _private = sign_in(house, "Ben again")
    assert (entrance.person, entrance.keys) == (ben.entrance.person, arrival.entrance.keys)
    assert entrance.generation > ben.entrance.generation


def test_the_recovery_code_is_a_new_one(ana: Client, new: Client, house: TestHouse) -> None:
    old = new.entrance.code
    code = back_again(ana, new).entrance.code
    with house.house.store.reading() as db:
        row = account.by_person(db, new.entrance.person)
    assert row is not None and fits(row, code) and not fits(row, old)


def test_a_second_step_of_the_new_account_stays(ana: Client, new: Client, house: TestHouse) -> None:
    codes = factors.Factors(codes=factors.Codes(secret=b"s" * 20, since=now(new)))
    me = new.me()
    with house.house.store.writing() as db:
        factors.change(db, me.id, me.keys.account, lambda _none: codes)
    back_again(ana, new)
    with house.house.store.reading() as db:
        assert factors.of(db, new.entrance.person, new.entrance.keys.account) == codes
    assert sign_in(house, "Ben again")[0].second


def test_nothing_is_left_of_the_place_alone(ana: Client, new: Client, house: TestHouse) -> None:
    alone, guest = new.me().couple, new.entrance.person
    kept(new), asked(new)
    new.post("/calendar")
    back_again(ana, new)
    with house.house.store.reading() as db:
        for table in metadata.sorted_tables:
            for name in ({"couple_id", *NAMES} | ({"id"} if table is couple else set())) & set(table.c.keys()):
                assert db.execute(select(table).where(table.c[name].in_([alone, guest]))).first() is None, table.name
