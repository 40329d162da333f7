"""Moments and rounds under former keys: their wraps are renewed, their words stay as they are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, select

from gemel.moments.kinds import KINDS
from gemel.moments.moment import place
from gemel.moments.rounds import round_place
from gemel.moments.tables import moment, round_
from gemel.moments.verbs import key_of
from gemel.people.person import Person
from gemel.people.rewrapping import Columns, former_couple_keys, named, step
from gemel.vault import key_id, kind_tag, rewrap, sealed_with, unwrap_private, wrap_private


def step_own(db: Connection, who: Person) -> bool:
    """What only this person reads; private pages while they are open, and else at the next time that they are."""
    names = [key_id(keys.account) for keys in who.former]
    names += [key_id(keys.private_public) for keys in who.former if keys.private is not None]
    tags = {kind_tag(keys.account, name): who.own_tag(name) for keys in who.former for name in KINDS.by_name}
    return step(db, moment, and_(_mine(who), named(moment.c.wrapped, names)), lambda row: _own(who, row, tags))


def private_left(db: Connection, who: Person) -> bool:
    """Whether private pages still lie under keys from before."""
    names = [key_id(keys.private_public) for keys in who.former]
    return (
        db.execute(select(moment.c.id).where(_mine(who), named(moment.c.wrapped, names)).limit(1)).first() is not None
    )


def step_couple(db: Connection, who: Person) -> bool:
    """What lies under the couple's keys, whoever of the two wrote it."""
    names, tags = former_couple_keys(who), _couple_tags(who)
    given = and_(moment.c.couple_id == who.couple, moment.c.tier == "couple", named(moment.c.wrapped, names))
    asked = and_(round_.c.couple_id == who.couple, named(round_.c.wrapped, names))
    return step(db, moment, given, lambda row: _given(who, row, tags)) or step(
        db, round_, asked, lambda row: _asked(who, row, tags)
    )


def _mine(who: Person) -> Any:
    return and_(moment.c.couple_id == who.couple, moment.c.author_id == who.id, moment.c.tier != "couple")


def _couple_tags(who: Person) -> dict[bytes, bytes]:
    """From the tag that a kind has under a former key to the one that it has under the newest."""
    keyring = who.keyring
    return {
        kind_tag(old, name): kind_tag(keyring.epochs[epoch], name)
        for epoch, keys in keyring.former.items()
        for old in keys
        for name in KINDS.by_name
    }


def _own(who: Person, row: Any, tags: dict[bytes, bytes]) -> Columns:
    where, wrapped = place(row, who.couple), bytes(row.wrapped)
    if row.tier == "own":
        return _columns(row, rewrap(wrapped, where, key_of(who, row), where, who.keys.account), tags)
    keys = who.private_keys(wrapped)
    assert keys.private is not None
    data_key = unwrap_private(wrapped, where, keys.private, keys.account)
    return _columns(row, wrap_private(data_key, where, who.keys.private_public, who.keys.account), tags)


def _given(who: Person, row: Any, tags: dict[bytes, bytes]) -> Columns:
    where = place(row, who.couple)
    fresh = rewrap(bytes(row.wrapped), where, key_of(who, row), where, who.keyring.epochs[row.epoch])
    return _columns(row, fresh, tags)


def _columns(row: Any, wrapped: bytes, tags: dict[bytes, bytes]) -> Columns:
    # A kind whose room is gone keeps the tag it has: no name is known to make another from.
    return {"wrapped": wrapped, "key_id": sealed_with(wrapped), "kind_tag": tags.get(bytes(row.kind_tag), row.kind_tag)}


def _asked(who: Person, row: Any, tags: dict[bytes, bytes]) -> Columns:
    where, wrapped = round_place(who, bytes(row.id), row.epoch), bytes(row.wrapped)
    key, old = who.keyring.epochs[row.epoch], who.keyring.key_for(row.epoch, wrapped)
    tag = tags.get(bytes(row.kind_tag), row.kind_tag)
    return {"wrapped": rewrap(wrapped, where, old, where, key), "kind_tag": tag}
