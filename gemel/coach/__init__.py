"""The coach: it reads what somebody is about to say and helps. Pure functions; it stores nothing and never blocks.

`read` gives everything that was found, `hint` the one thing that is said about it. Both take any text and never fail.
"""

from __future__ import annotations

from gemel.coach.answering import Answer, look_at
from gemel.coach.comparing import Comparison, compare
from gemel.coach.hinting import HOT, Hint, hint, hot, places
from gemel.coach.judging import Found, Reading
from gemel.coach.port import STUB, Port
from gemel.coach.rules import BESIDE, SIXTEEN, SLIPS, STRENGTHS, BadRule, Rule, rules


def read(text: str, reply_to: str = "", serious: bool = False) -> Reading:
    """Everything found in a text, by the rules and the model that come with gemel."""
    return Port().read(text, reply_to, serious)


__all__ = [
    "BESIDE", "HOT", "SIXTEEN", "SLIPS", "STRENGTHS", "STUB", "Answer", "BadRule", "Comparison", "Found", "Hint",
    "Port", "Reading", "Rule", "compare", "hint", "hot", "look_at", "places", "read", "rules",
]  # fmt: skip
