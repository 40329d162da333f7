"""Whether a text is English. The rules know no other language, and say so instead of guessing."""

from __future__ import annotations

import re

from gemel.coach.rules import words

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ENGLISH = words("english")
OTHERS = words("others") - ENGLISH


def is_english(text: str) -> bool:
    """Whether the rules may speak about a plain text. What looks like no other language is taken as English."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isascii() for char in letters) < 0.8 * len(letters):
        return False
    found = WORD.findall(text)
    ours, theirs = (sum(word in known for word in found) for known in (ENGLISH, OTHERS))
    return ours >= theirs and (ours > 0 or len(found) < 9)
