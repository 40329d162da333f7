"""What a browser keeps to be known again: a random mark, and the server's word that its owner once signed in with it.

The word is checked before any passphrase is, so that guesses from elsewhere stand in nobody's way. It opens nothing,
belongs to one person, and says nothing of where it was or is.
"""

from __future__ import annotations

from hmac import compare_digest

from gemel.vault import canonical
from gemel.vault.hkdf import hkdf


def vouched(pepper: bytes, person_id: bytes, mark: str) -> str:
    """The mark as the browser keeps it."""
    return f"{mark}.{_word(pepper, person_id, mark)}"


def plain(kept: str) -> str:
    """The mark alone, vouched for or not."""
    return kept.partition(".")[0]


def known(pepper: bytes, person_id: bytes, kept: str) -> str:
    """The mark, if the server gave it to this person's browser; empty otherwise."""
    mark, _dot, word = kept.partition(".")
    right = word.isascii() and compare_digest(word, _word(pepper, person_id, mark))
    return mark if right else ""


def _word(pepper: bytes, person_id: bytes, mark: str) -> str:
    data = mark.encode("utf-8", "surrogatepass")
    return hkdf(pepper, canonical("gemel/v1/known browser", person_id, data), length=16).hex()
