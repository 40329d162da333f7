"""How often each rule was right, where it was measured. Written by the bench, read by the rule's page."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "content" / "figures.json"


class Figures(msgspec.Struct, frozen=True):
    """Counts on the corpus' test part, which was kept out of everything."""

    sentences: int
    spoke: int
    right: int
    missed: int


@lru_cache
def figures() -> dict[str, Figures]:
    """By rule; empty before the bench was run."""
    if not FILE.exists():
        return {}
    return msgspec.convert(json.loads(FILE.read_text("utf-8")), dict[str, Figures])
