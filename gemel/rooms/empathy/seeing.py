"""A moment seen from both sides: asked of both, each side handed in once, open when both are."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gemel.moments import (
    Moment,
    NotHere,
    Round,
    TooLate,
    ask,
    find_round,
    hand_in,
    handed_in,
    in_rounds,
    keep,
    my_hand_ins,
    rounds,
)
from gemel.people.person import Person, keep_own
from gemel.rooms.empathy.kinds import OwnSide, SharedMoment, Side

KIND = "shared-moment"
WEEK = 7 * 86_400
LATELY = 12
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Sides:
    """A shared moment as one of the two sees it now."""

    id: bytes
    moment: str
    asked_at: int
    parts: tuple[Moment, ...]
    both_in: bool
    """As long as not, nothing here tells what the other has done."""

    @property
    def mine(self) -> Moment | None:
        return next((it for it in self.parts if it.mine), None)

    @property
    def theirs(self) -> Moment | None:
        """None while it is closed, and once it was taken back."""
        return next((it for it in self.parts if not it.mine), None)

    def gone_by(self, now: int) -> bool:
        """After a week it leaves the lists, whatever anybody did."""
        return now - self.asked_at > WEEK


def begin(db: Connection, me: Person, words: str, now: int, *, id: bytes) -> Round:
    """Put a moment before both. Who named it is not kept."""
    return ask(db, me, SharedMoment(words=words), now, id=id)


def find_sides(db: Connection, me: Person, now: int, round_id: bytes) -> Sides:
    one = find_round(db, me, round_id)
    if me.alone or not isinstance(one.prompt, SharedMoment):
        raise NotHere
    return _sides(db, me, now, [one])[0]


def _sides(db: Connection, me: Person, now: int, found: list[Round]) -> list[Sides]:
    ids = [one.id for one in found]
    parts, both = in_rounds(db, me, now, ids), handed_in(db, me, ids)
    return [_one(it, parts, both.get(it.id, 0) > 1) for it in found]


def _one(it: Round, parts: list[Moment], both_in: bool) -> Sides:
    assert isinstance(it.prompt, SharedMoment)
    own = tuple(part for part in parts if part.round == it.id and isinstance(part.body, Side))
    return Sides(it.id, it.prompt.words, it.asked_at, own, both_in)


def lately(db: Connection, me: Person, now: int) -> list[Round]:
    """The moments of the last week, newest first."""
    found = [] if me.alone else rounds(db, me, KIND, since=now - WEEK, most=LATELY)
    return [one for one in found if isinstance(one.prompt, SharedMoment)]


def to_answer(db: Connection, me: Person, found: list[Round]) -> list[Round]:
    """Those that this person has neither answered nor put aside."""
    done = my_hand_ins(db, me, [one.id for one in found]) | set(me.own.set_aside)
    return [one for one in found if one.id not in done]


def shown(db: Connection, me: Person, now: int) -> list[Sides]:
    """The moments of the last week as the room's page lists them; what this person put aside is not among them."""
    found = _sides(db, me, now, lately(db, me, now))
    return [it for it in found if it.mine or it.id not in me.own.set_aside]


def say(db: Connection, me: Person, it: Sides, side: Side, kept: OwnSide | None, now: int, *, id: bytes) -> None:
    """Hand in one side; what is not opened of it is kept apart, under one's own key. The same again is once."""
    if it.mine is not None:
        if it.mine.body == side:
            return
        raise TooLate
    hand_in(db, me, side, now, id=id, round_id=it.id)
    if kept is not None:
        keep(db, me, kept, now, id=bytes(a ^ 0xFF for a in id))


def leave_alone(db: Connection, me: Person, round_id: bytes) -> None:
    """Remembered for this person alone; to the other nothing has happened."""
    others = [one for one in me.own.set_aside if one != round_id]
    keep_own(db, me, msgspec.structs.replace(me.own, set_aside=(*others, round_id)[-REMEMBERED:]))
