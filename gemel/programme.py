"""The programme's words: ten steps and their tips, read from the rooms' content files."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

ROOMS = Path(__file__).parent / "rooms"


class BadContent(Exception):
    """A content file that cannot be used; names the file and the entry."""


class Tip(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    minutes: int
    energy: Literal["low", "some", "more"]
    do: str
    say: tuple[str, ...]
    why: str
    source: str
    link: str = ""
    avoid: str
    alone: str
    lighter: bool = False

    @property
    def room(self) -> str:
        return self.id.partition("-")[0]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One of the ten steps."""

    slug: str
    title: str
    step: int
    line: str
    promise: str
    tips: tuple[Tip, ...]


@lru_cache
def steps(language: str = "en") -> tuple[Step, ...]:
    """The ten steps in order, each with its tips."""
    found = [_step(folder) for folder in sorted(ROOMS.glob(f"*/content/{language}")) if (folder / "room.toml").exists()]
    return tuple(sorted(found, key=lambda step: step.step))


@lru_cache
def tips(language: str = "en") -> dict[str, Tip]:
    """Every tip by its id, in the order of the steps."""
    return {tip.id: tip for step in steps(language) for tip in step.tips}


def _step(folder: Path) -> Step:
    slug = folder.parent.parent.name
    entries = tomllib.loads((folder / "tips.toml").read_text("utf-8"))["tip"]
    about = tomllib.loads((folder / "room.toml").read_text("utf-8"))
    found = tuple(convert(entry, Tip, folder / "tips.toml") for entry in entries)
    return convert(about | {"slug": slug, "tips": found}, Step, folder / "room.toml")


def convert(entry: dict, kind: type, path: Path):
    """One entry of a content file as its type, or BadContent with the file and the entry."""
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as wrong:
        raise BadContent(f"{path.name} in {path.parent.parent.parent.name}: {entry.get('id', '')}: {wrong}") from None


@lru_cache
def themes(language: str = "en") -> tuple[tuple[str, str], ...]:
    """The themes that questions come in, as (slug, title): what a boundary can leave out."""
    files = sorted((ROOMS / "questions" / "content" / language).glob("*.toml"))
    found = (tomllib.loads(file.read_text("utf-8")) for file in files)
    return tuple((one["theme"], one["title"]) for one in found if "theme" in one)
