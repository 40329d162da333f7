"""Let back in: somebody lost passphrase and code, and their partner, in person, gives the keys of the two again.

1. `offer`: the partner makes a link. Only a hash of its token is kept, and the token sealed for them.
2. `take`: the other, with a new account and alone in it, opens the link and reads a code aloud.
3. `confirm`: the partner types it. Their browser boxes the keys for exactly that public key, and three days begin in
   which the partner, the new account and whoever signs in to the old one can each stop it.
4. `gemel.moments.returning.step_in`: the new account becomes the person it is let back in as. An epoch begins, whose
   key nobody has who holds the keys of before.
5. `gemel.people.rotation.follow`: the partner's next visit takes up that epoch, and pins the new public key.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode
from gemel.people.pairing import HOURS_24, TRIES
from gemel.people.person import Person, coming_profile, keep_keyring
from gemel.people.return_box import boxed, open_token, token_context
from gemel.people.rotation import held
from gemel.people.tables import key_return, person
from gemel.people.wraps import open_secret
from gemel.vault import (
    Coming,
    canonical,
    key_id,
    new_key,
    pad,
    public_of,
    same_spoken,
    seal,
    spoken_code,
    unpad,
    unseal,
)
from gemel.vault.hkdf import hkdf

HOURS_72 = 3 * 86_400
DAYS_14 = 14 * 86_400


@dataclass(frozen=True, slots=True)
class Return:
    """A way back as one of its two ends sees it."""

    id: bytes
    token: bytes
    partner: str
    """The name of who lets them in."""
    person: bytes
    name: str
    """Who is let back in, and their name."""
    guest: str | None
    code: str | None
    opens_at: int | None
    expires_at: int

    @property
    def path(self) -> str:
        return "/returns/" + urlsafe_b64encode(self.token).rstrip(b"=").decode()


def return_id(token: bytes) -> bytes:
    return hashlib.sha256(b"gemel/v1/return" + token).digest()


def offer(db: Connection, who: Person, now: int) -> None:
    """Make a way back for one's partner; an earlier one of this couple is stopped."""
    if who.partner is None:
        raise NoInvitation("alone")
    _held(db, who)
    db.execute(delete(key_return).where(key_return.c.couple_id == who.couple))
    token = secrets.token_bytes(16)
    db.execute(
        insert(key_return).values(
            id=return_id(token),
            couple_id=who.couple,
            from_person=who.id,
            person_id=who.partner.id,
            from_public=_own_public(who),
            token=_seal_token(who, token),
            names=_seal_words(token, (who.name, who.partner.name), "names"),
            expires_at=now + HOURS_24,
            tries=0,
        )
    )


def _held(db: Connection, who: Person) -> None:
    """Nobody else in this couple begins or ends one meanwhile, and both are still in it."""
    here = select(person.c.id).where(person.c.couple_id == who.couple).order_by(person.c.id).with_for_update()
    if len(db.execute(here).all()) != 2:
        raise NoInvitation("alone")


def mine(db: Connection, who: Person, now: int) -> Return | None:
    """The way back that this person offers, while it is good."""
    row = _alive(db, now, key_return.c.couple_id == who.couple, key_return.c.from_person == who.id)
    return None if row is None else _shown(who, row, row.token, row.guest_public)


def taken_by(db: Connection, who: Person, now: int) -> Return | None:
    """The way back that this account opened, while it is good."""
    row = _alive(db, now, key_return.c.guest == who.id)
    return None if row is None else _shown(who, row, row.guest_token, row.from_public)


def _alive(db: Connection, now: int, *here: ColumnElement[bool]) -> Any:
    good = (key_return.c.expires_at > now, key_return.c.arrived_at.is_(None))
    return db.execute(select(key_return).where(*here, *good)).one_or_none()


def _shown(who: Person, row: Any, sealed: Any, other: Any) -> Return | None:
    token = open_token(who, bytes(sealed))
    if token is None:
        return None
    partner, name = _open_words(token, bytes(row.names), "names")
    return Return(
        id=bytes(row.id),
        token=token,
        partner=partner,
        person=bytes(row.person_id),
        name=name,
        guest=None if row.guest_name is None else _open_words(token, bytes(row.guest_name), "guest")[0],
        code=None if other is None else spoken_code(token, _own_public(who), bytes(other)),
        opens_at=row.opens_at,
        expires_at=row.expires_at,
    )


