"""What a boundary can leave out, for every room alike: the themes of the questions, and a few topics that are none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from gemel.programme import BadContent, convert, themes

T = TypeVar("T")
CONTENT = Path(__file__).parent / "content"
MOST = 20_000
_remembered: dict[tuple[str, bytes], bool] = {}
Name = Annotated[str, Meta(pattern="^[a-z-]{2,40}$")]


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slug: Name
    find: str
    title: str = ""
    """Empty for a theme of the questions, which brings its own."""


@lru_cache
def patterns(language: str = "en") -> dict[str, re.Pattern[str]]:
    """The words by which a topic is known, by its slug."""
    return {one.slug: re.compile(one.find, re.IGNORECASE) for one in read(CONTENT / language / "topics.toml")}


def read(path: Path) -> list[Topic]:
    """The file's topics, or BadContent with the file and the entry."""
    found: list[Topic] = [convert(entry, Topic, path) for entry in tomllib.loads(path.read_text("utf-8"))["topic"]]
    known = {slug for slug, _title in themes()}
    for one in found:
        if bool(one.title) == (one.slug in known):
            raise BadContent(f"{path.name}: {one.slug}: a title for what is no theme, and for nothing else")
    return found


@lru_cache
def topics(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Every topic as (slug, title): what a boundary can leave out, or let rest for a while."""
    own = read(CONTENT / language / "topics.toml")
    return (*themes(language), *((one.slug, one.title) for one in own if one.title))


def touches(text: str, without: Collection[str]) -> bool:
    """Whether a text has to do with one of these topics."""
    known = patterns().keys() & without
    return bool(known) and any(_found(slug, text) for slug in known)


def _found(slug: str, text: str) -> bool:
    """Looked for once: hundreds of lines are read at each draw. Remembered by a hash, since some of them are a couple's
    own questions, which stay in memory no longer than a page needs them."""
    key = slug, blake2b(text.encode(), digest_size=16).digest()
    if key not in _remembered:
        if len(_remembered) >= MOST:
            _remembered.clear()
        _remembered[key] = patterns()[slug].search(text) is not None
    return _remembered[key]


def fitting(offers: Iterable[T], without: Collection[str], words: Callable[[T], str]) -> list[T]:
    """The offers that touch none of what was left out; `words` gives what is to be read of one."""
    return [one for one in offers if not touches(words(one), without)]
