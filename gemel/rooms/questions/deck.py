"""The deck: every question of the content files, and what the listener can ask next."""

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
OWN = "own-"
OTHERS = {"tips.toml", "room.toml", "follow.toml", "regions.toml"}

Fits = Literal["memory", "wish", "fear", "opinion", "everyday"]
Occasion = Literal["drive", "meal", "walk", "apart"]
Line = Annotated[str, Meta(min_length=1)]


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Line
    theme: Line
    theme_title: Line
    depth: Annotated[int, Meta(ge=1, le=4)]
    """1 light, 2 nearer, 3 deep, 4 the deepest: what one tells few people, or nobody yet."""
    text: Line
    fits: Fits
    idea: str = ""
    alone: bool = False
    """It also does somebody good who answers it for themselves."""
    aloud: bool = True
    """Fit to be spoken; a few are easier to write."""
    suits: tuple[Occasion, ...] = ()
    """Occasions it is handed out for, ten at a time. Light ones only: docs/decisions/0018."""

    @property
    def own(self) -> bool:
        """Written by one of the two; its theme is a part of the map then."""
        return self.id.startswith(OWN)


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One content file: a theme and the questions in it, still as they stand there."""

    theme: Line
    title: Line
    about: Line
    question: list[dict[str, Any]]


class Stems(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Three ways to ask on, and the sorts of answer that they fit."""

    fits: Annotated[list[Fits], Meta(min_length=1)]
    lines: tuple[Line, Line, Line]


Deck = tuple[Question, ...]


@lru_cache
def deck(language: str = "en") -> Deck:
    """Every question, theme by theme."""
    return read(CONTENT / language)


@lru_cache
def by_id(language: str = "en") -> dict[str, Question]:
    return {question.id: question for question in deck(language)}


@lru_cache
def by_text(language: str = "en") -> dict[str, str]:
    """The id of each question, by its words."""
    return {question.text: question.id for question in deck(language)}


def read(folder: Path) -> Deck:
    files = [path for path in sorted(folder.glob("*.toml")) if path.name not in OTHERS]
    questions = [question for path in files for question in _theme(path)]
    for name, number in Counter(question.id for question in questions).items():
        if number > 1:
            raise BadContent(f"{folder}: {name}: two questions of one id")
    return tuple(questions)


def _theme(path: Path) -> list[Question]:
    found = convert(_toml(path), Theme, path)
    about = {"theme": found.theme, "theme_title": found.title}
    return [convert(entry | about, Question, path) for entry in found.question]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise BadContent(f"{path.name}: {wrong}") from None


@lru_cache
def stems(language: str = "en") -> tuple[Stems, ...]:
    path = CONTENT / language / "follow.toml"
    return tuple(convert(entry, Stems, path) for entry in _toml(path)["stems"])


def stems_for(question: Question | None, seed: bytes) -> tuple[str, str, str]:
    """Three ways to ask on. The same three for both people, since both have the same round as seed;
    for a question that is no longer in the deck, three that fit most answers."""
    fits = question.fits if question else "everyday"
    blocks = [block for block in stems() if fits in block.fits]
    number = int.from_bytes(blake2b(seed, digest_size=8).digest(), "big")
    return blocks[number % len(blocks)].lines
