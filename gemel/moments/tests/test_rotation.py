"""Changing every key: whatever was said opens before, after, and at every border between two steps (trust.md 2.4, G15)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from gemel.moments import keep
from gemel.moments.moving import leave
from gemel.moments.tables import moment, round_
from gemel.moments.tests.saying import (
    Note,
    do,
    everything,
    kept,
    now,
    said,
)  # fmt: skip
from gemel.moments.tests.turning import (
    NEW,
    finish,
    later,
    old_keys,
    open_pages,
    prepared,
    rotate,
    seen,
    steps,
    visits,
    world,
)  # fmt: skip
from gemel.people import account, rewrapping, rotation
from gemel.people.errors import WrongPassphrase
from gemel.people.person import Person, keep_own
from gemel.people.profile import Own
from gemel.people.renewing import new_private_code, recover, renew
from gemel.people.tables import account as accounts
from gemel.people.tables import person, turn
from gemel.store import Busy, new_id
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.vault import WrongKey, key_id
from gemel.web.turning import go_on


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrapping, "BATCH", 2)


def test_everything_opens_at_every_border_between_two_steps(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    do(ana, keep_own, Own(no_code=True))
    hers, his, deep = seen(ana), seen(ben), seen(open_pages(ana, PASSPHRASE))
    rotate(ana)
    for who in (ana, open_pages(ana)):
        borders = 0
        for _step in steps(who):
            borders += 1
            assert (seen(ana), seen(open_pages(ana))) == (hers, deep)
        assert borders > 1
    visits(ben)
    for who in (ana, ben):
        for _step in steps(who):
            assert (seen(ana), seen(ben), seen(open_pages(ana))) == (hers, his, deep)
    assert old_keys(ana) == (True, True)
    later(house, ana, ben)
    assert (seen(ana), seen(ben), seen(open_pages(ana))) == (hers, his, deep)
    assert (old_keys(ana), old_keys(ben)) == ((False, False), (False, False))


def test_nothing_is_left_under_a_key_of_before(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    before = ana.me()
    rotate(ana)
    visits(ben)
    finish(open_pages(ana))
    finish(ben)
    names = names_of(before)
    with house.house.store.reading() as db:
        for table, column in ((moment, "wrapped"), (round_, "wrapped"), (person, "profile")):
            here = (rewrapping.named(table.c[column], names),)
            theirs = (moment.c.author_id == before.id) | (moment.c.tier == "couple") if table is moment else True
            assert db.execute(select(func.count()).where(*here, theirs)).scalar_one() == 0


def names_of(who: Person) -> list[bytes]:
    keys = [*who.keyring.keys(), who.keys.account, who.keys.private_public]
    return [key_id(key) for key in keys]


def test_the_old_passphrase_code_and_keys_open_nothing(ana: Client, ben: Client) -> None:
    code, before = ana.entrance.code, ana.entrance
    rotate(ana)
    with pytest.raises(WrongPassphrase):
        prepared(ana, PASSPHRASE)
    with ana.house.house.store.reading() as db:
        row = account.by_person(db, ana.entrance.person)
    pepper = ana.house.house.settings.pepper
    with pytest.raises(WrongPassphrase):
        recover(row, code, "", "a teapot full of quiet thunder", TEST_COST, pepper, "Ana")
    recover(row, ana.entrance.code, "", "a teapot full of quiet thunder", TEST_COST, pepper, "Ana")
    ana.entrance = before
    with pytest.raises(WrongKey):
        ana.me()


def test_both_private_codes_change(ana: Client) -> None:
    opened = open_pages(ana, PASSPHRASE)
    assert opened.entrance.keys.private is not None
    with ana.house.house.store.writing() as db:
        new_private_code(db, ana.entrance.person, opened.entrance.keys.private)
    rotate(ana)
    assert ana.entrance.private_code and ana.entrance.private_code != ana.entrance.code


def test_a_rotation_within_a_rotation(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    hers, his, deep = seen(ana), seen(ben), seen(open_pages(ana, PASSPHRASE))
    rotate(ana)
    do(ana, go_on, now(ana))
    kept(ana, "between")
    kept(ana, "deep between", deep=True)
    rotate(ana, NEW, PASSPHRASE)
    visits(ben)
    assert seen(ben) == his
    for who in (open_pages(ana, PASSPHRASE), ben):
        finish(who)
    later(house, open_pages(ana, PASSPHRASE), ben)
    assert (old_keys(ana), old_keys(ben)) == ((False, False), (False, False))
    assert {"between", *hers.words} <= set(seen(ana).words)
    assert {"deep between", *deep.words} <= set(seen(open_pages(ana, PASSPHRASE)).words)


def test_without_the_private_code_a_rotation_still_comes_to_its_end(ana: Client, ben: Client, house: TestHouse) -> None:
    kept(ana, "own")
    kept(ana, "deep", deep=True)
    rotate(ana)
    visits(ben)
    with house.house.store.reading() as db:
        row = account.by_person(db, ana.entrance.person)
    again = recover(row, ana.entrance.code, "", PASSPHRASE, TEST_COST, house.house.settings.pepper, "Ana")
    with house.house.store.writing() as db:
        renew(db, again)
    ana.entrance = again.entrance
    finish(ana)
    later(house, ben, ana)
    assert old_keys(ana) == (False, False)
    assert seen(open_pages(ana, PASSPHRASE)).words == ["Broken", "own"]


def test_private_pages_wait_for_their_owner(ana: Client, ben: Client, house: TestHouse) -> None:
    kept(ana, "deep", deep=True)
    rotate(ana)
    visits(ben)
    finish(ana)
    later(house, ben, ana)
    assert old_keys(ana) == (True, False)
    later(house, open_pages(ana))
    assert old_keys(ana) == (False, False)
    assert seen(open_pages(ana)).words == ["deep"]


def test_rows_changed_outside_hold_up_nothing(ana: Client, ben: Client, house: TestHouse) -> None:
    for number in range(5):
        kept(ana, f"own {number}")
    with house.house.store.writing() as db:
        first = db.execute(select(moment.c.id).order_by(moment.c.id).limit(3)).scalars().all()
        db.execute(update(moment).where(moment.c.id.in_(first)).values(revision=7))
    rotate(ana)
    visits(ben)
    finish(ana)
    later(house, ben, ana)
    assert old_keys(ana) == (False, False)
    assert sum(said(it) != "Broken" for it in everything(ana)) == 2


def test_a_late_request_of_before_cannot_lock_anybody_out(ana: Client, ben: Client) -> None:
    late = ana.me()
    rotate(ana)
    with pytest.raises(Busy):
        do(late, keep_own, Own(no_code=True), house=ana.house)
    with pytest.raises(Busy):
        do(late, leave, now(ana), house=ana.house)
    do(late, keep, Note(words="late"), now(ana), id=new_id(), house=ana.house)
    assert seen(ana).words == ["late"]
    later(ana.house, ana)
    assert seen(ana).words == ["late"] and not ana.me().former


def test_accounts_say_nothing_of_a_rotation_that_is_over(ana: Client, ben: Client, house: TestHouse) -> None:
    rotate(ana)
    visits(ben)
    later(house, ana, ben)
    with house.house.store.reading() as db:
        assert set(db.execute(select(accounts.c.former, accounts.c.former_private)).all()) == {(None, None)}
        assert db.execute(select(func.count()).select_from(turn)).scalar_one() == 0


@pytest.mark.parametrize("where", ["seal_former", "seal_keyring", "wrap_secret"])
def test_broken_off_within_the_one_transaction_nothing_has_changed(
    ana: Client, ben: Client, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(ana, ben)
    hers, his = seen(ana), seen(ben)
    monkeypatch.setattr(rotation, where, lambda *_them: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rotate(ana)
    assert (seen(ana), seen(ben)) == (hers, his)
    monkeypatch.undo()
    rotate(ana)
    visits(ben)
    assert (seen(ana), seen(ben)) == (hers, his)


def test_broken_off_within_a_step_it_goes_on_from_there(
    ana: Client, ben: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(ana, ben)
    hers, his = seen(ana), seen(ben)
    rotate(ana)
    visits(ben)
    taken = iter([True, True, True, False])
    whole = rewrapping._rewrapped
    monkeypatch.setattr(rewrapping, "_rewrapped", lambda *it: whole(*it) if next(taken) else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        finish(ana)
    assert (seen(ana), seen(ben)) == (hers, his)
    monkeypatch.setattr(rewrapping, "_rewrapped", whole)
    finish(ana)
    assert (seen(ana), seen(ben)) == (hers, his)
