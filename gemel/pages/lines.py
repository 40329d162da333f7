"""Whom to call, by country: read from a file, dated, and shown for half a year at most."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

CONTENT = Path(__file__).parent / "content"
SHOWN_FOR = timedelta(days=183)
"""Half a year: a number older than that is not shown."""
Name = Annotated[str, msgspec.Meta(min_length=3, max_length=60)]
Number = Annotated[str, msgspec.Meta(pattern=r"^#?[0-9][0-9 -]{1,14}$")]
Emergency = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,5}( \([a-z ]+\))?$")]


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: Literal["home", "crisis"]
    name: Name
    number: Number
    seen: Literal["public", "memory"]
    """Read in a public source; or only remembered, and then kept to be looked up and not shown."""
    checked: str
    """When somebody looked at the service's own site: a date, empty until then."""

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.checked) if self.checked else None


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    emergency: Annotated[tuple[Emergency, ...], msgspec.Meta(min_length=1)]
    lines: tuple[Line, ...] = ()


class Lines(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    written: date
    country: tuple[Country, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A country as the page shows it."""

    name: str
    emergency: tuple[str, ...]
    home: tuple[Line, ...]
    crisis: tuple[Line, ...]


@lru_cache
def lines(language: str = "en") -> Lines:
    path = CONTENT / language / "lines.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Lines)


def shown(found: Lines, now: int) -> tuple[Shown, ...]:
    """Every country, with the lines that were seen in a public source within half a year of `now`."""
    today = datetime.fromtimestamp(now, UTC).date()
    return tuple(_shown(one, found.written, today) for one in found.country)


def _shown(one: Country, written: date, today: date) -> Shown:
    fresh = [line for line in one.lines if line.seen == "public" and not stale(line.day or written, today)]
    home, crisis = (tuple(line for line in fresh if line.about == about) for about in ("home", "crisis"))
    return Shown(one.name, one.emergency, home, crisis)


def stale(day: date, today: date) -> bool:
    return today - day > SHOWN_FOR
