"""An answer to somebody who vents: warmth, understanding, curiosity, and advice that comes early. No score."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.coach.comparing import Comparison, Vectors, compare
from gemel.coach.judging import Found, Reading, Span

WARM = ("goemotions.caring", "goemotions.love", "offmychest.Emo_support", "goemotions.sadness", "ten.social_support")
"""Labels of the model in which warmth shows; any one of them is enough."""
WARM_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What is in an answer. Each of the three is there or not yet; nothing is counted."""

    warm: bool
    understanding: bool
    curious: bool
    advice: tuple[Span, ...]
    """Where advice stands before anything was understood; empty where it comes after, or was asked for."""
    early: bool
    verdict: Found | None
    """A slip that weighs more than the three: running down, or waving the feeling away."""
    heard: Comparison


def look_at(vent: str, answer: str, reading: Reading, vectors: Vectors, asked: bool = False) -> Answer:
    """Look at an answer to a vent. `asked`: whoever vented asked for ideas."""
    heard = compare(vent, answer, vectors)
    advice = reading.of("AD")
    understood = bool(reading.of("S2") or reading.of("S3") or heard.caught)
    early = advice is not None and not asked and not _understood_first(reading, advice)
    return Answer(
        warm=any(reading.labels.get(name, 0.0) >= WARM_FROM for name in WARM) or bool(reading.of("S3")),
        understanding=understood,
        curious=reading.of("D5") is not None,
        advice=advice.spans if advice and early else (),
        early=early,
        verdict=reading.of("N1") or reading.of("N2") or reading.of("N3"),
        heard=heard,
    )


def _understood_first(reading: Reading, advice: Found) -> bool:
    """Whether something was said back or made sense of before the advice begins."""
    begins = advice.spans[0][0] if advice.spans else 0
    before = [found.spans[0][0] for rule in ("S2", "S3") if (found := reading.of(rule)) and found.spans]
    return any(place < begins for place in before)
