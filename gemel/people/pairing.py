"""Pairing: an invitation used once within a day, a code read aloud, a key granted (trust.md 2.3, S14).

1. `invite`: one of the two makes a link. Only a hash of its token is kept, and the token sealed for them.
2. `take`: whoever opens the link on a phone, with an account of their own, takes it; nobody else can now.
3. Both see a code made from the token and both public keys. The guest reads it aloud, the host types it:
   a server that had swapped a key would show two different codes.
4. `confirm`: the host's browser makes a new epoch key and grants it to exactly that public key.
5. `gemel.moments.moving.step_inside`: the guest's browser accepts the grant and moves into the couple.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode
from gemel.people.person import Person, keep_keyring, keep_profile
from gemel.people.tables import couple, invitation, person
from gemel.people.tables import grant as grants
from gemel.people.wraps import open_secret
from gemel.store import Busy
from gemel.vault import (
    Keyring,
    accept,
    canonical,
    key_id,
    new_key,
    pad,
    public_of,
    same_spoken,
    seal,
    sealed_with,
    spoken_code,
    unpad,
    unseal,
)
from gemel.vault import grant as vault_grant
from gemel.vault.hkdf import hkdf

HOURS_24 = 86_400
TRIES = 5


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as one of its two ends sees it."""

    id: bytes
    token: bytes
    words: str
    guest: str | None
    code: str | None
    confirmed: bool
    expires_at: int

    @property
    def path(self) -> str:
        return "/invitations/" + urlsafe_b64encode(self.token).rstrip(b"=").decode()


def token_of(text: str) -> bytes:
    """The token in a link, or NoInvitation for anything that is not one."""
    try:
        token = urlsafe_b64decode(text + "==")
    except ValueError:
        raise NoInvitation("unknown") from None
    if len(token) != 16:
        raise NoInvitation("unknown")
    return token


def invitation_id(token: bytes) -> bytes:
    return hashlib.sha256(b"gemel/v1/invitation" + token).digest()


def invite(db: Connection, who: Person, words: str, now: int) -> None:
    """Make a fresh invitation; an earlier one of this couple stops working."""
    db.execute(delete(invitation).where(invitation.c.couple_id == who.couple))
    _still_alone(db, who)
    token = secrets.token_bytes(16)
    db.execute(
        insert(invitation).values(
            id=invitation_id(token), couple_id=who.couple, from_person=who.id, from_public=_own_public(who),
            token=_seal_token(who, token), words=_seal_words(token, words, "words"), expires_at=now + HOURS_24, tries=0,
        )
    )  # fmt: skip


def _still_alone(db: Connection, who: Person) -> None:
    """Asked of the database and not of `who`: somebody may have stepped inside since they were read."""
    here = select(person.c.id).where(person.c.couple_id == who.couple)
    if len(db.execute(here).all()) > 1:
        raise AlreadyTwo


def mine(db: Connection, who: Person, now: int) -> Invitation | None:
    """The invitation that this person sent and that is still good."""
    row = db.execute(select(invitation).where(invitation.c.couple_id == who.couple)).one_or_none()
    if row is None or row.expires_at <= now or bytes(row.from_person) != who.id or not _opens(who, row.token):
        return None
    return _shown(row, unseal(who.keys.account, bytes(row.token), _token_context(who)), _own_public(who))


def taken_by(db: Connection, who: Person, now: int) -> Invitation | None:
    """The invitation that this person opened and that is still good."""
    row = db.execute(select(invitation).where(invitation.c.guest == who.id)).one_or_none()
    if row is None or row.expires_at <= now or not _opens(who, row.guest_token):
        return None
    return _shown(row, unseal(who.keys.account, bytes(row.guest_token), _token_context(who)), _own_public(who))


