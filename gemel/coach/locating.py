"""Which sentence a rule is about, where no pattern says so and only the model spoke."""

from __future__ import annotations

from collections.abc import Callable

from gemel.coach.judging import Reader, Span
from gemel.coach.matching import SENTENCE
from gemel.coach.plain import whole

MOST = 6
"""Sentences looked at; each costs a pass of the model."""

Locate = Callable[[str, str], tuple[Span, ...]]
"""From a text and a rule to the places it is about."""


def nowhere(typed: str, rule: str) -> tuple[Span, ...]:
    return ()


def by(reader: Reader) -> Locate:
    """Asks the reader about each sentence by itself: the likeliest one is it."""

    def locate(typed: str, rule: str) -> tuple[Span, ...]:
        spans = [one.span() for one in SENTENCE.finditer(whole(typed)) if typed[slice(*one.span())].strip()][:MOST]
        likely = {span: reader(typed[slice(*span)].strip(), "").get(rule, 0.0) for span in spans}
        if not likely:
            return ()
        begin, end = max(likely, key=lambda span: likely[span])
        return ((begin + len(typed[begin:end]) - len(typed[begin:end].lstrip()), end),)

    return locate
