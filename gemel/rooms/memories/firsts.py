"""Suggestions for first times together. Read from a file that is checked as it is read."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gemel.programme import BadContent

CONTENT = Path(__file__).parent / "content"
FITS = ("tired", "no-money", "distance", "rain", "small-home")
SHOWN = 12

Fit = Literal["tired", "no-money", "distance", "rain", "small-home"]


class Suggestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that few people have done, of a size for any evening."""

    id: Annotated[str, Meta(pattern="^[a-z0-9-]{2,40}$")]
    text: Annotated[str, Meta(min_length=10, max_length=140)]
    minutes: Annotated[int, Meta(ge=5, le=240)]
    fits: Annotated[tuple[Fit, ...], Meta(min_length=1)]


@lru_cache
def firsts(language: str = "en") -> dict[str, Suggestion]:
    return {one.id: one for one in read(CONTENT / language / "firsts.toml")}


def read(path: Path) -> list[Suggestion]:
    """The suggestions of a file, one a line; or BadContent, which names the file and the line."""
    text = path.read_text("utf-8")
    try:
        entries = tomllib.loads(text)["first"]
    except (tomllib.TOMLDecodeError, KeyError) as wrong:
        raise BadContent(f"{path.name}: {wrong}") from None
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("{")]
    if len(numbers) != len(entries):
        raise BadContent(f"{path.name}: {len(entries)} entries on {len(numbers)} lines, where each has a line")
    found: dict[str, Suggestion] = {}
    for number, entry in zip(numbers, entries, strict=True):
        one = _checked(entry, f"{path.name}:{number}")
        if found.setdefault(one.id, one) is not one:
            raise BadContent(f"{path.name}:{number}: {one.id}: a second entry of this id")
    return list(found.values())


def _checked(entry: object, where: str) -> Suggestion:
    try:
        return msgspec.convert(entry, Suggestion)
    except msgspec.ValidationError as wrong:
        raise BadContent(f"{where}: {wrong}") from None


def fitting(fits: str) -> list[Suggestion]:
    """Those that fit; an empty word, or one that is none of ours, leaves nothing out."""
    return [one for one in firsts().values() if fits not in FITS or fits in one.fits]


def of_the_day(found: list[Suggestion], seed: bytes) -> list[Suggestion]:
    """A dozen of them, the same on both phones for as long as the seed is the same."""
    return sorted(found, key=lambda one: blake2b(one.id.encode(), key=seed[:64], digest_size=8).digest())[:SHOWN]
