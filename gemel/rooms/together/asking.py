"""The form for ideas: up to three rows, each with what, when, cost and energy."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gemel.rooms.together.ideas import ideas, text_of
from gemel.rooms.together.kinds import Cost, Energy, Option
from gemel.rooms.together.times import EVENING, as_chosen, moment_of, weekend
from gemel.web.visit import Visit
from gemel.web.words import _

COSTS: dict[str, Cost] = {"none": "none", "little": "little", "some": "some"}
ENERGIES: dict[str, Energy] = {"low": "low", "some": "some", "more": "more"}
LONGEST = 200
EMPTY = _("What could it be? One line is plenty.")
LONG = _("That is longer than fits: about 200 characters do. All of it is still here.")
WHEN = _("A day and an hour that lie ahead, please.")


@dataclass(frozen=True, slots=True)
class Row:
    """One idea as it stands in the form, with what to ask again, kindly."""

    number: int
    what: str = ""
    day: str = ""
    clock: str = EVENING
    cost: str = "none"
    energy: str = "low"
    wrong_what: str = ""
    wrong_when: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.wrong_what or self.wrong_when)


def how_many(visit: Visit) -> int:
    """One row for a counter, a change, or somebody alone; else three."""
    return 1 if visit.me.alone or visit.raw("rows") == "1" else 3


def blank(visit: Visit, number: int) -> list[Row]:
    days = weekend(visit.now, visit.zone)
    return [Row(place, day=days[(place - 1) % 3]) for place in range(1, number + 1)]


def with_ideas(visit: Visit, chosen: Sequence[str]) -> list[Row]:
    """A form that begins with ideas of the lists."""
    found = [text_of(id) for id in dict.fromkeys(chosen)]
    texts = [text for text in found if text]
    rows = blank(visit, how_many(visit))
    return [replace(row, what=texts[row.number - 1]) if row.number <= len(texts) else row for row in rows]


def with_option(visit: Visit, one: Option) -> Row:
    """One idea to change: its day and hour where they lie ahead."""
    row = blank(visit, 1)[0]
    day, clock = as_chosen(one.at, visit.zone)
    return replace(
        row, what=one.what, day=day if one.at > visit.now else row.day, clock=clock, cost=one.cost, energy=one.energy
    )  # fmt: skip


def typed_rows(visit: Visit) -> list[Row]:
    return [_typed(visit, number) for number in range(1, how_many(visit) + 1)]


def _typed(visit: Visit, number: int) -> Row:
    what, day, clock = (visit.raw(f"{name}{number}").strip() for name in ("what", "day", "clock"))
    row = Row(number, what, day, clock, *_how(visit, number))
    return replace(row, wrong_what=_wrong_what(row), wrong_when=_wrong_when(visit, row))


def _how(visit: Visit, number: int) -> tuple[Cost, Energy]:
    return (
        COSTS.get(visit.raw(f"cost{number}"), "none"),
        ENERGIES.get(visit.raw(f"energy{number}"), "low"),
    )


def _wrong_what(row: Row) -> str:
    if row.number == 1 and not row.what:
        return EMPTY
    return LONG if len(row.what) > LONGEST else ""


def _wrong_when(visit: Visit, row: Row) -> str:
    unused = not row.what and row.number > 1
    return "" if unused or moment_of(row.day, row.clock, visit.now, visit.zone) else WHEN


def options(visit: Visit, rows: list[Row]) -> tuple[Option, ...]:
    """What the rows say, once nothing is wrong with them; empty rows are left out."""
    return tuple(
        Option(row.what, moment_of(row.day, row.clock, visit.now, visit.zone) or 0, COSTS[row.cost], ENERGIES[row.energy])
        for row in rows if row.what
    )  # fmt: skip


def with_suggestion(visit: Visit) -> list[Row]:
    """The form as typed, with an idea of the list in the row that asked for one. Words of one's own stay."""
    wanted, listed = visit.number("draw", 1, 3) or 1, {one.text for one in ideas().values()}
    rows = [replace(row, wrong_what="", wrong_when="") for row in typed_rows(visit)]
    fresh = sorted(listed - {row.what for row in rows})
    drawn = fresh[secrets.randbelow(len(fresh))]
    return [replace(row, what=drawn) if row.number == wanted and row.what in listed | {""} else row for row in rows]