def _shown(row: Any, token: bytes, own_public: bytes) -> Invitation:
    as_guest = row.guest_public is not None and bytes(row.guest_public) == own_public
    other = row.from_public if as_guest else row.guest_public
    return Invitation(
        id=bytes(row.id),
        token=token,
        words=_open_words(token, bytes(row.words), "words"),
        guest=None if row.guest_name is None else _open_words(token, bytes(row.guest_name), "guest"),
        code=None if other is None else spoken_code(token, own_public, bytes(other)),
        confirmed=row.confirmed_at is not None,
        expires_at=row.expires_at,
    )


def look(db: Connection, token: bytes, now: int) -> str:
    """The words of an open invitation, for whoever holds the link; NoInvitation with the reason otherwise."""
    return _open_words(token, bytes(_still_open(db, token, now).words), "words")


def _still_open(db: Connection, token: bytes, now: int) -> Any:
    row = db.execute(select(invitation).where(invitation.c.id == invitation_id(token))).one_or_none()
    if row is None:
        raise NoInvitation("unknown")
    if row.expires_at <= now:
        raise NoInvitation("expired")
    if row.guest is not None:
        raise NoInvitation("taken")
    return row


def take(db: Connection, who: Person, token: bytes, now: int) -> None:
    """Take an invitation as its guest: the link works for nobody else from now on."""
    if not who.alone:
        raise AlreadyTwo
    row = _still_open(db, token, now)
    if bytes(row.from_person) == who.id:
        raise NoInvitation("own")
    db.execute(update(invitation).where(invitation.c.guest == who.id).values(**_NO_GUEST))
    took = db.execute(
        update(invitation)
        .where(invitation.c.id == row.id, invitation.c.guest.is_(None))
        .values(
            guest=who.id,
            guest_couple=who.couple,
            guest_public=_own_public(who),
            guest_token=_seal_token(who, token),
            guest_name=_seal_words(token, who.name, "guest"),
        )
    )
    if took.rowcount != 1:
        raise NoInvitation("taken")


_NO_GUEST = {
    "guest": None, "guest_couple": None, "guest_public": None, "guest_token": None, "guest_name": None,
    "confirmed_at": None, "expires_at": 0,
}  # fmt: skip


def withdraw(db: Connection, who: Person) -> None:
    """Let one's invitation go, sent or taken. Nobody is told why."""
    db.execute(delete(invitation).where(invitation.c.couple_id == who.couple))
    db.execute(delete(invitation).where(invitation.c.guest == who.id))


def confirm(db: Connection, who: Person, typed: str, now: int) -> None:
    """The code fits: begin a new epoch and grant its key to the guest.

    Raises NotTheCode, and lets the invitation go after five tries.
    """
    row = db.execute(select(invitation).where(invitation.c.couple_id == who.couple).with_for_update()).one_or_none()
    if row is None or row.guest is None or row.expires_at <= now or bytes(row.from_person) != who.id:
        raise NoInvitation("expired")
    if row.confirmed_at is not None:
        return
    _still_alone(db, who)
    token = unseal(who.keys.account, bytes(row.token), _token_context(who))
    if not same_spoken(typed, spoken_code(token, _own_public(who), bytes(row.guest_public))):
        raise NotTheCode(TRIES - row.tries - 1)
    _grant_epoch(db, who, bytes(row.guest), bytes(row.guest_public), token)
    db.execute(update(invitation).where(invitation.c.id == row.id).values(confirmed_at=now))


def count_try(db: Connection, who: Person) -> None:
    """Remember a code that did not fit, in a transaction of its own: the refusal undid the other."""
    here = invitation.c.couple_id == who.couple
    db.execute(update(invitation).where(here).values(tries=invitation.c.tries + 1))
    db.execute(delete(invitation).where(here, invitation.c.tries >= TRIES))


def begin_epoch(db: Connection, who: Person) -> bool:
    """Count the couple's epoch up by one; False if another phone of theirs did so since `who` was read."""
    same = (couple.c.id == who.couple, couple.c.epoch == who.couple_epoch)
    return db.execute(update(couple).where(*same).values(epoch=who.couple_epoch + 1)).rowcount == 1


