"""The words one moment can be told in: a few families of feelings, read from a content file and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from gemel.programme import BadContent, convert

CONTENT = Path(__file__).parent / "content"
Word = Annotated[str, Meta(min_length=1, max_length=40)]


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Word
    words: Annotated[tuple[Word, ...], Meta(min_length=2)]


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(min_length=1)]
    source: Word
    moments: Annotated[tuple[Word, ...], Meta(min_length=3)]
    """Examples of a moment, as somebody would name it."""
    family: tuple[Family, ...]

    def known(self, chosen: Iterable[str]) -> tuple[str, ...]:
        """Those of the chosen words that are ours, in the order of the file; each once."""
        wanted = set(chosen)
        return tuple(word for family in self.family for word in family.words if word in wanted)


@lru_cache
def vocabulary(language: str = "en") -> Vocabulary:
    return read(CONTENT / language / "perspective.toml")


def read(path: Path) -> Vocabulary:
    found: Vocabulary = convert(tomllib.loads(path.read_text("utf-8")), Vocabulary, path)
    words = [word for family in found.family for word in family.words]
    if len(set(words)) < len(words):
        raise BadContent(f"{path.name}: a word stands twice")
    return found
