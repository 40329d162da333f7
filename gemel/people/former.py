"""Keys, and the ones they replaced: kept sealed under the new ones for as long as rows may lie under the old.

The account keys are sealed under the newest account key, the private ones under the newest private key: a session
with private pages locked opens no private page from before a rotation either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from gemel.vault import Tampered, canonical, key_id, pad, seal, unpad, unseal
from gemel.vault.hkdf import hkdf


@dataclass(frozen=True, slots=True)
class Keys:
    """What a live cookie holds. `private` is there only while private pages are open."""

    account: bytes
    private_public: bytes
    private: bytes | None = None


class Once(msgspec.Struct, frozen=True, array_like=True):
    """A person's everyday keys, as they once were."""

    account: bytes
    private_public: bytes


def seal_former(person_id: bytes, keys: Keys, before: tuple[Keys, ...]) -> dict[str, bytes]:
    """The two columns for the keys from before, newest first. All private keys must be open."""
    assert keys.private is not None
    once = [Once(one.account, one.private_public) for one in before]
    return {
        "former": _seal(keys.account, once, person_id, "former"),
        "former_private": _seal(_under(keys.private), [one.private for one in before], person_id, "former private"),
    }


def open_former(row: Any, keys: Keys) -> tuple[Keys, ...]:
    """The keys from before, newest first; their private parts only while private pages are open."""
    if row.former is None:
        return ()
    person_id = bytes(row.id)
    once = _open(keys.account, bytes(row.former), person_id, "former", list[Once])
    before = tuple(Keys(one.account, one.private_public) for one in once)
    if keys.private is None or row.former_private is None:
        return before
    private = _open(_under(keys.private), bytes(row.former_private), person_id, "former private", list[bytes | None])
    return tuple(replace(one, private=key) for one, key in zip(before, private, strict=True))


def _under(private_key: bytes) -> bytes:
    return hkdf(private_key, b"gemel/v1/former private keys")


def _seal(key: bytes, value: Any, person_id: bytes, what: str) -> bytes:
    return seal(key, pad(msgspec.msgpack.encode(value)), _context(key, person_id, what))


def _open(key: bytes, sealed: bytes, person_id: bytes, what: str, kind: Any) -> Any:
    try:
        return msgspec.msgpack.decode(unpad(unseal(key, sealed, _context(key, person_id, what))), type=kind)
    except msgspec.MsgspecError:
        raise Tampered("not former keys") from None


def _context(key: bytes, person_id: bytes, what: str) -> bytes:
    return canonical("gemel/v1/account", person_id, what, key_id(key))
