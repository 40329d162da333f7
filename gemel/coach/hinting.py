"""Which one hint a text gets, if any: at most one nudge, and what is good in it is said at least as often."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec

from gemel.coach.judging import Found, Reading, Span
from gemel.coach.locating import Locate, nowhere
from gemel.coach.rewriting import Rewriter, in_own_words
from gemel.coach.rules import CONTENT, Rule, rules

HOT = 0.42
"""Heat from which a pause is offered, once. Chosen on the corpus' dev part: of the calm messages there few reach it."""

WEIGHT = ("N1", "N5", "N2", "N3", "N4", "U", "AD", "S6")
"""Which of several slips is spoken about: what hurts most comes first."""

Kind = Literal["slip", "strength", "wanting", "pause", "help", "language", "none"]


class Wanting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a text of this place would gain by: asked where nothing else is said."""

    rule: str
    reason: str
    ask: str
    to: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is written, and which rules have a say in it."""

    strengths: tuple[str, ...]
    slips: tuple[str, ...]
    serious: bool = False
    """A serious talk: sarcasm may be spoken of."""
    wanting: Wanting | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What the writer is shown: one thing noticed, at most one nudge, and a rewrite that is theirs to take or leave."""

    kind: Kind
    rule: str = ""
    noticed: str = ""
    """What is good in the text, in one sentence."""
    reason: str = ""
    ask: str = ""
    spans: tuple[Span, ...] = ()
    rewrite: str = ""
    """The whole text with one sentence said otherwise; … stands for what only the writer can fill in."""


@lru_cache
def places(language: str = "en") -> dict[str, Place]:
    path = CONTENT / language / "places.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, Place])


def hint(
    typed: str,
    reading: Reading,
    place: str,
    silent: Collection[str] = (),
    rewriter: Rewriter = in_own_words,
    locate: Locate = nowhere,
) -> Hint:
    """The one hint for this text. `silent` are the rules that this person switched off or that rest; `locate` finds
    the sentence that a rule is about where only the model spoke."""
    if reading.safety:
        return Hint("help")
    if not reading.english:
        return Hint("language")
    here = places()[place]
    slip = _slip(reading, here, silent)
    noticed = _noticed(reading, here, silent)
    if slip is not None:
        spans = slip.spans or locate(typed, slip.rule)
        return _nudge(typed, rules()[slip.rule], spans, noticed, rewriter)
    if noticed:
        return Hint("strength", noticed[0], rules()[noticed[0]].reason, spans=_spans(reading, noticed[0]))
    return _wanting(typed, reading, here.wanting, silent)


def hot(reading: Reading) -> bool:
    """Whether a pause is offered. That is said beside a hint, once for a draft, and quietly."""
    return not reading.safety and reading.heat >= HOT


def _slip(reading: Reading, here: Place, silent: Collection[str]) -> Found | None:
    wanted = [one for one in reading.found if one.rule in here.slips and one.rule not in silent]
    return min(wanted, key=lambda one: WEIGHT.index(one.rule), default=None)


def _noticed(reading: Reading, here: Place, silent: Collection[str]) -> list[str]:
    """Strengths, the likeliest first."""
    there = [one for one in reading.found if one.rule in here.strengths and one.rule not in silent]
    return [one.rule for one in sorted(there, key=lambda one: -(one.p or 0.5))]


def _spans(reading: Reading, rule: str) -> tuple[Span, ...]:
    found = reading.of(rule)
    return found.spans if found else ()


def _nudge(typed: str, rule: Rule, spans: tuple[Span, ...], noticed: list[str], rewriter: Rewriter) -> Hint:
    praise = rules()[noticed[0]].reason if noticed else ""
    return Hint("slip", rule.id, praise, rule.reason, rule.ask, spans, rewriter(typed, rule, spans))


def _wanting(typed: str, reading: Reading, wanting: Wanting | None, silent: Collection[str]) -> Hint:
    enough = len(typed.split()) >= 3
    if wanting is None or not enough or wanting.rule in silent or reading.of(wanting.rule):
        return Hint("none")
    rewrite = f"{typed.strip()} {wanting.to}" if wanting.to else ""
    return Hint("wanting", wanting.rule, "", wanting.reason, wanting.ask, (), rewrite)
