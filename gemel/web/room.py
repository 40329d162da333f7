"""What a room is: a slug, a place in the programme, its kinds, its pages, and what it brings to Today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gemel.delivery import Slot
from gemel.moments.kinds import Kind
from gemel.sittings import Exercise
from gemel.web.pages import Pages
from gemel.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on Today: a fragment of the room's templates and what it needs.

    `weight` orders the cards: what waits to be received comes first, then what is open between
    the two, then what could be begun. At most three are shown.
    """

    template: str
    values: dict[str, object]
    weight: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A card that mostly is not there, and costs to find out: Today asks only where fewer than three are lighter."""

    weight: int
    card: Callable[[Visit], Card | None]


@dataclass(frozen=True, slots=True)
class Room:
    slug: str
    kinds: tuple[Kind, ...] = ()
    pages: Pages = field(default_factory=Pages)
    templates: Path | None = None
    strip: str = ""
    """A fragment for the foot of Today: something done in one tap, not one of its three things."""
    exercises: tuple[Exercise, ...] = ()
    """What it offers to do now, together."""
    opening: Callable[[Visit], Card | None] | None = None
    """What it shows quietly at the start of a sitting."""
    slots: Callable[[Visit], list[Slot]] | None = None
    """Times that lie ahead, for a calendar that is told no more than that."""
    today: Callable[[Visit], list[Card]] | None = None
    """What it brings to Today for this person at this moment; no more than it must ask the database for."""
    offers: tuple[Offer, ...] = ()
    """What it could bring besides, where there is room."""
