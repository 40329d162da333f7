"""Sign-in, change of passphrase, rotation, leaving and writing in any order: everything opens all the while (G15).

The short form. `GEMEL_WALKS=1000` makes it the long one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from gemel.moments import take_back
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import asked, change_now, do, drafted, everything, handed, kept, now, said, shared
from gemel.moments.tests.turning import open_pages, prepared, visits
from gemel.people import account, rewrapping, rotation
from gemel.people.renewing import changed, renew
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.web.turning import go_on

WALKS = int(os.environ.get("GEMEL_WALKS", "5"))
STEPS = 30


@dataclass
class Somebody:
    """A person with the passphrase of now, and what they have written so far."""

    client: Client
    passphrase: str = PASSPHRASE
    everyday: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    _opened: tuple[str, Client] | None = None

    def opened(self) -> Client:
        """The same with private pages open: the slow step once for each passphrase."""
        if self._opened is None or self._opened[0] != self.passphrase:
            self._opened = self.passphrase, open_pages(self.client, self.passphrase)
        return self._opened[1]

    def next(self) -> str:
        """Another passphrase than the one of now."""
        number = int(self.passphrase.rpartition(" ")[2]) if self.passphrase != PASSPHRASE else 0
        return f"kettle orbit velvet thunder {number + 1}"


def words(random: Random) -> str:
    return f"{random.getrandbits(64):x}"


def writes(one: Somebody, random: Random) -> None:
    said_now = words(random)
    how: Callable[[], object] = random.choice(
        [
            lambda: kept(one.client, said_now),
            lambda: shared(one.client, said_now),
            lambda: change_now(one.client, take_back, shared(one.client, said_now)),
            lambda: handed(one.client, asked(one.client), said_now),
            lambda: drafted(one.client, asked(one.client), said_now),
        ]
    )
    how()
    one.everyday.add(said_now)


def writes_a_page(one: Somebody, random: Random) -> None:
    said_now = words(random)
    kept(one.client, said_now, deep=True)
    one.private.add(said_now)


def rotates(one: Somebody, _random: Random) -> None:
    fresh = prepared(one.client, one.passphrase, one.next())
    with one.client.house.house.store.writing() as db:
        one.client.entrance = rotation.rotate(db, fresh, now(one.client))
    one.passphrase = one.next()


def changes(one: Somebody, _random: Random) -> None:
    store, pepper = one.client.house.house.store, one.client.house.house.settings.pepper
    with store.reading() as db:
        row = account.by_person(db, one.client.entrance.person)
    assert row is not None
    fresh = changed(row, one.passphrase, one.next(), TEST_COST, pepper, one.client.name)
    with store.writing() as db:
        renew(db, fresh)
    one.client.entrance, one.passphrase = fresh.entrance, one.next()


def signs_in(one: Somebody, _random: Random) -> None:
    """With private pages open for a few steps, as at the door."""
    opened = one.opened()
    for _step in range(3):
        do(opened, go_on, now(opened))


def looks(one: Somebody, _random: Random) -> None:
    do(one.client, go_on, now(one.client))


def waits(one: Somebody, _random: Random) -> None:
    one.client.house.clock.forward(minutes=35)


def goes(one: Somebody, _random: Random) -> None:
    if not one.client.me().alone:
        do(one.client, leave, now(one.client))


MOVES = (writes, writes, writes, writes_a_page, rotates, changes, signs_in, looks, looks, waits)


def meets_what_waits(one: Somebody) -> None:
    """What every visit begins with."""
    visits(one.client)
    me = one.client.me()
    if me.alone and me.keyring.partner is not None:
        do(one.client, settle_alone)


@pytest.mark.parametrize("seed", range(WALKS))
def test_in_any_order_everything_opens(house: TestHouse, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrapping, "BATCH", 3)
    random = Random(seed)
    ana, ben = house.couple()
    both = [Somebody(ana), Somebody(ben)]
    for step in range(STEPS):
        one = random.choice(both)
        meets_what_waits(one)
        move = goes if step == STEPS * 2 // 3 and seed % 2 else random.choice(MOVES)
        move(one, random)
        for each in both:
            meets_what_waits(each)
            opened = {said(it) for it in everything(each.opened()) if it.mine}
            assert opened == each.everyday | each.private, (seed, step, move.__name__)
            theirs = {said(it) for it in everything(each.client) if not it.mine}
            assert not theirs & {"Broken", "Locked"}, (seed, step, move.__name__)
