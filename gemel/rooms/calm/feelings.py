"""The words for what is there, and the questions that go with them: read from the content files, checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from gemel.programme import BadContent, convert

CONTENT = Path(__file__).parent / "content"
Word = Annotated[str, Meta(min_length=1)]


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One family of feelings; `words` from faint to strong, as many rows as there are strengths."""

    name: Word
    title: Word
    words: tuple[tuple[Word, ...], ...]


class Feelings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    family: tuple[Family, ...]
    strengths: tuple[Word, ...]
    help: frozenset[str]
    """Words that speak of danger: whoever picks one is shown where help is, and it is never kept."""

    @property
    def words(self) -> list[str]:
        return [word for family in self.family for row in family.words for word in row]


class Prompt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Word
    text: Word
    gentle: bool = False
    """Doubts nothing, and asks for no part of one's own: fit to follow a word that speaks of danger."""


@lru_cache
def feelings(language: str = "en") -> Feelings:
    path = CONTENT / language / "feelings.toml"
    found: Feelings = convert(_toml(path), Feelings, path)
    if len(set(found.words)) < len(found.words) or not found.help <= set(found.words):
        raise BadContent(f"{path.name}: a word stands twice, or one under help stands nowhere else")
    if any(len(family.words) != len(found.strengths) for family in found.family):
        raise BadContent(f"{path.name}: a family needs as many rows as there are strengths")
    return found


@lru_cache
def prompts(language: str = "en") -> dict[str, Prompt]:
    path = CONTENT / language / "prompts.toml"
    found = [convert(entry, Prompt, path) for entry in _toml(path)["prompt"]]
    return {prompt.id: prompt for prompt in found}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def picked(words: Collection[str]) -> tuple[str, ...]:
    """Those of these words that are ours, each once, from faint to strong as the file has them."""
    return tuple(word for word in feelings().words if word in words)


def another(but: str, in_danger: bool, pick: Callable[[int], int]) -> Prompt:
    """A question to think about, other than the one that was just there."""
    fitting = [prompt for prompt in prompts().values() if prompt.gentle or not in_danger]
    found = [prompt for prompt in fitting if prompt.id != but]
    return found[pick(len(found))]
