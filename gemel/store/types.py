"""Row ids: 16 random bytes, so that an id tells neither order nor time."""

from __future__ import annotations

import secrets

from sqlalchemy import LargeBinary

ID = LargeBinary(16)


def new_id() -> bytes:
    return secrets.token_bytes(16)


def show_id(row: bytes) -> str:
    return row.hex()


def parse_id(text: str) -> bytes | None:
    """The id that `show_id` wrote, or None for anything else."""
    if len(text) != 32:
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
