"""Where a rule's patterns are found in a text, and which exceptions hold there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gemel.coach.plain import Plain
from gemel.coach.rules import Guard, Pattern, Rule, compiled, guards

SENTENCE = compiled(r"[^.!?\n]+[.!?]*")
QUOTED = compiled(r'"[^"]{1,300}"|(?:^|[\s(])\'[^\'"]{3,200}\'(?:$|[\s.,!?)])')
MOST = 40
"""Spans looked at for one pattern; no text needs more."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a pattern was found, in characters of the plain text."""

    rule: str
    pattern: str
    begin: int
    end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a plain text, and what stands in quotation marks."""

    text: Plain
    spans: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]

    def around(self, place: int) -> tuple[int, int]:
        """The sentence that a place lies in."""
        return next((span for span in self.spans if span[0] <= place < span[1]), (0, len(self.text.text)))


def sentences(text: Plain) -> Sentences:
    spans = tuple(found.span() for found in SENTENCE.finditer(text.text))
    return Sentences(text, spans, tuple(found.span() for found in QUOTED.finditer(text.text)))


def hits(rule: Rule, text: Sentences) -> list[Hit]:
    """Every place where the rule's patterns hold and none of its exceptions does."""
    return [hit for pattern in rule.pattern for hit in _hits(rule, pattern, text)]


def _hits(rule: Rule, pattern: Pattern, text: Sentences) -> Iterator[Hit]:
    for number, found in enumerate(compiled(pattern.find).finditer(text.text.text)):
        begin, end = found.span()
        if number >= MOST:
            return
        if end > begin and not _excepted(rule, pattern, text, begin, end):
            yield Hit(rule.id, pattern.name, begin, end, pattern.alone)


def _excepted(rule: Rule, pattern: Pattern, text: Sentences, begin: int, end: int) -> bool:
    if "quoted" in rule.guards and any(one[0] < begin and end <= one[1] for one in text.quoted):
        return True
    first, last = text.around(begin)
    sentence = text.text.text[first : max(last, end)]
    if any(compiled(one).search(sentence) for one in pattern.unless):
        return True
    return any(_holds(guards()[name], text.text.text, sentence, text.text.text[first:begin]) for name in rule.guards)


def _holds(guard: Guard, message: str, sentence: str, before: str) -> bool:
    where = {"message": message, "sentence": sentence, "before": before}[guard.where]
    return bool(guard.find) and compiled(guard.find).search(where) is not None
