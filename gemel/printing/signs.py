"""Which signs our fonts can draw. The list is measured by `python -m gemel.printing.surveying`, and committed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).parent / "fonts" / "signs.txt"
BOX = "▯"  # stands where a sign could not be drawn
# Joiners, accents and blanks: shaped with their neighbours, or not drawn.
UNSEEN = {"Cf", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"}


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in LIST.read_text("ascii").split()]
    return [int(pair[0], 16) for pair in pairs], [int(pair[-1], 16) for pair in pairs]


def drawn(sign: str) -> bool:
    """Whether a sign can be printed. Control characters cannot, and are not missed."""
    if unicodedata.category(sign) in UNSEEN:
        return True
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= lasts[place]


def lacking(*texts: str) -> list[str]:
    """The signs in these texts that cannot be printed, each once, in the order they come."""
    return [sign for sign in dict.fromkeys("".join(texts)) if not (sign.isspace() or _control(sign) or drawn(sign))]


def printable(value: Any) -> Any:
    """The same data with a box for every sign that cannot be drawn, and nothing for control characters."""
    if isinstance(value, str):
        return "".join(
            sign if sign == "\n" or drawn(sign) else BOX for sign in value if sign == "\n" or not _control(sign)
        )
    if isinstance(value, dict):
        return {name: printable(inner) for name, inner in value.items()}
    return [printable(inner) for inner in value] if isinstance(value, list | tuple) else value


def _control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"}
