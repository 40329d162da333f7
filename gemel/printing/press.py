"""The way to the press: a process of its own, one at a time, that can write no file and ends with its page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from gemel.gate import Gate
from gemel.printing.errors import Jammed, Occupied, TooThick
from gemel.printing.inked import inked
from gemel.printing.paper import Book, Card, Order
from gemel.printing.pictures import wrapped
from gemel.printing.signs import printable

SECONDS = 120
PATIENCE = 4  # seconds; a card takes one
QUEUE = 2
TOO_THICK = 3  # the press' exit status for it
HERE = Path(__file__).parent.parent.parent

GATE = Gate(1, QUEUE, Occupied, PATIENCE)


def bound(book: Book, tree: str, photos: Mapping[str, bytes]) -> bytes:
    """The book as a PDF. `tree` is an SVG; `photos` are JPEG or WebP by the name that the book calls them."""
    shots = {shot.file: shot for month in book.months for piece in month.pieces for shot in _shots(piece.pages)}
    pictures = {name: wrapped(data, shots[name].width, shots[name].height) for name, data in photos.items()}
    return _pressed("book", book, tree, pictures)


def cut(card: Card, tree: str) -> bytes:
    """A sheet to print, cut and fold, as a PDF."""
    return _pressed("card", card, tree, {})


def _shots(pages: tuple) -> list:
    return [shot for rows in pages for row in rows for shot in row.shots]


def _pressed(template: str, what: Book | Card, tree: str, pictures: dict[str, str]) -> bytes:
    data = msgspec.json.encode(printable(msgspec.to_builtins(what)))
    order = Order(template=template, data=data, pictures={"tree.svg": inked(tree), **pictures})  # type: ignore[arg-type]
    with GATE.turn():
        return _run(msgspec.msgpack.encode(order))


def _run(order: bytes) -> bytes:
    """Nothing of the press' own complaints is read: they quote what was to be printed."""
    command = [sys.executable, "-B", "-m", "gemel.printing.inside"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=order, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, cwd=HERE, env={}
        )
    except subprocess.TimeoutExpired:
        raise Jammed from None
    if done.returncode == TOO_THICK:
        raise TooThick
    if done.returncode:
        raise Jammed
    return done.stdout