def look(db: Connection, token: bytes, now: int) -> tuple[str, str]:
    """The two names, for whoever holds the link: who lets in, and who is let in. NoInvitation with the reason."""
    partner, name = _open_words(token, bytes(_still_open(db, token, now).names), "names")
    return partner, name


def _still_open(db: Connection, token: bytes, now: int) -> Any:
    row = db.execute(select(key_return).where(key_return.c.id == return_id(token))).one_or_none()
    if row is None:
        raise NoInvitation("unknown")
    if row.arrived_at is not None or row.guest is not None:
        raise NoInvitation("taken")
    if row.expires_at <= now:
        raise NoInvitation("expired")
    return row


def take(db: Connection, who: Person, token: bytes, now: int) -> None:
    """Take it as the new account: the link works for nobody else from now on."""
    row = _still_open(db, token, now)
    if bytes(row.couple_id) == who.couple:
        raise NoInvitation("own")
    if not who.alone:
        raise AlreadyTwo
    stop_guest(db, who)
    took = db.execute(
        update(key_return)
        .where(key_return.c.id == row.id, key_return.c.guest.is_(None))
        .values(
            guest=who.id,
            guest_public=_own_public(who),
            guest_token=_seal_token(who, token),
            guest_name=_seal_words(token, (who.name,), "guest"),
        )
    )
    if took.rowcount != 1:
        raise NoInvitation("taken")


def stop(db: Connection, who: Person) -> bool:
    """Stop it, whichever end of it this person is; whether there was one. Nobody is told who."""
    waits = (key_return.c.couple_id == who.couple, key_return.c.arrived_at.is_(None))
    here = db.execute(delete(key_return).where(*waits)).rowcount
    return stop_guest(db, who) + here > 0


def stop_guest(db: Connection, who: Person) -> int:
    return db.execute(delete(key_return).where(key_return.c.guest == who.id)).rowcount


def confirm(db: Connection, who: Person, typed: str, everything: bool, now: int) -> None:
    """The code fits: box the keys for the new account, and begin the three days.

    Raises NotTheCode, and lets it go after five tries (`count_try`).
    """
    _held(db, who)
    row = _alive(db, now, key_return.c.couple_id == who.couple, key_return.c.from_person == who.id)
    token = None if row is None or row.guest is None else open_token(who, bytes(row.token))
    if token is None or who.partner is None or bytes(row.person_id) != who.partner.id:
        raise NoInvitation("expired")
    if row.opens_at is not None:
        return
    if not same_spoken(typed, spoken_code(token, _own_public(who), bytes(row.guest_public))):
        raise NotTheCode(TRIES - row.tries - 1)
    who = held(db, who)
    coming = Coming(who.couple_epoch + 1, new_key(), bytes(row.guest_public), everything)
    keep_keyring(db, who, who.keyring.awaiting(coming))
    columns = {"box": boxed(db, who, row, coming, token), "from_profile": coming_profile(who, coming, who.profile)}
    times = {"opens_at": now + HOURS_72, "expires_at": now + DAYS_14}
    db.execute(update(key_return).where(key_return.c.id == row.id).values(**columns, **times))


def count_try(db: Connection, who: Person) -> None:
    """Remember a code that did not fit, in a transaction of its own: the refusal undid the other."""
    here = (key_return.c.couple_id == who.couple, key_return.c.from_person == who.id, key_return.c.opens_at.is_(None))
    db.execute(update(key_return).where(*here).values(tries=key_return.c.tries + 1))
    db.execute(delete(key_return).where(*here, key_return.c.tries >= TRIES))


def _own_public(who: Person) -> bytes:
    """Derived from the secret, never read back: a database writer could have put another there."""
    return public_of(open_secret(who.secret_wrap, who.id, who.keys.account))


def _seal_token(who: Person, token: bytes) -> bytes:
    return seal(who.keys.account, token, token_context(who))


def _words_key(token: bytes) -> bytes:
    return hkdf(token, b"gemel/v1/return words")


def _seal_words(token: bytes, words: tuple[str, ...], what: str) -> bytes:
    key = _words_key(token)
    return seal(key, pad(msgspec.msgpack.encode(words)), canonical("gemel/v1/return", what, key_id(key)))


def _open_words(token: bytes, sealed: bytes, what: str) -> tuple[str, ...]:
    key = _words_key(token)
    words = unpad(unseal(key, sealed, canonical("gemel/v1/return", what, key_id(key))))
    return msgspec.msgpack.decode(words, type=tuple[str, ...])
