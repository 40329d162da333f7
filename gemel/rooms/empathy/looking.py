"""A look at an answer before it goes: what is in it already, a beginning for what is not, and ideas that come early."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.coach import Answer, Port, Reading, Rule, look_at, rules
from gemel.rooms.empathy.kinds import Vent
from gemel.web.compared import Piece, apart, pieces
from gemel.web.words import _

HEARING = ("S2", "S3", "D5")
"""Said back, made sense of, asked on: none of it is something of the writer's own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three. It is there, or here is a way to begin it; nothing is counted."""

    title: str
    there: bool
    noticed: str
    stem: str


@dataclass(frozen=True, slots=True)
class Looked:
    typed: str = ""
    away: bool = False
    """The coach is not to be had just now."""
    english: bool = True
    safety: bool = False
    three: tuple[Part, ...] = ()
    slip: Rule | None = None
    early: Rule | None = None
    theirs: tuple[Piece, ...] = ()
    """The vent: said back, or not yet."""
    own: tuple[Piece, ...] = ()
    """The answer: ideas, what may land hard, what is the writer's own."""


def looked_at(vent: Vent, typed: str, coach: Port) -> Looked:
    """Look at an answer. With words of danger in it, or none that can be read, nothing else is said about it."""
    if not typed:
        return Looked()
    reading = coach.read(typed, vent.words, True)
    if reading.safety or not reading.english:
        return Looked(typed=typed, english=reading.english, safety=reading.safety)
    found = look_at(vent.words, typed, reading, coach.vectors, asked=vent.wish == "ideas")
    return Looked(
        typed=typed, three=_three(found), slip=rules()[found.verdict.rule] if found.verdict else None,
        early=rules()["AD"] if found.early else None,
        theirs=tuple(pieces(vent.words, caught=found.heard.caught, missing=found.heard.missing)),
        own=tuple(_own(typed, reading, found)),
    )  # fmt: skip


def _three(found: Answer) -> tuple[Part, ...]:
    warmth = _("It is warm: whoever reads it can tell that you care.")
    heard = _("It shows what you heard, or why it makes sense.")
    asks = _("It asks something that only they can answer.")
    return (
        Part(_("Warmth"), found.warm, warmth, _("I am glad you told me.")),
        Part(_("Understanding"), found.understanding, heard, _("So for you it was…")),
        Part(_("Curiosity"), found.curious, asks, _("What was the hardest part of it?")),
    )


def _own(typed: str, reading: Reading, found: Answer) -> list[Piece]:
    hearing = [span for name in HEARING if (one := reading.of(name)) for span in one.spans]
    slips = found.verdict.spans if found.verdict else ()
    added = apart(found.heard.added, [*hearing, *slips, *found.advice])
    return pieces(typed, slip=slips, advice=found.advice, added=added)
