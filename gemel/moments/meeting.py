"""A round as one of the two meets the other in it: what was asked lately, whom it waits for, and what of it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from gemel.moments.kinds import Body
from gemel.moments.moment import Moment
from gemel.moments.rounds import Round, rounds
from gemel.moments.timeline import in_rounds
from gemel.moments.whole import still_mine
from gemel.people.person import Person

WEEK = 7 * 86_400
"""So long a round is brought up. Then it leaves the lists, whatever anybody did."""
LATELY = 180


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round, and what this person may see of it now. A room says by a subclass what was asked, and in which words."""

    round: Round
    parts: tuple[Moment, ...]

    @property
    def id(self) -> bytes:
        return self.round.id

    @property
    def prompt(self) -> Body:
        return self.round.prompt

    @property
    def both_in(self) -> bool:
        """As long as not, nothing here tells what the other has done."""
        return self.round.both_in

    @property
    def mine(self) -> Moment | None:
        """This person's part, a draft too; None once they deleted it."""
        return next((it for it in self.parts if it.mine and it.mode == "both"), None)

    @property
    def theirs(self) -> Moment | None:
        """None while it is closed, and once it was taken back."""
        return next((it for it in self.parts if not it.mine and it.mode == "both"), None)

    @property
    def handed_in(self) -> bool:
        """This person's part is in, and there to be read."""
        return self.mine is not None and self.mine.handed_in_at is not None

    def gone_by(self, now: int) -> bool:
        return now - self.round.asked_at > WEEK


M = TypeVar("M", bound=Meeting)


def meetings(db: Connection, person: Person, now: int, found: list[Round], as_: type[M]) -> list[M]:
    """These rounds with what lies in them, in the same order: one question to the database."""
    parts = in_rounds(db, person, now, [one.id for one in found])
    return [as_(one, tuple(it for it in parts if it.round == one.id)) for one in found]


def asked_lately(db: Connection, person: Person, now: int, *kinds: str) -> list[Round]:
    """What was asked of both within a week, newest first."""
    return rounds(db, person, *kinds, since=now - WEEK, most=LATELY)


def to_answer(db: Connection, person: Person, found: list[Round]) -> list[Round]:
    """Those that wait for this person: they have not handed in, nor put it aside; nor, where they are alone, kept an
    answer for themselves, under the id of its round. No word is opened for this."""
    done = set(person.own.set_aside)
    if person.alone:
        done |= still_mine(db, person, [one.id for one in found])
    return [one for one in found if not one.handed_in and one.id not in done]
