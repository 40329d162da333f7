"""Words that come before everything else. Aimed at catching: what follows is right for a false alarm as well."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import msgspec

from gemel.coach.plain import Plain
from gemel.coach.rules import CONTENT, compiled


class Danger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    find: str
    unless: tuple[str, ...] = ()
    idiom: bool = False
    """Also taken back by what marks an idiom, a film or a game."""


class Dangers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    harmless: tuple[str, ...]
    pattern: tuple[Danger, ...]


@lru_cache
def dangers(language: str = "en") -> Dangers:
    path = CONTENT / language / "danger.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Dangers)


def speaks_of_danger(text: Plain) -> bool:
    """Whether a pattern says so; the model may say so besides (see `judging`)."""
    known = dangers()
    harmless = any(compiled(one).search(text.text) for one in known.harmless)
    return any(_found(one, text.text, harmless) for one in known.pattern)


def _found(one: Danger, text: str, harmless: bool) -> bool:
    if (one.idiom and harmless) or not compiled(one.find).search(text):
        return False
    return not any(compiled(exception).search(text) for exception in one.unless)
