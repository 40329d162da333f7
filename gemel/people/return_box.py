"""The box in which somebody who is let back in finds the couple's keys, and how it opens for them and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from gemel.people.errors import NoInvitation
from gemel.people.person import Person, open_profile
from gemel.people.profile import Profile
from gemel.people.tables import key_return, person
from gemel.people.wraps import open_secret
from gemel.vault import Coming, Keyring, accept, canonical, grant, key_id, pad, sealed_with, unpad, unseal


class Given(msgspec.Struct, frozen=True, array_like=True):
    """The couple's keys as they were chosen, the epoch that begins, and one's profile of before."""

    keyring: Keyring
    epoch: int
    key: bytes
    profile: Profile


def boxed(db: Connection, who: Person, row: Any, coming: Coming, token: bytes) -> bytes:
    other = select(person).where(person.c.couple_id == who.couple, person.c.id == row.person_id)
    profile = open_profile(db.execute(other).one(), who.keyring)
    given = Given(_chosen(who.keyring, coming.everything), coming.epoch, coming.key, profile)
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    context = _context(who.couple, bytes(row.person_id), bytes(row.guest), token)
    return grant(pad(msgspec.msgpack.encode(given)), secret, coming.public, context)


def _chosen(keyring: Keyring, everything: bool) -> Keyring:
    """What the two had open to each other, or nothing of before. Never what the partner wrote before there were two."""
    if not everything:
        return Keyring()
    shared = keyring.shared
    former = {epoch: keys for epoch, keys in keyring.former.items() if epoch in shared}
    return Keyring(
        epochs={epoch: keyring.epochs[epoch] for epoch in shared}, former=former, since=shared[0],
        turned_at=keyring.turned_at, look_at=keyring.look_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """A way back whose three days are over, opened with the new account's own keys."""

    id: bytes
    couple: bytes
    person: bytes
    partner: bytes
    partner_public: bytes
    from_profile: bytes
    given: Given

    @property
    def keyring(self) -> Keyring:
        kept = self.given.keyring.with_epoch(self.given.epoch, self.given.key)
        return kept.with_partner(self.partner_public)


def due(db: Connection, who: Person, now: int) -> Due:
    """Open the box: from the key that the code was made from, and from somebody who knows the token, which no table
    tells. Raises NoInvitation before its time, and after it."""
    row = db.execute(select(key_return).where(key_return.c.guest == who.id).with_for_update()).one_or_none()
    if row is None or row.expires_at <= now:
        raise NoInvitation("expired")
    if row.opens_at is None or now < row.opens_at:
        raise NoInvitation("early")
    token = open_token(who, bytes(row.guest_token))
    if token is None:
        raise NoInvitation("expired")
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    context = _context(bytes(row.couple_id), bytes(row.person_id), who.id, token)
    box = accept(bytes(row.box), secret, bytes(row.from_public), context)
    return Due(
        bytes(row.id), bytes(row.couple_id), bytes(row.person_id), bytes(row.from_person), bytes(row.from_public),
        bytes(row.from_profile), msgspec.msgpack.decode(unpad(box), type=Given),
    )  # fmt: skip


def arrive(db: Connection, found: Due, now: int) -> None:
    """Once inside, all that is left of it is that the partner has not been here since."""
    gone = dict.fromkeys(("guest", "guest_public", "guest_token", "guest_name", "box", "from_profile"))
    db.execute(update(key_return).where(key_return.c.id == found.id).values(arrived_at=now, **gone))


def _context(couple_id: bytes, person_id: bytes, guest: bytes, token: bytes) -> bytes:
    return canonical("gemel/v1/return", couple_id, person_id, guest, token)


def token_context(who: Person) -> bytes:
    return canonical("gemel/v1/return token", who.id)


def open_token(who: Person, sealed: bytes) -> bytes | None:
    """The token; None where a request of before a rotation left one under another key."""
    if sealed_with(sealed) != key_id(who.keys.account):
        return None
    return unseal(who.keys.account, sealed, token_context(who))
