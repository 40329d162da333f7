"""Keys, wrapped: by a passphrase, by a recovery code, by one another. Each wrap is bound to its person and its cost."""

from __future__ import annotations

from typing import Any

from gemel.people.former import Keys
from gemel.vault import Cost, Split, canonical, check_hash, key_id, parse_code, recovery_key, seal, unseal


def wrap_context(person_id: bytes, what: str, cost: Cost | None = None) -> bytes:
    """Bind a wrapped key to its person and to the cost that guards it, so that neither can be swapped."""
    return canonical("gemel/v1/account", person_id, what, cost.ops if cost else 0, cost.mem_kib if cost else 0)


def passphrase_columns(person_id: bytes, salt: bytes, cost: Cost, parts: Split, keys: Keys) -> dict[str, Any]:
    assert keys.private is not None
    return {
        "salt": salt,
        "ops": cost.ops,
        "mem_kib": cost.mem_kib,
        "check_hash": check_hash(parts.check),
        "account_wrap": seal(parts.kek, keys.account, wrap_context(person_id, "account", cost)),
        "private_wrap": seal(parts.kek, keys.private, wrap_context(person_id, "private", cost)),
    }


def code_column(person_id: bytes, code: str, account_key: bytes) -> dict[str, Any]:
    by_code = recovery_key(parse_code(code), "account")
    return {"account_code_wrap": seal(by_code, account_key, wrap_context(person_id, "account by code"))}


def private_code_column(person_id: bytes, code: str, private_key: bytes) -> dict[str, Any]:
    by_code = recovery_key(parse_code(code), "private")
    return {"private_code_wrap": seal(by_code, private_key, wrap_context(person_id, "private by code"))}


def wrap_secret(secret: bytes, person_id: bytes, account_key: bytes) -> bytes:
    return seal(account_key, secret, canonical("gemel/v1/secret", person_id, key_id(account_key)))


def open_secret(wrapped: bytes, person_id: bytes, account_key: bytes) -> bytes:
    return unseal(account_key, wrapped, canonical("gemel/v1/secret", person_id, key_id(account_key)))