def _grant_epoch(db: Connection, who: Person, guest: bytes, guest_public: bytes, token: bytes) -> None:
    epoch, key = who.couple_epoch + 1, new_key()
    if not begin_epoch(db, who):
        raise Busy
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    box = vault_grant(key, secret, guest_public, _grant_context(who.couple, guest, epoch, token))
    db.execute(delete(grants).where(grants.c.couple_id == who.couple))  # one that nobody came for
    columns = {"couple_id": who.couple, "to_person": guest, "from_person": who.id, "epoch": epoch}
    db.execute(insert(grants).values(**columns, box=box))
    keyring = who.keyring.with_epoch(epoch, key).with_partner(guest_public)
    keep_keyring(db, who, keyring)
    keep_profile(db, replace(who, keyring=keyring), who.profile)


@dataclass(frozen=True, slots=True)
class Welcome:
    """A confirmed invitation, opened with the guest's own keys."""

    couple: bytes
    host: bytes
    host_public: bytes
    epoch: int
    key: bytes


def welcome(db: Connection, who: Person, now: int) -> Welcome:
    """Accept the grant: from the host's key that the code was made from, and from somebody who knows
    the invitation's token, which no table tells."""
    row = db.execute(select(invitation).where(invitation.c.guest == who.id)).one_or_none()
    if row is None or row.confirmed_at is None or row.expires_at <= now:
        raise NoInvitation("expired")
    given = db.execute(
        select(grants).where(grants.c.couple_id == row.couple_id, grants.c.to_person == who.id)
    ).one_or_none()
    if given is None:
        raise NoInvitation("expired")
    token = unseal(who.keys.account, bytes(row.guest_token), _token_context(who))
    secret = open_secret(who.secret_wrap, who.id, who.keys.account)
    context = _grant_context(bytes(row.couple_id), who.id, given.epoch, token)
    key = accept(bytes(given.box), secret, bytes(row.from_public), context)
    return Welcome(bytes(row.couple_id), bytes(row.from_person), bytes(row.from_public), given.epoch, key)


def forget_invitation(db: Connection, who: Person, couple_id: bytes) -> None:
    """Once inside, neither the invitation nor the grant is of use to anyone."""
    db.execute(delete(invitation).where(invitation.c.guest == who.id))
    db.execute(delete(grants).where(grants.c.couple_id == couple_id, grants.c.to_person == who.id))


def keyring_inside(who: Person, welcome: Welcome) -> Keyring:
    """A keyring for the new couple: epochs of the old one stay behind, its rows were carried over."""
    return Keyring(counter=who.keyring.counter).with_epoch(welcome.epoch, welcome.key).with_partner(welcome.host_public)


def _grant_context(couple_id: bytes, guest: bytes, epoch: int, token: bytes) -> bytes:
    return canonical("gemel/v1/grant", couple_id, guest, epoch, token)


def _own_public(who: Person) -> bytes:
    """Derived from the secret, never read back: a database writer could have put another there."""
    return public_of(open_secret(who.secret_wrap, who.id, who.keys.account))


def _token_context(who: Person) -> bytes:
    return canonical("gemel/v1/invitation token", who.id)


def _opens(who: Person, token: Any) -> bool:
    """Not one that a request of before a rotation left behind."""
    return sealed_with(bytes(token)) == key_id(who.keys.account)


def _seal_token(who: Person, token: bytes) -> bytes:
    return seal(who.keys.account, token, _token_context(who))


def _words_key(token: bytes) -> bytes:
    return hkdf(token, b"gemel/v1/invitation words")


def _seal_words(token: bytes, words: str, what: str) -> bytes:
    key = _words_key(token)
    return seal(key, pad(words.encode()), canonical("gemel/v1/invitation", what, key_id(key)))


def _open_words(token: bytes, sealed: bytes, what: str) -> str:
    key = _words_key(token)
    return unpad(unseal(key, sealed, canonical("gemel/v1/invitation", what, key_id(key)))).decode()
