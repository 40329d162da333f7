"""What is said in this room: wishes and plans for them, what was done, pages of the journal, rituals."""

from __future__ import annotations

from datetime import date
from typing import Literal

from gemel.media import Photo
from gemel.moments import Body, Kind
from gemel.web.words import _

Season = Literal["", "spring", "summer", "autumn", "winter"]
Cost = Literal["", "none", "little", "some"]
Energy = Literal["", "low", "some", "more"]


class Wish(Body, frozen=True):
    """Something that one of the two would like to do one day. It is theirs once both agreed, by two marks."""

    words: str
    season: Season = ""
    year: int = 0
    cost: Cost = ""
    energy: Energy = ""
    new: bool = False
    """Neither has done it before: done, it is a first."""

    def text(self) -> str:
        return self.words


class Plan(Body, frozen=True):
    """How a wish comes about, as one of the two wrote it down last. Each change is a further one."""

    wish: bytes
    step: str
    day: date | None = None
    when: str = ""
    who: str = ""
    turn: int = 1
    """In the order they were written; two that were written at once may share one."""

    def text(self) -> str:
        return "\n".join(part for part in (self.when, self.step, self.who) if part)


class Did(Body, frozen=True):
    """Done. It carries what it was, to read well by itself."""

    what: str
    day: date
    words: str = ""
    photos: tuple[Photo, ...] = ()
    wish: bytes = b""

    def text(self) -> str:
        return f"{self.what}\n{self.words}"


class First(Did, frozen=True):
    """Done for the first time: it blossoms."""


class Entry(Body, frozen=True):
    """A page of the journal: words, pictures, or both."""

    day: date
    words: str = ""
    photos: tuple[Photo, ...] = ()

    def text(self) -> str:
        return self.words


class Ritual(Body, frozen=True):
    """A small thing that comes round again. A change is a further one of the same root, agreed anew."""

    name: str
    when: str = ""
    tiny: str = ""
    """What is left of it on a full day."""
    root: bytes = b""
    """The first of it; empty on the first itself."""
    turn: int = 1

    def text(self) -> str:
        return "\n".join(part for part in (self.name, self.when, self.tiny) if part)


class Had(Body, frozen=True):
    """They had it, on a day. Once a day at most, whoever tapped. It grows nothing: a count would become a duty."""

    ritual: bytes
    name: str
    day: date

    def text(self) -> str:
        return self.name


class StillOurs(Body, frozen=True):
    """Asked whether a ritual still is theirs, this person said: keep it. For themselves."""

    ritual: bytes

    def text(self) -> str:
        return ""


class LeftOut(Body, frozen=True):
    """A day that is not to be brought back to this person: from `begin` up to, and without, `end` (unix seconds)."""

    begin: int
    end: int


KINDS = (
    Kind("wish", Wish, _("A wish"), card="memories/_entry_wish.html", icon="star", greets=True),
    Kind("wish-plan", Plan, _("A plan for a wish"), card="memories/_entry_plan.html", icon="footprints"),
    Kind("did", Did, _("Done together"), card="memories/_entry_did.html", icon="check", grows="small", greets=True,
         printed="line"),
    Kind(
        "did-first", First, _("A first time"), card="memories/_entry_did.html", icon="flower-2", grows="firsts",
        greets=True, printed="line",
    ),
    Kind("journal", Entry, _("A page of the journal"), card="memories/_entry_page.html", icon="image", greets=True,
         printed="story"),
    Kind("ritual", Ritual, _("A ritual"), card="memories/_entry_ritual.html", icon="coffee", greets=True),
    Kind("ritual-had", Had, _("A ritual of yours"), card="memories/_entry_had.html", icon="coffee", ours=True, printed="line"),
    Kind("ritual-kept", StillOurs, _("Still ours")),
    Kind("day-left-out", LeftOut, _("A day left out")),
)  # fmt: skip
