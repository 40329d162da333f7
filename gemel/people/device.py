"""What a browser keeps to be known again: a random mark, and the server's word that its owner once signed in with it.

The word is checked before any passphrase is, so that guesses from elsewhere stand in nobody's way. It opens nothing,
belongs to one person, and says nothing of where it was or is. It is good for as long as the passphrase that it came
with: whoever knew that one is a stranger again after another, in every browser they ever used.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import NamedTuple

from sqlalchemy import RowMapping

from gemel.vault import canonical
from gemel.vault.hkdf import hkdf


class Owner(NamedTuple):
    """Whose browser it is, and how often their passphrase or keys had changed when they signed in with it."""

    person: bytes
    generation: int


def owner_of(account: RowMapping | None) -> Owner | None:
    return None if account is None else Owner(bytes(account["person_id"]), account["generation"])


def vouched(pepper: bytes, owner: Owner, mark: str) -> str:
    """The mark as the browser keeps it."""
    return f"{mark}.{_word(pepper, owner, mark)}"


def plain(kept: str) -> str:
    """The mark alone, vouched for or not."""
    return kept.partition(".")[0]


def known(pepper: bytes, owner: Owner, kept: str) -> str:
    """The mark, if the server gave it to this person's browser; empty otherwise."""
    mark, _dot, word = kept.partition(".")
    right = word.isascii() and compare_digest(word, _word(pepper, owner, mark))
    return mark if right else ""


def _word(pepper: bytes, owner: Owner, mark: str) -> str:
    data = mark.encode("utf-8", "surrogatepass")
    return hkdf(pepper, canonical("gemel/v1/known browser", *owner, data), length=16).hex()
