"""A sealed row: the body under a key of its own, and that key wrapped for its readers."""

from typing import NamedTuple

from gemel.vault.errors import VaultError
from gemel.vault.padding import pad, unpad
from gemel.vault.place import Place
from gemel.vault.sealing import key_id, new_key, seal, unseal


class SealedRow(NamedTuple):
    """The two columns every sealed table has."""

    sealed: bytes
    wrapped: bytes


def seal_row(body: bytes, place: Place, key: bytes) -> SealedRow:
    """Seal a body; each call draws a new row key, so an edit is simply sealed again."""
    data_key = new_key()
    return SealedRow(seal_body(body, place, data_key), wrap(data_key, place, key))


def open_row(row: SealedRow, place: Place, key: bytes) -> bytes:
    """Open a row, or raise Tampered if any column of its place is not what it was."""
    return open_body(row.sealed, place, unwrap(row.wrapped, place, key))


def rewrap(wrapped: bytes, old: Place, old_key: bytes, new: Place, new_key: bytes) -> bytes:
    """Hand a row to other readers or another state; its sealed body stays as it is."""
    same_body(old, new)
    return wrap(unwrap(wrapped, old, old_key), new, new_key)


def seal_body(body: bytes, place: Place, data_key: bytes) -> bytes:
    """Seal the padded body under its row key."""
    return seal(data_key, pad(body), place.body())


def open_body(sealed: bytes, place: Place, data_key: bytes) -> bytes:
    """Open a body with its row key."""
    return unpad(unseal(data_key, sealed, place.body()))


def wrap(data_key: bytes, place: Place, key: bytes) -> bytes:
    """Wrap a row key for whoever holds `key`."""
    return seal(key, data_key, place.wrap(key_id(key)))


def unwrap(wrapped: bytes, place: Place, key: bytes) -> bytes:
    """The row key."""
    return unseal(key, wrapped, place.wrap(key_id(key)))


def same_body(old: Place, new: Place) -> None:
    """Refuse a move to another table, row or owner: the body would never open again."""
    if old.body() != new.body():
        raise VaultError("a sealed body cannot move to another row or owner")
