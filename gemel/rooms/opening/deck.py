"""The ladder's cards, three tiers from light to deep, and what is light enough to end on."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from gemel.programme import BadContent, convert

CONTENT = Path(__file__).parent / "content"
Line = Annotated[str, Meta(min_length=1)]
Tier = Literal[1, 2, 3]


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Line
    tier: Tier
    text: Line
    easy: Line
    """The id of the closer that comes after it."""


class Closer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something light to end on."""

    id: Line
    text: Line


class Stems(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Three curious questions that fit what was shown on a card of this tier. No advice among them."""

    tier: Tier
    lines: tuple[Line, Line, Line]


class Deck(msgspec.Struct, frozen=True, kw_only=True):
    cards: dict[str, Card]
    closers: dict[str, str]
    stems: tuple[Stems, ...]


@lru_cache
def deck(language: str = "en") -> Deck:
    return read(CONTENT / language / "cards.toml")


def read(path: Path) -> Deck:
    """The file as a deck; BadContent names the file and the entry where it cannot be one."""
    found = _toml(path)
    cards = [convert(entry, Card, path) for entry in found.get("card", [])]
    closers = [convert(entry, Closer, path) for entry in found.get("closer", [])]
    stems = tuple(convert(entry, Stems, path) for entry in found.get("stems", []))
    _unique(path, [*cards, *closers])
    made = Deck(cards={one.id: one for one in cards}, closers={one.id: one.text for one in closers}, stems=stems)
    _whole(path, made)
    return made


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise BadContent(f"{path.name}: {wrong}") from None


def _unique(path: Path, entries: list[Any]) -> None:
    for name, number in Counter(one.id for one in entries).items():
        if number > 1:
            raise BadContent(f"{path.name}: {name}: two entries of one id")


def _whole(path: Path, made: Deck) -> None:
    """Every card has its closer, every tier its questions."""
    for card in made.cards.values():
        if card.easy not in made.closers:
            raise BadContent(f"{path.name}: {card.id}: no closer «{card.easy}»")
    for tier in (1, 2, 3):
        if not any(one.tier == tier for one in made.stems):
            raise BadContent(f"{path.name}: no stems for tier {tier}")


def stems_for(tier: int, seed: bytes) -> tuple[str, str, str]:
    """Three ways to ask; the same for both, since both have the same round as seed."""
    blocks = [one for one in deck().stems if one.tier == tier] or list(deck().stems)
    number = int.from_bytes(blake2b(seed, digest_size=8).digest(), "big")
    return blocks[number % len(blocks)].lines


def closer_for(card_id: str) -> str:
    """Something light after this card; the first of all for a card that is no longer there."""
    card = deck().cards.get(card_id)
    return deck().closers[card.easy] if card else next(iter(deck().closers.values()))
