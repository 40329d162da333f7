"""One line per question, ready to be drawn: its picture, its words, its rows."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.moments import Moment
from gemel.rooms.growth.asked import QUESTIONS, Question
from gemel.rooms.growth.chart import Chart, Point, chart
from gemel.rooms.growth.readings import body_of
from gemel.rooms.growth.usual import Stand, band, stand
from gemel.web.words import _

WORDS: dict[Stand, str] = {
    "nothing": _("Nothing here yet."),
    "few": _("From the third answer on, a line begins here."),
    "usual": _("Your last answer lies within your usual range."),
    "once": _("Your last answer lies outside your usual range. One answer by itself says little."),
    "above": _("Your last two answers lie above your usual range."),
    "below": _("Your last two answers lie below your usual range. You know best what that means."),
}


@dataclass(frozen=True, slots=True)
class Row:
    at: int
    value: int | None
    nothing: str
    """What was said instead of a number."""


@dataclass(frozen=True, slots=True)
class Line:
    question: Question
    rows: tuple[Row, ...]
    stand: Stand
    chart: Chart | None
    banded: bool

    @property
    def words(self) -> str:
        return WORDS[self.stand]


def line(question: Question, found: list[Moment]) -> Line:
    """From readings, oldest first."""
    rows = tuple(row for it in found if (row := _row(question, it)) is not None)
    points = [Point(row.at, row.value) for row in rows if row.value is not None]
    values = [point.value for point in points]
    here = band(values, question.top)
    drawn = chart(points, question.top, here) if points else None
    return Line(question, rows, stand(values, question.top), drawn, here is not None)


def _row(question: Question, it: Moment) -> Row | None:
    """None where the question was left out."""
    value: int | None = getattr(body_of(it), question.name)
    nothing = question.nothing if question.name in body_of(it).none else ""
    return Row(it.at, value, nothing) if value is not None or nothing else None


def lines(found: list[Moment]) -> list[Line]:
    return [line(question, found) for question in QUESTIONS]
