"""A text in pieces that a page can mark: what was said back, what not yet, what is advice. Shown to its writer alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: str
    """The name of the mark that lies on it, or nothing."""


def pieces(text: str, **marks: Sequence[Span]) -> list[Piece]:
    """The whole text in order. Spans are in characters; where two lie over each other, the one named first shows."""
    over = [""] * len(text)
    for mark, spans in reversed(marks.items()):
        for begin, end in spans:
            over[begin:end] = [mark] * len(over[begin:end])
    runs = groupby(zip(text, over, strict=True), key=lambda each: each[1])
    return [Piece("".join(char for char, _mark in run), mark) for mark, run in runs]


def apart(spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """Those of the first that touch none of the others."""
    return tuple(one for one in spans if not any(one[0] < end and begin < one[1] for begin, end in others))
