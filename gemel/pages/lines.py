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
"""Half a year: a number that nobody looked at for longer is not shown."""
Name = Annotated[str, msgspec.Meta(min_length=3, max_length=60)]
Number = Annotated[str, msgspec.Meta(pattern=r"^#?[0-9][0-9 -]{1,14}$")]
Emergency = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,5}( \([a-z ]+\))?$")]
Source = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s/]+\.[^\s]+$")]


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: Literal["home", "crisis"]
    name: Name
    number: Number
    way: Literal["call", "text"] = "call"
    by: Literal["service", "state", "others"]
    """Whose page it was found on: the service's own, one of the state, or of somebody who wrote about it."""
    source: Source
    """The page that names this number."""
    read: date
    """When a stored copy of that page was read. The copy can be older."""
    checked: str
    """When a person called, or asked the service: a date, empty until then."""

    def __post_init__(self) -> None:
        """A day that is none is found when the file is read, not when somebody in need opens the page."""
        date.fromisoformat(self.checked or self.read.isoformat())

    @property
    def called(self) -> date | None:
        return date.fromisoformat(self.checked) if self.checked else None

    @property
    def day(self) -> date:
        return max(self.read, self.called or self.read)

    @property
    def link(self) -> str:
        """What opens the telephone, or a message, on the phone that it is tapped on."""
        return ("sms:" if self.way == "text" else "tel:") + self.number.replace(" ", "").replace("#", "%23")


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Name
    emergency: Annotated[tuple[Emergency, ...], msgspec.Meta(min_length=1)]
    lines: tuple[Line, ...] = ()


class Lines(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    emergency_source: Source
    emergency_read: date
    country: tuple[Country, ...]


@dataclass(frozen=True, slots=True)
class Dial:
    """A number for danger: what is dialled, and who answers where that is not everybody."""

    number: str
    who: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A country as the page shows it."""

    name: str
    emergency: tuple[Dial, ...]
    home: tuple[Line, ...]
    crisis: tuple[Line, ...]


@lru_cache
def lines(language: str = "en") -> Lines:
    path = CONTENT / language / "lines.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Lines)


def shown(found: Lines, now: int) -> tuple[Shown, ...]:
    """Every country, with the lines that were read in their source, or checked, within half a year of `now`."""
    today = datetime.fromtimestamp(now, UTC).date()
    return tuple(_shown(one, today) for one in found.country)


def since(countries: tuple[Shown, ...]) -> date | None:
    """No line on the page was looked at earlier than on this day; None where no line is left."""
    return min((line.day for one in countries for line in (*one.home, *one.crisis)), default=None)


def _shown(one: Country, today: date) -> Shown:
    fresh = [line for line in one.lines if not stale(line.day, today)]
    home, crisis = (tuple(line for line in fresh if line.about == about) for about in ("home", "crisis"))
    return Shown(one.name, tuple(_dial(number) for number in one.emergency), home, crisis)


def _dial(emergency: str) -> Dial:
    number, _, who = emergency.partition(" ")
    return Dial(number, who.strip("()"))


def stale(day: date, today: date) -> bool:
    return today - day > SHOWN_FOR
