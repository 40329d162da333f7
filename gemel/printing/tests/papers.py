"""Short ways to set a page in this process, quickly, and to read it again."""

from __future__ import annotations

import io

import msgspec
import pypdf

from gemel.printing import Book, Card, Fact, Month, Piece, Said
from gemel.printing.inside import printed
from gemel.printing.signs import printable

LEAF = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="#485"/></svg>'
WORDS = {"kind": "A book", "and_": " & ", "year": "2026", "contents": "In it", "found": "Paper.", "tree": "Your tree"}
FOLDS = {"dear": "For Ben", "hint": "Fold."}


def card(*texts: str, design: str = "fold") -> Card:
    lines = tuple((text,) for text in texts)
    return Card(design=design, texts=lines, to="Ben", sender="Ana", tree_alt="A tree.", words=FOLDS)  # type: ignore[arg-type]


def book(*pieces: Piece, facts: tuple[Fact, ...] = (), names: tuple[str, ...] = ("Ana", "Ben")) -> Book:
    months = (Month(name="January", facts=facts, pieces=pieces),)
    return Book(title=" & ".join(names), names=names, months=months, tree_alt="A tree.", words=WORDS)


def story(*lines: str) -> Piece:
    return Piece(form="story", day="3 January", said=(Said(who="Ana", lines=lines),))


def set_here(what: Book | Card) -> pypdf.PdfReader:
    template = "book" if isinstance(what, Book) else "card"
    data = msgspec.json.encode(printable(msgspec.to_builtins(what)))
    return pypdf.PdfReader(io.BytesIO(printed(template, data, {"tree.svg": LEAF})))


def text_of(pdf: pypdf.PdfReader) -> str:
    """Every word of it, without blanks and line breaks: where a line is broken is the typesetter's business."""
    return "".join("".join(page.extract_text() for page in pdf.pages).split())
