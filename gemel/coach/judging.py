"""What is found in a text: patterns and model together. The rules say what; the model vetoes, and reaches further."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from gemel.coach.danger import SURELY, signs_of_danger
from gemel.coach.english import is_english
from gemel.coach.heat import heat
from gemel.coach.matching import Hit, Sentences, hits, sentences
from gemel.coach.plain import Plain, plain
from gemel.coach.rules import CONTENT, SIXTEEN, Rule, compiled, rules

Labels = dict[str, float]
Reader = Callable[[str, str], Labels]
"""Reads a text, and what it answers, into numbers by label; empty where there is no model."""

Span = tuple[int, int]


class Sure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sure a rule has to be. Chosen on the corpus' dev part and sentences of our own, never on its test part."""

    model: float
    """How much the model's odds count."""
    at: float
    """The odds from which it speaks."""
    patterns: dict[str, float]
    """What a pattern adds to the odds where it was found: more for one that is seldom wrong."""

    def speaks(self, p: float, found: Iterable[str]) -> bool:
        step = max((self.patterns.get(name, 0.0) for name in found), default=0.0)
        return self.model * logit(p) + step >= self.at


def logit(p: float) -> float:
    """The logarithm of the odds, kept within what the model can tell."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Found:
    rule: str
    spans: tuple[Span, ...]
    """Where in what was typed; empty where only the model spoke."""
    p: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found. Held while one answer is made, and kept nowhere."""

    english: bool = True
    safety: bool = False
    heat: float = 0.0
    found: tuple[Found, ...] = ()
    labels: Labels = field(default_factory=dict)

    @property
    def rules(self) -> list[str]:
        """Those of the sixteen that fire, in the order of the programme."""
        return [one.rule for one in self.found if one.rule in SIXTEEN]

    def of(self, rule: str) -> Found | None:
        return next((one for one in self.found if one.rule == rule), None)


@lru_cache
def sure(language: str = "en") -> dict[str, Sure]:
    path = CONTENT / language / "sure.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, Sure])


@dataclass(slots=True)
class Draft:
    """A text while it is judged, and what the model said of it. A sentence in which a pattern was found is read by
    itself as well: between others that say something else the model passes over much."""

    typed: str
    reply_to: str
    reader: Reader
    text: Sentences
    labels: Labels
    _read: dict[Span, Labels] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: str, reader: Reader, reply_to: str = "") -> Draft:
        return cls(typed, reply_to, reader, sentences(plain(typed)), reader(typed, reply_to))

    def likely(self, rule: str, there: list[Hit]) -> float | None:
        """What the model makes of the rule: of the whole text, or of a sentence with a pattern, whichever is more."""
        if rule not in self.labels:
            return None
        spans = {self.text.around(hit.begin) for hit in there[:MOST_SENTENCES]} if len(self.text.spans) > 1 else set()
        return max([self.labels[rule], *(self._alone(span)[rule] for span in spans)])

    def _alone(self, span: Span) -> Labels:
        if span not in self._read:
            begin, end = self.text.text.typed(*span)
            self._read[span] = self.reader(self.typed[begin:end].strip(), self.reply_to)
        return self._read[span]


LIKELY = 0.5
HARDLY = 0.15
"""What the model hardly takes for danger counts for nothing where it is likelier than not something else: an
apology, a thank-you."""

MOST_SENTENCES = 2
"""Sentences read by themselves for one rule; each costs a pass of the model, and is read once for all rules."""


def judge(typed: str, reader: Reader, reply_to: str = "", serious: bool = False) -> Reading:
    """Read a text. Danger comes first: where it is spoken of, nothing else is looked for."""
    text = plain(typed)
    if not text.text.strip() or not is_english(text.text):
        return Reading(english=not text.text.strip())
    draft = Draft(typed, reply_to, reader, sentences(text), reader(typed, reply_to))
    warmth = heat(typed, text, draft.labels.get("heat"))
    if _danger(text, draft.labels):
        return Reading(safety=True, heat=warmth, labels=draft.labels)
    return Reading(heat=warmth, found=_found(draft, serious), labels=draft.labels)


def _danger(text: Plain, labels: Labels) -> bool:
    found = signs_of_danger(text)
    p = labels.get("X")
    if p is None or SURELY in found:
        return SURELY in found
    elsewhere = p < HARDLY and any(labels.get(rule, 0.0) >= LIKELY for rule in rules())
    return not elsewhere and sure()["X"].speaks(p, found)


def _found(draft: Draft, serious: bool) -> tuple[Found, ...]:
    every = (_one(rule, draft, serious) for rule in rules().values())
    return tuple(one for one in every if one is not None)


def _one(rule: Rule, draft: Draft, serious: bool) -> Found | None:
    if silenced(rule, draft.text):
        return None
    there = hits(rule, draft.text)
    p = draft.likely(rule.id, there)
    if not _speaks(rule, there, p, serious):
        return None
    return Found(rule.id, tuple(sorted({draft.text.text.typed(hit.begin, hit.end) for hit in there})), p)


def _speaks(rule: Rule, there: list[Hit], p: float | None, serious: bool) -> bool:
    if rule.serious and not serious and not any(hit.alone for hit in there):
        there = []
    return bool(there) if p is None else sure()[rule.id].speaks(p, (hit.pattern for hit in there))


def silenced(rule: Rule, text: Sentences) -> bool:
    """Whether something in the message rules the rule out, whatever the model thinks of it."""
    return any(compiled(one).search(text.text.text) for one in rule.never)
