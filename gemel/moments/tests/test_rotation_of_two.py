"""One of two changes every key, or both do, or one leaves halfway: each goes on seeing what is theirs."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import insert, update

from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import (
    do,
    everything,
    kept,
    now,
    said,
    shared,
)  # fmt: skip
from gemel.moments.tests.turning import (
    finish,
    later,
    old_keys,
    open_pages,
    prepared,
    rotate,
    seen,
    visits,
    world,
)  # fmt: skip
from gemel.pages.growth import Highest, remember, remembered
from gemel.people import rewrapping, rotation
from gemel.people.tables import couple, person, turn
from gemel.store import Busy
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import grant, new_key, new_pair
from gemel.web.turning import go_on


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrapping, "BATCH", 2)


def test_both_rotate(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    hers, his = seen(ana), seen(ben)
    rotate(ana)
    visits(ben)
    rotate(ben)
    shared(ben, "shared between")
    visits(ana)
    finish(open_pages(ana))
    finish(open_pages(ben))
    later(house, ana, ben)
    assert (old_keys(ana), old_keys(ben)) == ((False, False), (False, False))
    assert {*hers.words} < set(seen(ana).words) and {*his.words} < set(seen(ben).words)


def test_both_at_once_and_one_is_told_to_try_again(ana: Client, ben: Client) -> None:
    mine, theirs = prepared(ana), prepared(ben)
    with ana.house.house.store.writing() as db:
        rotation.rotate(db, mine, now(ana))
    with pytest.raises(Busy), ana.house.house.store.writing() as db:
        rotation.rotate(db, theirs, now(ben))
    with pytest.raises(Busy), ana.house.house.store.writing() as db:
        rotation.rotate(db, mine, now(ana))


def test_nothing_of_both_is_rewrapped_before_the_partner_was_here(ana: Client, ben: Client) -> None:
    world(ana, ben)
    his = seen(ben)
    rotate(ana)
    finish(open_pages(ana))
    assert seen(ben) == his
    shared(ana, "shared after")
    shared(ben, "shared from before the visit")
    visits(ben)
    finish(ana)
    assert {"shared after", "shared from before the visit", *his.words} <= set(seen(ben).words)
    assert seen(ana).hits == seen(ben).hits


def test_what_was_written_alone_stays_closed_to_the_partner(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    shared(ana, "alone")
    house.pair(ana, ben)
    before = ana.me().keyring.keys()
    rotate(ana)
    visits(ben)
    finish(ana)
    finish(ben)
    later(house, ana, ben)
    assert ("alone" in seen(ana).words, "alone" in seen(ben).words) == (True, False)
    assert set(before).isdisjoint(ana.me().keyring.keys())


def test_somebody_alone_rotates_and_is_joined_later(house: TestHouse) -> None:
    ana = house.person("Ana")
    kept(ana, "own")
    shared(ana, "alone")
    rotate(ana)
    ben = house.person("Ben")
    house.pair(ana, ben)
    visits(ben)
    finish(ana)
    shared(ana, "together")
    later(house, ana, ben)
    assert (seen(ana).words, seen(ben).words) == (["alone", "own", "together"], ["together"])


def test_leaving_halfway(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    words = {said(it) for it in everything(open_pages(ana, PASSPHRASE)) if it.mine}
    rotate(ana)
    do(ana, go_on, now(ana))
    do(ana, leave, now(ana))
    assert {said(it) for it in everything(open_pages(ana))} == words
    visits(ben)
    his = {said(it) for it in everything(ben)}
    do(ben, settle_alone)
    finish(ben)
    later(house, open_pages(ana), ben)
    assert {said(it) for it in everything(open_pages(ana))} == words
    assert {said(it) for it in everything(ben)} == his and old_keys(ana) == old_keys(ben) == (False, False)


def test_being_left_halfway(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    words = {said(it) for it in everything(open_pages(ana, PASSPHRASE)) if it.mine}
    rotate(ana)
    visits(ben)
    do(ana, go_on, now(ana))
    do(ben, leave, now(ben))
    do(ana, settle_alone)
    later(house, open_pages(ana), ben)
    assert {said(it) for it in everything(open_pages(ana))} == words and old_keys(ana) == (False, False)


def test_a_box_that_somebody_else_made_is_not_taken(ana: Client, ben: Client, house: TestHouse) -> None:
    world(ana, ben)
    his, me = seen(ben), ben.me()
    eve = new_pair()
    assert me.partner is not None
    context = rotation._context(me.couple, me.id, 1, 2)
    box = grant(msgspec.msgpack.encode((new_key(), eve.public)), eve.secret, me.public_key, context)
    with house.house.store.writing() as db:
        db.execute(insert(turn).values(couple_id=me.couple, to_person=me.id, turn=1, epoch=2, box=box))
        db.execute(update(couple).values(turn=1))
        db.execute(update(person).where(person.c.id == me.partner.id).values(public_key=eve.public))
    visits(ben)
    assert ben.me().keyring.partner_public == me.keyring.partner_public
    assert seen(ben) == his


def test_the_tree_never_shrinks(ana: Client, ben: Client, house: TestHouse) -> None:
    most = Highest(weeks=3, opened=5, small=7, firsts=1)
    do(ana, remember, most)
    rotate(ana)
    assert remembered(ana.me()) == most
    visits(ben)
    assert remembered(ben.me()) == most
    finish(ana)
    later(house, ben, ana)
    assert (remembered(ana.me()), remembered(ben.me())) == (most, most)


def test_a_tree_that_was_changed_outside_holds_up_nothing(ana: Client, ben: Client, house: TestHouse) -> None:
    do(ana, remember, Highest(weeks=3))
    with house.house.store.writing() as db:
        db.execute(update(couple).values(grown=bytes(ana.me().grown or b"") + b"x"))
    rotate(ana)
    visits(ben)
    finish(ana)
    later(house, ben, ana)
    assert (old_keys(ana), remembered(ana.me())) == ((False, False), Highest())
