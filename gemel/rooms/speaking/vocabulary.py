"""The room's words, read from its content files and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from gemel.coach.plain import plain
from gemel.coach.rules import compiled
from gemel.programme import BadContent, convert

CONTENT = Path(__file__).parent / "content"
Word = Annotated[str, Meta(min_length=1)]
Words = Annotated[tuple[Word, ...], Meta(min_length=3)]


class Situation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that people bring up: how it is recognised, what a camera saw, what can be asked."""

    id: Word
    title: Word
    find: tuple[Word, ...]
    like: tuple[Word, ...]
    """One sentence for each pattern of `find`, in the same order."""
    saw: Words
    feel: Words
    ask: Words


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Word
    words: tuple[tuple[Word, ...], ...]
    """From faint to strong, as many rows as there are strengths."""


class Blame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that tells what the other did, and what is often underneath."""

    find: Word
    word: Word
    under: Words


class Feelings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strengths: tuple[Word, ...]
    near: Words
    danger: tuple[Word, ...]
    thought: Word
    thought_under: Words
    family: tuple[Family, ...]
    blame: tuple[Blame, ...]


class Needs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    need: Words
    nothing: Word


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Word
    find: Word
    say: Word
    like: Word
    parts: tuple[Word, ...] = ()
    """Parts of an apology that it is looked for in; all where none is named."""


class Apologies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    example: dict[str, Word]
    slip: tuple[Slip, ...]


@lru_cache
def situations(language: str = "en") -> dict[str, Situation]:
    path = CONTENT / language / "situations.toml"
    entries = tomllib.loads(path.read_text("utf-8"))["situation"]
    found = [convert(entry, Situation, path) for entry in entries]
    if any(len(one.find) != len(one.like) for one in found) or len({one.id for one in found}) < len(found):
        raise BadContent(f"{path.name}: a pattern has no sentence of its own, or an id stands twice")
    return {one.id: one for one in found}


@lru_cache
def feelings(language: str = "en") -> Feelings:
    path = CONTENT / language / "feelings.toml"
    found: Feelings = convert(tomllib.loads(path.read_text("utf-8")), Feelings, path)
    if any(len(family.words) != len(found.strengths) for family in found.family):
        raise BadContent(f"{path.name}: a family needs as many rows as there are strengths")
    return found


@lru_cache
def needs(language: str = "en") -> Needs:
    path = CONTENT / language / "needs.toml"
    found: Needs = convert(tomllib.loads(path.read_text("utf-8")), Needs, path)
    return found


@lru_cache
def apologies(language: str = "en") -> Apologies:
    path = CONTENT / language / "apology.toml"
    found: Apologies = convert(tomllib.loads(path.read_text("utf-8")), Apologies, path)
    return found


@lru_cache
def small_words(language: str = "en") -> frozenset[str]:
    """First words that are written small inside a sentence."""
    path = CONTENT / language / "small.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8"))["words"].split())


def has(patterns: Iterable[str], typed: str) -> bool:
    """Whether one of these patterns stands in a text as somebody typed it."""
    text = plain(typed).text
    return any(compiled(one).search(text) for one in patterns)


def recognised(typed: str) -> list[Situation]:
    """The situations a text speaks of, the surest first: most patterns, then the order of the file."""
    text = plain(typed).text
    counted = [(sum(bool(compiled(one).search(text)) for one in it.find), it) for it in situations().values()]
    return [it for number, it in sorted(counted, key=lambda pair: -pair[0]) if number]


def underneath(typed: str) -> tuple[str, ...]:
    """What may lie under a word that tells what the other did; nothing where a feeling is a feeling."""
    text = plain(typed).text.strip()
    if compiled(feelings().thought).search(text):
        return feelings().thought_under
    return next((one.under for one in feelings().blame if compiled(one.find).search(text)), ())


def speaks_of_fear(typed: str) -> bool:
    """Words of fear, threat and control. They are never corrected."""
    return has(feelings().danger, typed)
