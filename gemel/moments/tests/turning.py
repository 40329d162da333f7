"""Rotations for tests: by the same steps that people's visits take, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import msgspec

from gemel.moments import of_kind, rounds, search, take_back
from gemel.moments.tests.saying import (
    asked,
    change_now,
    do,
    drafted,
    everything,
    handed,
    kept,
    look,
    now,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.people import account, rotation
from gemel.people.former import Keys
from gemel.people.profile import Limits, Own
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.vault import private_public
from gemel.web.turning import go_on

NEW = "kettle orbit velvet thunder parsley"


def prepared(who: Client, old: str = PASSPHRASE, new: str = NEW) -> rotation.Fresh:
    pepper = who.house.house.settings.pepper
    with who.house.house.store.reading() as db:
        row = account.by_person(db, who.entrance.person)
    assert row is not None
    return rotation.prepare(row, old, new, TEST_COST, pepper, who.name)


def rotate(who: Client, old: str = PASSPHRASE, new: str = NEW) -> None:
    """Every key of theirs changes; they go on with the new ones."""
    fresh = prepared(who, old, new)
    with who.house.house.store.writing() as db:
        who.entrance = rotation.rotate(db, fresh, now(who))


def open_pages(who: Client, passphrase: str = NEW) -> Client:
    """The same person with private pages open."""
    with who.house.house.store.reading() as db:
        row = account.by_person(db, who.entrance.person)
    entrance, private = account.sign_in(row, passphrase, who.house.house.settings.pepper, TEST_COST)
    keys = Keys(entrance.keys.account, private_public(private), private)
    opened = who.house.client()
    opened.entrance, opened.name = replace(entrance, keys=keys), who.name
    return opened


def visits(who: Client) -> None:
    """Their next page: what waits from the partner's rotation is taken over first."""
    if (me := who.me()).keyring.turn != me.couple_turn:
        do(who, rotation.follow, now(who))


def steps(who: Client) -> Iterator[None]:
    """One step of re-wrapping after another, to the last."""
    while do(who, go_on, now(who)):
        yield


def finish(who: Client) -> None:
    for _step in steps(who):
        pass


def later(house: TestHouse, *people: Client) -> None:
    """An hour later nothing of before can be under way."""
    house.clock.forward(hours=1)
    for who in people:
        finish(who)


def world(ana: Client, ben: Client) -> None:
    """Every tier and mode, from both, in more batches than one."""
    for who in (ana, ben):
        for number in range(3):
            kept(who, f"own {number}")
            kept(who, f"deep {number}", deep=True)
            shared(who, f"shared {number}")
        scheduled(who, "scheduled")
        change_now(who, take_back, shared(who, "taken back"))
    one, other = asked(ana), asked(ben)
    handed(ana, one, "mine")
    handed(ben, one, "yours")
    drafted(ana, other, "draft")
    handed(ben, other, "waiting")


class Seen(NamedTuple):
    """All that somebody sees, by every way there is to it."""

    words: list[str]
    by_kind: list[str]
    asked: list[str]
    hits: int
    names: tuple[str, str]
    own: Own
    limits: Limits


def seen(who: Client) -> Seen:
    me, at = who.me(), now(who)
    return Seen(
        sorted(said(it) for it in everything(who)),
        sorted(said(it) for it in look(who, of_kind, at, "note")),
        sorted(one.prompt.text() for one in look(who, rounds, "prompt")),
        len(look(who, search, at, "shared").moments),
        (me.name, me.partner.name if me.partner else ""),
        msgspec.structs.replace(me.own, news=(), marks=()),  # a rotation is told of there
        me.limits,
    )


def old_keys(who: Client) -> tuple[bool, bool]:
    me = who.me()
    return bool(me.former), bool(me.keyring.former)
