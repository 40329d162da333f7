"""The lists of this room: ideas for a date, and things to try. Read from files that are checked as they are read."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from gemel.programme import BadContent, convert
from gemel.rooms.together.kinds import Cost, Energy

CONTENT = Path(__file__).parent / "content"
PLACES = ("home", "out", "apart")
FITS = ("tired", "no-money", "small-children", "distance", "rain", "new")
SHOWN = 12
DEALT = 20

Name = Annotated[str, Meta(pattern="^[a-z0-9-]{2,40}$")]
Text = Annotated[str, Meta(min_length=1, max_length=140)]


class Idea(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Name
    text: Text
    minutes: Annotated[int, Meta(ge=5, le=240)]
    cost: Cost
    energy: Energy
    place: Literal["home", "out", "apart"]
    fits: Annotated[tuple[Literal["tired", "no-money", "small-children", "distance", "rain", "new"], ...], Meta(min_length=1)]  # fmt: skip


class First(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hobby to begin together, or something to do for the first time."""

    id: Name
    text: Text
    sort: Literal["hobby", "first"]


@lru_cache
def ideas(language: str = "en") -> dict[str, Idea]:
    return {one.id: one for one in read(CONTENT / language / "ideas.toml", "idea", Idea)}


@lru_cache
def firsts(language: str = "en") -> dict[str, First]:
    return {one.id: one for one in read(CONTENT / language / "firsts.toml", "first", First)}


def read(path: Path, name: str, kind: Any) -> list[Any]:
    """The entries of a file, or BadContent with the file and the entry."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))[name]
    except (tomllib.TOMLDecodeError, KeyError) as wrong:
        raise BadContent(f"{path.name}: {wrong}") from None
    found = [convert(entry, kind, path) for entry in entries]
    for id, number in Counter(one.id for one in found).items():
        if number > 1:
            raise BadContent(f"{path.name}: {id}: two entries of one id")
    return found


def text_of(id: str) -> str:
    """The words of an idea, or of a thing to try; empty where there is none of that id."""
    one = ideas().get(id) or firsts().get(id)
    return one.text if one else ""


def fitting(fits: str, place: str) -> list[Idea]:
    """The ideas that fit; an empty word, or one that is none of ours, leaves nothing out."""
    found: Iterable[Idea] = ideas().values()
    if fits in FITS:
        found = (one for one in found if fits in one.fits)
    return [one for one in found if place not in PLACES or one.place == place]


def of_the_day(found: list[Idea], seed: bytes) -> list[Idea]:
    """A dozen of them, the same for both for as long as the seed is the same."""
    return sorted(found, key=lambda one: lot(seed, one.id))[:SHOWN]


def dealt(number: int, seed: bytes) -> tuple[str, ...]:
    """The things to try of round `number` (1, 2 …): none comes again before all were dealt."""
    shuffled = sorted(firsts(), key=lambda id: lot(seed, id))
    begin = DEALT * (number - 1)
    return tuple(shuffled[(begin + place) % len(shuffled)] for place in range(DEALT))


def lot(seed: bytes, name: str) -> bytes:
    """A shuffle that is the same on both phones."""
    return blake2b(name.encode(), key=seed[:64], digest_size=8).digest()
