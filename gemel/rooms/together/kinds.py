"""What is said in this room: ideas for a date, a date, a best moment, likes, a getaway and its list."""

from __future__ import annotations

from typing import Literal

import msgspec

from gemel.moments import Body, Kind
from gemel.web.words import _

Cost = Literal["none", "little", "some"]
Energy = Literal["low", "some", "more"]
Part = Literal["where", "when", "bring", "book"]


class Option(msgspec.Struct, frozen=True):
    """One idea for a date, with everything it asks of the two."""

    what: str
    at: int
    """When it would begin, in unix seconds."""
    cost: Cost = "none"
    energy: Energy = "low"


class Options(Body, frozen=True):
    """One to three ideas put before the other. A counter and a change of time are further ones."""

    options: tuple[Option, ...]
    moves: str = ""
    """The id of a date that this is to take the place of, if it is one."""
    turn: int = 1
    """In the order they were put there, dates included: two may fall into one second."""

    def text(self) -> str:
        return "\n".join(one.what for one in self.options)


class Booked(Body, frozen=True):
    """A date. Only ever made from an option of the other's, or alone for oneself."""

    what: str
    at: int
    memory_at: int
    """The morning after: from then on each may write down a best moment."""
    cost: Cost = "none"
    energy: Energy = "low"
    turn: int = 1
    alone: bool = False

    def text(self) -> str:
        return self.what


class BestAsked(Body, frozen=True):
    """«What was your best moment?» Asked of both, the morning after."""

    what: str


class Best(Body, frozen=True):
    """One best moment, opened when both have one. It carries its date, to read well by itself."""

    date: str
    what: str
    words: str

    def text(self) -> str:
        return f"{self.what}\n{self.words}"


class FirstsAsked(Body, frozen=True):
    """«Which of these would you like?» The same list for both."""

    epoch: int
    number: int
    items: tuple[str, ...]

    def text(self) -> str:
        return ""


class Likes(Body, frozen=True):
    """What somebody would like, or perhaps. A no is not among it: it is written down nowhere."""

    yes: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()

    def text(self) -> str:
        return ""


class Getaway(Body, frozen=True):
    """Some days away, put on the table; agreed by two marks."""

    where: str
    turn: int = 1
    alone: bool = False

    def text(self) -> str:
        return self.where


class Line(Body, frozen=True):
    """A line on the list for two. It belongs to its getaway by `reply_to`."""

    part: Part
    words: str

    def text(self) -> str:
        return self.words


KINDS = (
    Kind("date-options", Options, _("Ideas for a date")),
    Kind("date", Booked, _("A date"), card="together/_entry_date.html", icon="calendar-days", ours=True,
         printed="line"),
    Kind("date-best-asked", BestAsked, _("Looking back on a date")),
    Kind(
        "date-best", Best, _("A best moment"), card="together/_entry_best.html", icon="star", grows="opened",
        greets=True, printed="pair",
    ),
    Kind("firsts", FirstsAsked, _("Things to try")),
    Kind("likes", Likes, _("What you would like to try"), greets=True),
    Kind("getaway", Getaway, _("A getaway"), card="together/_entry_getaway.html", icon="map", greets=True),
    Kind("getaway-line", Line, _("A line for a getaway")),
)  # fmt: skip
