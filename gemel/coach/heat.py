"""How heated a draft is, from 0 to 1: what the model reads, and plain signs beside it."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import msgspec

from gemel.coach.plain import Plain
from gemel.coach.rules import CONTENT, compiled

LOUD = 0.5
"""Share of capitals in a longer text from which it is read as raised."""


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    weight: float
    find: str


@lru_cache
def signs(language: str = "en") -> tuple[Sign, ...]:
    path = CONTENT / language / "heat.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["sign"], tuple[Sign, ...])


def heat(typed: str, text: Plain, model: float | None) -> float:
    """From 0 to 1. `model` is what the encoder reads, or None without one."""
    told = sum(sign.weight for sign in signs() if compiled(sign.find).search(text.text))
    told += 0.25 * _loud(typed) + 0.1 * min(typed.count("!"), 4) / 4 + 0.1 * ("?!" in typed or "??" in typed)
    told = min(1.0, told)
    return told if model is None else min(1.0, max(0.0, 0.75 * model + 0.5 * told))


def _loud(typed: str) -> bool:
    letters = [char for char in typed if char.isalpha()]
    return len(letters) >= 12 and sum(char.isupper() for char in letters) > LOUD * len(letters)
