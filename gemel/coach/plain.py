"""A text as it is matched: small letters, plain marks, nothing invisible; and the way back to what was typed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST = 4_000
"""Characters read; what stands after them is left alone. A form takes 5,000, a hint needs the beginning."""

SAME = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "…": ".",
        # Letters of other scripts that look like ours, so that a word is the word it looks like.
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "i", "ѕ": "s", "ο": "o", "α": "a",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plain:
    text: str
    """What patterns see: single blanks, small letters."""
    at: tuple[int, ...]
    """For each character of `text`, where it stands in what was typed; one more at the end."""

    def typed(self, begin: int, end: int) -> tuple[int, int]:
        """A span of `text` as a span of what was typed."""
        return self.at[begin], self.at[end - 1] + 1 if end > begin else self.at[begin]


def plain(typed: str) -> Plain:
    """Make a text plain. Never fails, whatever is in it; reads at most MOST characters."""
    out: list[str] = []
    at: list[int] = []
    for place, char in enumerate(typed[:MOST]):
        for one in _plain(char, typed[place - 1] if place else " "):
            if one != " " or (out and out[-1] != " "):
                out.append(one)
                at.append(place)
    return Plain("".join(out), (*at, min(len(typed), MOST)))


def whole(typed: str) -> str:
    """The text with halves of characters made whole, one for one: places in it stay where they are."""
    return typed.encode("utf-8", "replace").decode()


def _plain(char: str, before: str) -> str:
    """One character made plain: several, one, or none."""
    if char.isascii() and char.isprintable():
        return char.lower()
    if char.isspace():
        return ". " if char == "\n" and before.isalnum() else " "
    if unicodedata.category(char) in {"Cf", "Cc", "Cs", "Mn"}:
        return ""
    return unicodedata.normalize("NFKC", char).lower().translate(SAME)
