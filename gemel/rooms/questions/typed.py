"""What the forms of this room ask of a text: something, and not too much of it."""

from __future__ import annotations

from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

EMPTY = _("A line is plenty. What comes to mind first?")
LONG = _("That is longer than fits: about 5,000 characters do. All of it is still here.")
LONG_LINE = _("That is longer than fits here: about 500 characters do. All of it is still here.")
LINE = 500


def wrong_with(visit: Visit, name: str = "words") -> str:
    """What is wrong with a whole answer, or nothing."""
    try:
        return "" if visit.text(name) else EMPTY
    except TooLong:
        return LONG


def wrong_line(visit: Visit, name: str = "words", *, needed: bool = True) -> str:
    """What is wrong with one line, or nothing."""
    try:
        return "" if visit.text(name, LINE) or not needed else EMPTY
    except TooLong:
        return LONG_LINE
