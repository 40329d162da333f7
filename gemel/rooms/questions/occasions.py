"""Decks for an occasion: ten cards on one page, the same on both phones, read once and then talked about."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from gemel.people.profile import Limits
from gemel.rooms.questions.dealing import Had, allowed
from gemel.rooms.questions.deck import Deck, Question

TEN = 10


def ten(deck: Deck, occasion: str, had: Sequence[Had], limits: Limits, tag: bytes, day: int) -> Deck:
    """Ten cards that suit the occasion, fresh ones first, then those longest ago.

    All of them are light, for everybody: a page of ten shows at one glance what is not on it, and would tell a
    limit of the other that one card never tells.
    """
    fits = [one for one in allowed(deck, limits) if occasion in one.suits and one.depth == 1]
    last = {one.question: number for number, one in enumerate(had, start=1)}
    return tuple(sorted(fits, key=lambda one: (last.get(one.id, 0), _shuffled(one, tag, day)))[:TEN])


def _shuffled(question: Question, tag: bytes, day: int) -> bytes:
    """Asking for one of the ten brings one other to the page and leaves nine where they were."""
    return blake2b(question.id.encode() + day.to_bytes(8, "big"), digest_size=8, key=tag[:64]).digest()
