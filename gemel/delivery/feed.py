"""A private calendar feed: times without words, sealed under the address that the person's calendar fetches.

A calendar has no cookie. So the address itself is the key: the database knows a hash of it, and what lies there opens
with nothing else. The person's own visits bring it up to date; no job could, since no job has keys.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, Table, delete, insert, select, update

from gemel.people.person import Person, keep_own
from gemel.store import ID, metadata
from gemel.vault import canonical, key_id, pad, seal, unpad, unseal
from gemel.vault.hkdf import hkdf

Token = bytes
BYTES = 16

feed = Table(
    "calendar_feed",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),  # hash of the address
    Column("person_id", ID, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
)


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One time of a calendar. What it is for stands nowhere."""

    uid: str
    """Random, and the same while the time is only moved."""
    at: int
    """Unix seconds."""
    minutes: int
    before: int = 0
    """How many minutes before it the phone says so."""


def token_of(text: str) -> Token | None:
    """The token in an address, or None for anything that is none."""
    try:
        token = urlsafe_b64decode(text + "==")
    except ValueError:
        return None
    return token if len(token) == BYTES and address_of(token) == text else None


def address_of(token: Token) -> str:
    return urlsafe_b64encode(token).rstrip(b"=").decode()


def begin(db: Connection, person_id: bytes) -> Token:
    """A fresh address, empty so far; an earlier one of this person answers no more."""
    end(db, person_id)
    token = secrets.token_bytes(BYTES)
    db.execute(insert(feed).values(id=_id(token), person_id=person_id, sealed=_sealed(token, ())))
    return token


def bring(db: Connection, token: Token, slots: Sequence[Slot]) -> None:
    """Put these times in place of those that are there. Nothing happens where the address was given up."""
    db.execute(update(feed).where(feed.c.id == _id(token)).values(sealed=_sealed(token, slots)))


def end(db: Connection, person_id: bytes) -> None:
    db.execute(delete(feed).where(feed.c.person_id == person_id))


def fall_silent(db: Connection, who: Person) -> None:
    """Empty for good. Somebody who held this person's phone may know the address, and would read on: another is made
    anew. It goes on answering until then, since a calendar keeps what an address that is gone said last."""
    if who.own.feed:
        bring(db, who.own.feed, ())
        keep_own(db, who, msgspec.structs.replace(who.own, feed=b""))


def look(db: Connection, token: Token) -> list[Slot] | None:
    """The times at this address; None where there is no such address."""
    sealed = db.execute(select(feed.c.sealed).where(feed.c.id == _id(token))).scalar_one_or_none()
    if sealed is None:
        return None
    return msgspec.msgpack.decode(unpad(unseal(_key(token), bytes(sealed), _context(token))), type=list[Slot])


def _id(token: Token) -> bytes:
    return hashlib.sha256(b"gemel/v1/calendar feed" + token).digest()


def _key(token: Token) -> bytes:
    return hkdf(token, b"gemel/v1/calendar feed")


def _context(token: Token) -> bytes:
    return canonical("gemel/v1/calendar feed", _id(token), key_id(_key(token)))


def _sealed(token: Token, slots: Sequence[Slot]) -> bytes:
    return seal(_key(token), pad(msgspec.msgpack.encode(list(slots))), _context(token))
