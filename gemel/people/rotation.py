"""Rotation, for «somebody may know my passphrase»: every key of a person changes, and the couple's with it.

1. `prepare`: the slow work. The passphrase of before opens the keys that there are; another one wraps new ones.
2. `rotate`: one transaction. From here on the old passphrase, codes and sessions open nothing; the former keys lie
   sealed under the new ones, and the couple's new key waits for the partner in a box that only the key they know
   could have made.
3. `follow`: the partner's next visit opens that box, and pins the new public key.
4. `gemel.web.turning` re-wraps what lies under former keys, step by step, in this person's own visits.
5. `end`: nothing is left under them, and they are let go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from gemel.people.account import Entrance, couple_of, sign_in, stretched
from gemel.people.factors import under
from gemel.people.former import Keys, seal_former
from gemel.people.guessable import refuse_common
from gemel.people.pairing import withdraw
from gemel.people.person import Person, keep_keyring, load, own_place, seal_struct
from gemel.people.tables import account, couple, grant, key_return, person, turn
from gemel.people.wraps import code_column, open_secret, passphrase_columns, private_code_column, wrap_secret
from gemel.store import Busy
from gemel.vault import (
    Cost,
    Keyring,
    Pair,
    Tampered,
    accept,
    canonical,
    new_code,
    new_key,
    new_pair,
    new_salt,
    normalise,
    private_public,
    seal_keyring,
)
from gemel.vault import grant as vault_grant

GRACE = 3600  # a request that began before a rotation may still write under the former keys


class Turned(msgspec.Struct, frozen=True, array_like=True):
    """What the partner is told of a rotation: the newest epoch's other key, and a public key."""

    key: bytes
    public: bytes
    older: dict[int, bytes] = {}
    """The other keys of earlier epochs, for somebody who was let back in to what had been opened before."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """All the slow work of a rotation, done before the database is touched."""

    before: Keys
    keys: Keys
    entrance: Entrance
    columns: dict[str, Any]
    was: bytes


def prepare(row: RowMapping, old: str, passphrase: str, cost: Cost, pepper: bytes, name: str) -> Fresh:
    fresh = normalise(passphrase)
    refuse_common(passphrase, name)
    entrance, before = sign_in(row, old, pepper, cost)
    private, salt, person_id = new_key(), new_salt(), entrance.person
    keys = Keys(new_key(), private_public(private), private)
    code, private_code = new_code(), new_code() if row["private_code_wrap"] is not None else ""
    columns = passphrase_columns(person_id, salt, cost, stretched(fresh, salt, cost, pepper), keys)
    columns |= code_column(person_id, code, keys.account) | {"generation": entrance.generation + 1}
    if private_code:
        columns |= private_code_column(person_id, private_code, private)
    inside = replace(
        entrance, keys=replace(keys, private=None), code=code, private_code=private_code,
        generation=entrance.generation + 1,
    )  # fmt: skip
    return Fresh(replace(entrance.keys, private=before), keys, inside, columns, bytes(row["check_hash"]))


def rotate(db: Connection, fresh: Fresh, now: int) -> Entrance:
    """Change every key, or raise Busy and change nothing. An open invitation is let go."""
    who = _now(db, fresh)
    keyring = _next_turn(db, who, now)
    pair = new_pair()
    if who.partner is not None:
        _tell(db, who, keyring, pair)
    withdraw(db, who)
    db.execute(delete(key_return).where(or_(key_return.c.couple_id == who.couple, key_return.c.guest == who.id)))
    db.execute(delete(grant).where(grant.c.couple_id == who.couple))
    _keep(db, who, fresh, keyring, pair, now)
    return replace(fresh.entrance, couple=who.couple)


def _now(db: Connection, fresh: Fresh) -> Person:
    """The person as they are, with every key open; nobody else can begin a rotation of theirs until this one is in."""
    same = (account.c.person_id == fresh.entrance.person, account.c.check_hash == fresh.was)
    held = db.execute(select(account.c.tag).where(*same).with_for_update()).first()
    couple_id = couple_of(db, fresh.entrance.person) if held is not None else None
    who = load(db, fresh.entrance.person, couple_id, fresh.before) if couple_id is not None else None
    if who is None or who.keyring.turn != who.couple_turn:
        raise Busy
    return who


def _next_turn(db: Connection, who: Person, now: int) -> Keyring:
    """Another key for every epoch. The epoch's number stays: it says which two people, and since when."""
    same = (couple.c.id == who.couple, couple.c.turn == who.couple_turn, couple.c.epoch == who.couple_epoch)
    if db.execute(update(couple).where(*same).values(turn=who.couple_turn + 1)).rowcount != 1:
        raise Busy
    keyring = who.keyring if who.partner is not None else who.keyring.without_partner()
    return keyring.turned({epoch: new_key() for epoch in keyring.epochs}, who.couple_turn + 1, now)


