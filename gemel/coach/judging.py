"""What is found in a text: patterns and model together. The rules say what; the model vetoes, and reaches further."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from gemel.coach.danger import speaks_of_danger
from gemel.coach.english import is_english
from gemel.coach.heat import heat
from gemel.coach.matching import Hit, Sentences, hits, sentences
from gemel.coach.plain import Plain, plain
from gemel.coach.rules import CONTENT, SIXTEEN, Rule, rules

Labels = dict[str, float]
Reader = Callable[[str, str], Labels]
"""Reads a text, and what it answers, into numbers by label; empty where there is no model."""

Span = tuple[int, int]


class Sure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which value of the model on a rule speaks. Chosen on the corpus' dev part, never on its test part."""

    with_pattern: float
    """Where a pattern was found: below this the model vetoes it."""
    without: float
    """Where none was: from here on the model is sure enough by itself."""


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


def judge(typed: str, reader: Reader, reply_to: str = "", serious: bool = False) -> Reading:
    """Read a text. Danger comes first: where it is spoken of, nothing else is looked for."""
    text = plain(typed)
    if not text.text.strip() or not is_english(text.text):
        return Reading(english=not text.text.strip())
    labels = reader(typed, reply_to)
    if _danger(text, labels):
        return Reading(safety=True, heat=heat(typed, text, labels.get("heat")), labels=labels)
    found = _found(sentences(text), labels, serious)
    return Reading(heat=heat(typed, text, labels.get("heat")), found=found, labels=labels)


def _danger(text: Plain, labels: Labels) -> bool:
    limit = sure()["X"]
    p = labels.get("X")
    if speaks_of_danger(text):
        return p is None or p >= limit.with_pattern
    return p is not None and p >= limit.without


def _found(text: Sentences, labels: Labels, serious: bool) -> tuple[Found, ...]:
    every = (_one(rule, text, labels.get(rule.id), serious) for rule in rules().values())
    return tuple(one for one in every if one is not None)


def _one(rule: Rule, text: Sentences, p: float | None, serious: bool) -> Found | None:
    there = hits(rule, text)
    if not _speaks(rule, there, p, serious):
        return None
    return Found(rule.id, tuple(sorted({text.text.typed(hit.begin, hit.end) for hit in there})), p)


def _speaks(rule: Rule, there: list[Hit], p: float | None, serious: bool) -> bool:
    limit = sure()[rule.id]
    if rule.id == "N3" and not serious and not any(hit.alone for hit in there):
        return p is not None and p >= limit.without
    if p is None:
        return bool(there)
    return p >= (limit.with_pattern if there else limit.without)
