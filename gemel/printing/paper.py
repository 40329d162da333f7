"""What can be put on paper, as plain data. Text is text: no sign in it means anything to the typesetter."""

from __future__ import annotations

from typing import Literal

import msgspec

Form = Literal["story", "pair", "quote", "letter"]
Design = Literal["fold", "postcard", "tag", "bookmark", "notes"]


class Shot(msgspec.Struct, frozen=True, kw_only=True):
    """One photo: the name its bytes are handed over under, and what it shows for who cannot see it."""

    file: str
    width: int
    height: int
    alt: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Photos side by side: how high the row is, and how wide each of them, in millimetres."""

    high: float
    wide: tuple[float, ...]
    shots: tuple[Shot, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one person said, a paragraph each line."""

    who: str
    lines: tuple[str, ...]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One line in the list at the head of a month: a date, a ritual, a first time, a small thing."""

    day: str
    title: str
    text: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has room of its own. A pair has two who said something, everything else one."""

    form: Form
    day: str
    title: str = ""
    said: tuple[Said, ...] = ()
    pages: tuple[tuple[Row, ...], ...] = ()
    """Photos, in rows, at most four on a page."""


class Month(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    facts: tuple[Fact, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A year of two people, or of one. `words` holds what the book itself says, in the reader's language."""

    title: str
    names: tuple[str, ...]
    months: tuple[Month, ...]
    tree_alt: str
    words: dict[str, str]
    language: str = "en"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Words for a card, a paragraph each line; on `notes` every text is a note of its own."""

    design: Design
    texts: tuple[tuple[str, ...], ...]
    to: str = ""
    sender: str = ""
    title: str = "gemel"
    tree_alt: str = ""
    words: dict[str, str] = {}
    language: str = "en"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is handed to the press: which template, its data, and pictures by name, each as the text of an SVG."""

    template: Literal["book", "card"]
    data: bytes
    pictures: dict[str, str]
