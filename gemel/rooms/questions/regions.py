"""The parts of somebody's inner world, read from the content files, and what belongs to each."""

from __future__ import annotations

import tomllib
from functools import lru_cache

import msgspec

from gemel.programme import convert
from gemel.rooms.questions.deck import CONTENT, Line, Question

CARDS = "opening-"  # ids of cards for opening up begin with their room


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Line
    title: Line
    line: Line
    know: Line
    """A note as somebody could write it, as an example."""
    wonder: Line
    themes: frozenset[str]
    fears: frozenset[str] = frozenset()
    """Themes whose questions about a fear belong here."""
    cards: frozenset[str] = frozenset()
    own: str = ""
    """Its title on the map of somebody alone, where that differs."""
    own_line: str = ""

    def title_for(self, alone: bool) -> str:
        return (alone and self.own) or self.title

    def line_for(self, alone: bool) -> str:
        return (alone and self.own_line) or self.line


@lru_cache
def regions(language: str = "en") -> dict[str, Region]:
    path = CONTENT / language / "regions.toml"
    found = [convert(entry, Region, path) for entry in tomllib.loads(path.read_text("utf-8"))["region"]]
    return {one.id: one for one in found}


@lru_cache
def titles(language: str = "en") -> dict[str, str]:
    return {one.id: one.title for one in regions(language).values()}


def of_question(question: Question) -> str:
    """The part that a question of the deck belongs to."""
    fear = next((one.id for one in regions().values() if question.theme in one.fears), "")
    if fear and question.fits == "fear":
        return fear
    return next((one.id for one in regions().values() if question.theme in one.themes), "")


def of_card(card: str) -> str:
    """The part that a card for opening up belongs to."""
    name = card.removeprefix(CARDS)
    return next((one.id for one in regions().values() if name in one.cards), "")


def left_out(region: str, without: frozenset[str]) -> bool:
    """Whether a theme of this part is among those that the two leave out."""
    return region in regions() and bool(regions()[region].themes & without)
