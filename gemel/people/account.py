"""Accounts: a name, one passphrase, one Argon2id call, and the two keys that it opens."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select
from sqlalchemy.exc import IntegrityError

from gemel.people.errors import NameTaken, WrongPassphrase
from gemel.people.former import Keys
from gemel.people.gate import turn
from gemel.people.guessable import refuse_common
from gemel.people.person import profile_place, seal_struct
from gemel.people.profile import Profile
from gemel.people.tables import account, couple, person
from gemel.people.wraps import code_column, passphrase_columns, wrap_context, wrap_secret
from gemel.store import new_id
from gemel.vault import (
    BadPassphrase as BadPassphrase,
)
from gemel.vault import (
    Cost,
    Keyring,
    Split,
    check_hash,
    new_code,
    new_key,
    new_pair,
    new_salt,
    normalise,
    private_public,
    same,
    seal_keyring,
    split,
    stretch,
    unseal,
)
from gemel.vault.hkdf import hkdf

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a successful sign-up or sign-in gives: who, in which couple, with which keys."""

    person: bytes
    couple: bytes
    keys: Keys
    code: str = ""
    private_code: str = ""
    generation: int = 0
    """A session of an earlier one has ended, whatever its row says."""
    second: bool = False
    """Whether a second step is to be asked for before a session begins."""


def sign_in_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_tag(pepper: bytes, name: str) -> bytes:
    """Where an account is found: a keyed hash, so that a stolen database names nobody."""
    return hkdf(pepper, b"gemel/v1/sign-in name " + sign_in_name(name).encode())


def stretched(passphrase: bytes, salt: bytes, cost: Cost, pepper: bytes) -> Split:
    with turn():
        return split(stretch(passphrase, salt, cost), pepper, salt)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """All the slow work of a sign-up, done before the database is touched."""

    tag: bytes
    person: bytes
    salt: bytes
    cost: Cost
    check: bytes
    kek: bytes
    keys: Keys
    profile: Profile
    code: str


def prepare(profile: Profile, passphrase: str, cost: Cost, pepper: bytes) -> NewAccount:
    refuse_common(passphrase, profile.name)
    salt, private = new_salt(), new_key()
    parts = stretched(normalise(passphrase), salt, cost, pepper)
    keys = Keys(new_key(), private_public(private), private)
    tag = name_tag(pepper, profile.name)
    return NewAccount(tag, new_id(), salt, cost, parts.check, parts.kek, keys, profile, new_code())


def sign_up(db: Connection, new: NewAccount, now: int) -> Entrance:
    """Write the account and its couple of one. Private pages start out locked."""
    couple_id = new_id()
    try:
        db.execute(insert(account).values(**_account_row(new, couple_id)))
    except IntegrityError:
        raise NameTaken from None
    found_couple(db, couple_id, now)
    db.execute(insert(person).values(**_person_row(new, couple_id)))
    return Entrance(new.person, couple_id, Keys(new.keys.account, new.keys.private_public), new.code)


def found_couple(db: Connection, couple_id: bytes, now: int) -> None:
    db.execute(insert(couple).values(id=couple_id, epoch=1, began_at=now - now % DAY))


def _account_row(new: NewAccount, couple_id: bytes) -> dict[str, Any]:
    return {
        "tag": new.tag,
        "person_id": new.person,
        "couple_id": couple_id,
        **passphrase_columns(new.person, new.salt, new.cost, Split(new.check, new.kek), new.keys),
        **code_column(new.person, new.code, new.keys.account),
    }


def _person_row(new: NewAccount, couple_id: bytes) -> dict[str, Any]:
    pair, epoch_key = new_pair(), new_key()
    keyring = Keyring().with_epoch(1, epoch_key)
    return {
        "couple_id": couple_id,
        "id": new.person,
        "seat": 0,
        "public_key": pair.public,
        "secret_wrap": wrap_secret(pair.secret, new.person, new.keys.account),
        "private_public": new.keys.private_public,
        "keyring": seal_keyring(keyring, new.keys.account, new.person),
        "epoch": 1,
        "profile": seal_struct(epoch_key, new.profile, profile_place(new.person, couple_id, 1)),
    }


def find(db: Connection, tag: bytes) -> RowMapping | None:
    return db.execute(select(account).where(account.c.tag == tag)).mappings().one_or_none()


def by_person(db: Connection, person_id: bytes) -> RowMapping | None:
    return db.execute(select(account).where(account.c.person_id == person_id)).mappings().one_or_none()


def sign_in(row: RowMapping | None, passphrase: str, pepper: bytes, cost: Cost) -> tuple[Entrance, bytes]:
    """The keys behind a passphrase, private one included, or WrongPassphrase after equal work either way.

    Returns the entrance (private pages locked) and the private key, for the caller that asked for it.
    """
    salt = bytes(row["salt"]) if row else bytes(16)
    used = Cost(row["ops"], row["mem_kib"]) if row else cost
    parts = stretched(normalise(passphrase), salt, used, pepper)
    if row is None or not same(check_hash(parts.check), bytes(row["check_hash"])):
        raise WrongPassphrase
    person_id = bytes(row["person_id"])
    account_key = unseal(parts.kek, bytes(row["account_wrap"]), wrap_context(person_id, "account", used))
    private = unseal(parts.kek, bytes(row["private_wrap"]), wrap_context(person_id, "private", used))
    keys = Keys(account_key, private_public(private))
    second = row["factors"] is not None
    return Entrance(person_id, bytes(row["couple_id"]), keys, generation=row["generation"], second=second), private


def couple_of(db: Connection, person_id: bytes) -> bytes | None:
    found = db.execute(select(account.c.couple_id).where(account.c.person_id == person_id)).scalar_one_or_none()
    return None if found is None else bytes(found)
