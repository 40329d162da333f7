"""What a person is asked about their week: our own questions, not a test (evidence B2)."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.web.words import _


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    title: str
    words: str
    top: int
    alone: str
    """The same, asked of somebody on their own."""
    least: str
    most: str
    nothing: str = ""
    """What one can say instead of a number: then no point is drawn for that week."""


CLOSENESS = Question(
    "closeness",
    _("Closeness"),
    _("How far do your two circles overlap this week?"),
    100,
    _("How near did you feel to somebody who matters to you?"),
    _("apart"),
    _("nearly one"),
)
SCALES = (
    Question(
        "lean", _("Trust"), _("How much could you lean on each other this week?"), 10,
        _("How much could you lean on somebody this week?"), _("not at all"), _("fully"),
    ),
    Question(
        "back", _("Finding your way back"), _("After a wobble, how well did you find your way back?"), 10,
        _("After a wobble, how well did you find back to yourself?"), _("not at all"), _("fully"), _("No wobble this week"),
    ),
    Question(
        "ease", _("Sorting things out"), _("How easy was it to sort out a disagreement?"), 10,
        _("How easy was it to sort out a disagreement with somebody?"), _("not at all"), _("fully"), _("None came up"),
    ),
)  # fmt: skip
QUESTIONS = (CLOSENESS, *SCALES)
