"""A sitting, opened: where it stands now for one of the two people in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql import ColumnElement

from gemel.people.person import Person
from gemel.sittings.cards import Card
from gemel.sittings.errors import NoSitting
from gemel.sittings.exercise import EXERCISES, Exercise
from gemel.sittings.machine import State
from gemel.sittings.phase import Phase, deadline, ended_early, settle
from gemel.sittings.tables import seat, sitting
from gemel.vault import Place, SealedRow, Tampered, open_row

SEATS = 2


@dataclass(frozen=True, slots=True)
class Sitting:
    id: bytes
    exercise: Exercise
    phase: Phase
    version: int
    """What a tap on this page carries; a tap with another number is stale and changes nothing."""
    revision: int
    epoch: int
    asked_at: int
    live_at: int | None
    ended_at: int | None
    """When the end was written down. It may be over already without that."""
    seat: int
    left: bool
    """Whether this person has put it away."""

    @property
    def state(self) -> State:
        return self.exercise.machine.states[self.phase.state]

    @property
    def over(self) -> bool:
        return self.state.end

    @property
    def live(self) -> bool:
        return not self.over and not self.state.waits

    @property
    def acting(self) -> int:
        """Whose tap it is: on one phone, that of the one who holds it."""
        return self.phase.holder if self.phase.way == "one" else self.seat

    @property
    def role(self) -> str:
        return self.phase.role(self.acting)

    @property
    def card(self) -> Card:
        first = "one" if self.phase.way == "one" else "asker" if self.phase.asker == self.seat else "asked"
        return self.exercise.cards.card(self.phase.state, (first, self.role))

    @property
    def waited(self) -> bool:
        """This person has tapped, and it goes on when the other has."""
        return self.acting in self.phase.done

    @property
    def due(self) -> int | None:
        """When the clock moves it on, in unix seconds."""
        found = deadline(self.exercise.machine, self.phase)
        return found[0] if found else None

    @property
    def seconds(self) -> int:
        """How long the two were together in it, up to now or to its end."""
        return max(0, self.phase.since - self.phase.began) if self.over else 0


def place(person: Person, sitting_id: bytes, epoch: int, version: int, revision: int) -> Place:
    return Place("sitting", sitting_id, person.couple, person.couple, epoch, f"at:{version}", revision)


def opened(person: Person, row: Any, now: int) -> Sitting:
    """The sitting at `now`: the clock's own moves are worked out here and need no job."""
    exercise, kept = _unsealed(person, row)
    phase = settle(exercise.machine, kept, max(now, kept.touched))
    if not phase_over(exercise, phase) and (person.alone or row.seats < SEATS):
        phase = ended_early(exercise.machine, phase, now)
    return Sitting(
        bytes(row.id), exercise, phase, row.version + phase.moves - kept.moves, row.revision, row.epoch,
        row.asked_at, row.live_at, row.ended_at, person.seat, row.left_at is not None,
    )  # fmt: skip


def phase_over(exercise: Exercise, phase: Phase) -> bool:
    return exercise.machine.states[phase.state].end


def _unsealed(person: Person, row: Any) -> tuple[Exercise, Phase]:
    """NoSitting for one whose exercise is gone, or that was changed outside gemel."""
    where = place(person, bytes(row.id), row.epoch, row.version, row.revision)
    try:
        wrapped = bytes(row.wrapped)
        data = open_row(SealedRow(bytes(row.sealed), wrapped), where, person.keyring.key_for(row.epoch, wrapped))
        name, phase = msgspec.msgpack.decode(data, type=tuple[str, Phase])
        exercise = EXERCISES.by_name[name]
        exercise.machine.states[phase.state]
        return exercise, phase
    except (Tampered, KeyError, msgspec.ValidationError):
        raise NoSitting from None


def rows(person: Person, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The rows of this couple's sittings in which this person has a seat."""
    taken = seat.alias("taken")
    seats = (
        select(func.count())
        .where(taken.c.couple_id == sitting.c.couple_id, taken.c.sitting_id == sitting.c.id)
        .scalar_subquery()
    )
    mine = (seat.c.couple_id == sitting.c.couple_id) & (seat.c.sitting_id == sitting.c.id)
    return (
        select(sitting, seat.c.left_at, seats.label("seats"))
        .join(seat, mine & (seat.c.person_id == person.id))
        .where(sitting.c.couple_id == person.couple, *conditions)
    )


def find(db: Connection, person: Person, sitting_id: bytes, now: int) -> Sitting:
    """The sitting, for the two whose it is; NoSitting for everybody else."""
    row = db.execute(rows(person, sitting.c.id == sitting_id)).one_or_none()
    if row is None:
        raise NoSitting
    return opened(person, row, now)


def open_all(person: Person, found: list[Any], now: int) -> list[Sitting]:
    """Those that can be opened: one row that was tampered with takes no page down."""
    result = []
    for row in found:
        try:
            result.append(opened(person, row, now))
        except NoSitting:
            continue
    return result
