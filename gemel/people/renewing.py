"""A new passphrase: from the old one, or from a recovery code. Slow work first, one short transaction after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, update

from gemel.people.account import Entrance, sign_in, stretched
from gemel.people.errors import WrongPassphrase
from gemel.people.former import Keys
from gemel.people.guessable import refuse_common
from gemel.people.tables import account, person
from gemel.people.wraps import code_column, passphrase_columns, private_code_column, wrap_context
from gemel.store import Busy
from gemel.vault import (
    Cost,
    Tampered,
    new_code,
    new_key,
    new_salt,
    normalise,
    parse_code,
    private_public,
    recovery_key,
    unseal,
)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A new passphrase, from the old one or from a recovery code: slow work done, nothing written yet."""

    entrance: Entrance
    columns: dict[str, Any]
    was: bytes
    """The check of the passphrase that it replaces: two of these at once, and the second is told to try again."""


def changed(row: RowMapping, old: str, passphrase: str, cost: Cost, pepper: bytes, name: str) -> Renewal:
    """Another passphrase for the same keys. Every session of before ends with it."""
    fresh = normalise(passphrase)
    refuse_common(passphrase, name)
    entrance, private = sign_in(row, old, pepper, cost)
    salt = new_salt()
    keys = replace(entrance.keys, private=private)
    columns = passphrase_columns(entrance.person, salt, cost, stretched(fresh, salt, cost, pepper), keys)
    return renewal(entrance, columns, row)


def renewal(entrance: Entrance, columns: dict[str, Any], row: RowMapping) -> Renewal:
    generation = row["generation"] + 1
    counted = columns | {"generation": generation}
    return Renewal(replace(entrance, generation=generation), counted, bytes(row["check_hash"]))


def recover(
    row: RowMapping | None, code: str, private_code: str, passphrase: str, cost: Cost, pepper: bytes, name: str
) -> Renewal:
    """Open the account by its code. Without the second code the private pages start empty (trust.md 2.3)."""
    secret = parse_code(code)
    refuse_common(passphrase, name)
    account_key, private = _by_codes(row, secret, private_code)
    assert row is not None
    person_id, salt = bytes(row["person_id"]), new_salt()
    parts = stretched(normalise(passphrase), salt, cost, pepper)
    keys, fresh = Keys(account_key, private_public(private), private), new_code()
    columns = passphrase_columns(person_id, salt, cost, parts, keys) | code_column(person_id, fresh, account_key)
    # A code is used once. Without the second one, what it would open stays for the day it is found.
    columns |= {"private_code_wrap": None} if private_code else {"former_private": None}
    second = row["factors"] is not None
    inside = Entrance(person_id, bytes(row["couple_id"]), replace(keys, private=None), fresh, second=second)
    return renewal(inside, columns, row)


def _by_codes(row: RowMapping | None, secret: bytes, private_code: str) -> tuple[bytes, bytes]:
    by_account_code = recovery_key(secret, "account")  # for a name that nobody has as well: it takes as long
    if row is None or row["account_code_wrap"] is None:
        raise WrongPassphrase
    person_id = bytes(row["person_id"])
    try:
        context = wrap_context(person_id, "account by code")
        key = unseal(by_account_code, bytes(row["account_code_wrap"]), context)
        if private_code and row["private_code_wrap"] is None:
            raise WrongPassphrase  # rather than begin anew what they meant to open
        if private_code:
            by_code = recovery_key(parse_code(private_code), "private")
            return key, unseal(by_code, bytes(row["private_code_wrap"]), wrap_context(person_id, "private by code"))
    except Tampered:
        raise WrongPassphrase from None
    return key, new_key()


def fits(row: RowMapping, code: str) -> bool:
    """Whether this is the account's recovery code; BadCode for what cannot be one."""
    secret = parse_code(code)
    if row["account_code_wrap"] is None:
        return False
    try:
        context = wrap_context(bytes(row["person_id"]), "account by code")
        unseal(recovery_key(secret, "account"), bytes(row["account_code_wrap"]), context)
    except Tampered:
        return False
    return True


def renew(db: Connection, renewal: Renewal) -> None:
    who = renewal.entrance
    here = (account.c.person_id == who.person, account.c.check_hash == renewal.was)
    if db.execute(update(account).where(*here).values(**renewal.columns)).rowcount != 1:
        raise Busy
    db.execute(
        update(person)
        .where(person.c.couple_id == who.couple, person.c.id == who.person)
        .values(private_public=who.keys.private_public)
    )


def new_account_code(db: Connection, person_id: bytes, account_key: bytes) -> str:
    """Replace the recovery code; the old one stops working at once."""
    code = new_code()
    columns = code_column(person_id, code, account_key)
    db.execute(update(account).where(account.c.person_id == person_id).values(**columns))
    return code


def new_private_code(db: Connection, person_id: bytes, private_key: bytes) -> str:
    """A second code, for private pages only, so that a found sheet for the account opens none of them."""
    code = new_code()
    columns = private_code_column(person_id, code, private_key)
    db.execute(update(account).where(account.c.person_id == person_id).values(**columns))
    return code
