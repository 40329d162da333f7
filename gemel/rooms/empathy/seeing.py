"""A moment seen from both sides: asked of both, each side handed in once, open when both are."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gemel.moments import Meeting, NotHere, Round, TooLate, ask, asked_lately, find_round, hand_in, keep, meetings
from gemel.people.person import Person, keep_own
from gemel.rooms.empathy.kinds import OwnSide, SharedMoment, Side

KIND = "shared-moment"
REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Sides(Meeting):
    """A shared moment as one of the two sees it now."""

    @property
    def moment(self) -> str:
        assert isinstance(self.prompt, SharedMoment)
        return self.prompt.words


def begin(db: Connection, me: Person, words: str, now: int, *, id: bytes) -> Round:
    """Put a moment before both. Who named it is not kept."""
    return ask(db, me, SharedMoment(words=words), now, id=id)


def find_sides(db: Connection, me: Person, now: int, round_id: bytes) -> Sides:
    one = find_round(db, me, round_id)
    if not for_me(me, one):
        raise NotHere
    return meetings(db, me, now, [one], Sides)[0]


def for_me(me: Person, one: Round) -> bool:
    return isinstance(one.prompt, SharedMoment) and not me.alone


def shown(db: Connection, me: Person, now: int) -> list[Sides]:
    """The moments of the last week as the room's page lists them; what this person put aside is not among them."""
    lately = [one for one in asked_lately(db, me, now, KIND) if for_me(me, one)]
    return [it for it in meetings(db, me, now, lately, Sides) if it.mine or it.id not in me.own.set_aside]


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
