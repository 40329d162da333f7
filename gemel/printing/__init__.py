"""Puts words on paper: plain data in, a PDF out. Knows nothing of moments; nothing it is given touches a disk."""

from gemel.printing.errors import Jammed, Occupied, PrintError, TooThick
from gemel.printing.paper import Book, Card, Fact, Month, Piece, Row, Said, Shot
from gemel.printing.press import bound, cut
from gemel.printing.signs import lacking

__all__ = [
    "Book", "Card", "Fact", "Jammed", "Month", "Occupied", "Piece", "PrintError", "Row", "Said", "Shot", "TooThick",
    "bound", "cut", "lacking",
]  # fmt: skip