def _tell(db: Connection, who: Person, keyring: Keyring, pair: Pair) -> None:
    """The partner gets the new keys of the epochs that they hold as well: as a rule of the newest one alone."""
    assert who.partner is not None and who.keyring.partner_public is not None
    epoch, key = keyring.current
    given = Turned(key, pair.public, {older: keyring.epochs[older] for older in keyring.shared[:-1]})
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    context = _context(who.couple, who.partner.id, keyring.turn, epoch)
    box = vault_grant(msgspec.msgpack.encode(given), secret, who.keyring.partner_public, context)
    columns = {"couple_id": who.couple, "to_person": who.partner.id, "turn": keyring.turn, "epoch": epoch}
    db.execute(insert(turn).values(**columns, box=box))


def _keep(db: Connection, who: Person, fresh: Fresh, keyring: Keyring, pair: Pair, now: int) -> None:
    former, key = seal_former(who.id, fresh.keys, who.all_keys), fresh.keys.account
    second = under(db, who.id, fresh.before.account, key)
    db.execute(update(account).where(account.c.person_id == who.id).values(**fresh.columns, **former, **second))
    own = msgspec.structs.replace(who.own, news=(*who.own.news, ("rotation", now)), marks=())
    db.execute(
        update(person)
        .where(person.c.couple_id == who.couple, person.c.id == who.id)
        .values(
            public_key=pair.public,
            secret_wrap=wrap_secret(pair.secret, who.id, key),
            private_public=fresh.keys.private_public,
            keyring=seal_keyring(keyring, key, who.id),
            own=seal_struct(key, own, own_place(who.id)),
        )
    )


def held(db: Connection, who: Person) -> Person:
    """The person as they are now, and nobody else changing their keyring until the transaction ends. Refused where a
    rotation, another passphrase or a recovery came between: that session is over."""
    here = (person.c.couple_id == who.couple, person.c.id == who.id, person.c.secret_wrap == who.secret_wrap)
    held = db.execute(select(person.c.id).where(*here).with_for_update()).first()
    found = load(db, who.id, who.couple, who.keys, who.generation) if held is not None else None
    if found is None:
        raise Busy
    return found


def follow(db: Connection, who: Person, now: int) -> None:
    """Take over what the partner's rotations changed, in their order. A box that was not made with the key this
    person knows changes nothing, and stays: its giver then goes on waiting, and re-wraps nothing."""
    who = held(db, who)
    keyring = _met(db, who)
    here = (turn.c.couple_id == who.couple, turn.c.to_person == who.id, turn.c.turn > keyring.turn)
    for row in db.execute(select(turn).where(*here).order_by(turn.c.turn)).all():
        try:
            keyring = _followed(who, keyring, row, now)
        except Tampered:
            break
        db.execute(delete(turn).where(*here, turn.c.turn == row.turn))
    keep_keyring(db, who, keyring.following(who.couple_turn))


def _met(db: Connection, who: Person) -> Keyring:
    """The keyring, with the partner's new public key and the new epoch if they were let back in since."""
    here = (
        key_return.c.couple_id == who.couple,
        key_return.c.from_person == who.id,
        key_return.c.arrived_at.is_not(None),
    )
    if who.keyring.coming is None or db.execute(delete(key_return).where(*here)).rowcount != 1:
        return who.keyring
    return who.keyring.arrived()


def _followed(who: Person, keyring: Keyring, row: Any, now: int) -> Keyring:
    if keyring.partner_public is None:  # they left since, and this person begins an epoch of their own
        raise Tampered("nobody is known who could have made it")
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    context = _context(who.couple, who.id, row.turn, row.epoch)
    given = accept(bytes(row.box), secret, keyring.partner_public, context)
    told = msgspec.msgpack.decode(given, type=Turned)
    return keyring.turned({**told.older, row.epoch: told.key}, row.turn, now).with_partner(told.public)


def waits(db: Connection, who: Person) -> bool:
    """Whether the partner has not been here since this person's rotation: until then nothing of both is re-wrapped,
    so that they can open everything at every moment."""
    if who.partner is None:
        return False
    here = (turn.c.couple_id == who.couple, turn.c.to_person == who.partner.id)
    return db.execute(select(turn.c.turn).where(*here).limit(1)).first() is not None


def end(db: Connection, who: Person) -> None:
    """Let go of one's own former keys."""
    db.execute(update(account).where(account.c.person_id == who.id).values(former=None, former_private=None))


def private_kept(db: Connection, who: Person) -> bool:
    """Whether private keys from before are still there to be opened; not after a recovery without their code."""
    return (
        db.execute(select(account.c.former_private).where(account.c.person_id == who.id)).scalar_one_or_none()
        is not None
    )


def _context(couple_id: bytes, to_person: bytes, number: int, epoch: int) -> bytes:
    return canonical("gemel/v1/turn", couple_id, to_person, number, epoch)
