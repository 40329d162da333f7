"""A second step at sign-in: one-time codes, passkeys, and spare codes for the day on which those are lost.

All of it is one value, sealed under the account key. The passphrase opens that key, the step is checked with what lies
under it, and only then does a session begin: so the step keeps out somebody who knows the passphrase, and does nothing
against the host, who could leave it out. It is never what opens a key: nothing is lost with a phone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, select, update

from gemel.people.tables import account
from gemel.store import Busy
from gemel.vault import Tampered, canonical, key_id, pad, seal, unpad, unseal

MOST_PASSKEYS = 10


class Codes(msgspec.Struct, frozen=True, kw_only=True):
    """An app that shows six digits."""

    secret: bytes
    since: int
    step: int = 0
    """The last half minute whose code was taken: that one, and any before it, is taken no more."""


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    id: bytes
    public: bytes
    name: str
    since: int
    count: int = 0
    """How often it says that it was used; one that says less than before was copied."""


class Factors(msgspec.Struct, frozen=True, kw_only=True):
    codes: Codes | None = None
    passkeys: tuple[Passkey, ...] = ()
    spares: tuple[bytes, ...] = ()
    """Hashes of the spare codes that are left."""

    @property
    def on(self) -> bool:
        return self.codes is not None or bool(self.passkeys)

    def without(self, handle: str) -> Factors:
        """The same without one of them; spare codes go with the last."""
        codes = None if self.codes is None or handle_of(self.codes.secret) == handle else self.codes
        passkeys = tuple(one for one in self.passkeys if handle_of(one.id) != handle)
        left = msgspec.structs.replace(self, codes=codes, passkeys=passkeys)
        return left if left.on else Factors()

    def name_of(self, handle: str) -> str | None:
        """What its owner calls it, empty for the codes; None if there is no such thing."""
        if self.codes is not None and handle_of(self.codes.secret) == handle:
            return ""
        return next((one.name for one in self.passkeys if handle_of(one.id) == handle), None)


def handle_of(data: bytes) -> str:
    """What a page calls one of them by."""
    return hashlib.blake2b(data, digest_size=16, person=b"gemel-factor").hexdigest()


def of(db: Connection, person_id: bytes, account_key: bytes) -> Factors:
    sealed = db.execute(select(account.c.factors).where(account.c.person_id == person_id)).scalar_one_or_none()
    return _opened(sealed, person_id, account_key)


def change(db: Connection, person_id: bytes, account_key: bytes, how: Callable[[Factors], Factors]) -> Factors:
    """Change them, one change after another: of two that take the same code, only one finds it good."""
    here = account.c.person_id == person_id
    row = db.execute(select(account.c.factors).where(here).with_for_update()).one_or_none()
    if row is None:
        raise Busy
    fresh = how(_opened(row.factors, person_id, account_key))
    sealed = _sealed(fresh, person_id, account_key) if fresh.on else None
    db.execute(update(account).where(here).values(factors=sealed))
    return fresh


def under(db: Connection, person_id: bytes, before: bytes, fresh: bytes) -> dict[str, bytes]:
    """The column for another account key, if there is anything in it."""
    found = of(db, person_id, before)
    return {"factors": _sealed(found, person_id, fresh)} if found.on else {}


def _sealed(factors: Factors, person_id: bytes, key: bytes) -> bytes:
    return seal(key, pad(msgspec.msgpack.encode(factors)), _context(person_id, key))


def _opened(sealed: bytes | None, person_id: bytes, key: bytes) -> Factors:
    if sealed is None:
        return Factors()
    try:
        return msgspec.msgpack.decode(unpad(unseal(key, bytes(sealed), _context(person_id, key))), type=Factors)
    except msgspec.MsgspecError:
        raise Tampered("not second factors") from None


def _context(person_id: bytes, key: bytes) -> bytes:
    return canonical("gemel/v1/account", person_id, "factors", key_id(key))
