"""Words that come before everything else. Aimed at catching: what follows is right for a false alarm as well."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import msgspec

from gemel.coach.plain import Plain
from gemel.coach.rules import CONTENT, compiled

SURELY, PERHAPS = "any", "perhaps"
"""What a sign of danger is worth, by its name in sure.toml; which pattern it was plays no part."""


class Danger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    find: str
    unless: tuple[str, ...] = ()
    idiom: bool = False
    """Also taken back by what marks an idiom, a film or a game."""
    perhaps: bool = False
    """Says nothing by itself: words that often stand in such sentences. The model needs to be less sure beside them."""


class Dangers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    harmless: tuple[str, ...]
    pattern: tuple[Danger, ...]


@lru_cache
def dangers(language: str = "en") -> Dangers:
    path = CONTENT / language / "danger.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Dangers)


def signs_of_danger(text: Plain) -> list[str]:
    """SURELY where a pattern says so, PERHAPS where words are there that ask for a second look by the model."""
    known = dangers()
    harmless = any(compiled(one).search(text.text) for one in known.harmless)
    found = {one.perhaps for one in known.pattern if _found(one, text.text, harmless)}
    return [PERHAPS if perhaps else SURELY for perhaps in sorted(found)]


def _found(one: Danger, text: str, harmless: bool) -> bool:
    if (one.idiom and harmless) or not compiled(one.find).search(text):
        return False
    return not any(compiled(exception).search(text) for exception in one.unless)
