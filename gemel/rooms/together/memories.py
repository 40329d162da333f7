"""Best moments of a date: one each, from the morning after, opened together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, ask, hand_in, handed_in, in_rounds, keep, of_kind
from gemel.people.person import Person
from gemel.rooms.together.dating import booked_of, closed, derived, ours
from gemel.rooms.together.kinds import Best, BestAsked
from gemel.store import show_id


@dataclass(frozen=True, slots=True)
class Memory:
    """The best moments of a date, as one of the two may see them."""

    mine: Moment | None = None
    theirs: Moment | None = None
    opened: bool = False


def best_round(it: Moment) -> bytes:
    return derived(it.id, "best")


def memory(db: Connection, me: Person, it: Moment, now: int) -> Memory:
    asked = best_round(it)
    if me.alone:
        kept = (one for one in of_kind(db, me, now, "date-best", author=me.id) if one.id == asked)
        return Memory(mine=next(kept, None))
    found = [one for one in in_rounds(db, me, now, [asked]) if isinstance(one.body, Best)]
    mine, theirs = (next((one for one in found if one.mine is own), None) for own in (True, False))
    return Memory(mine, theirs, handed_in(db, me, [asked]).get(asked, 0) >= me.people)


def remember(db: Connection, me: Person, it: Moment, words: str, now: int, *, id: bytes) -> None:
    """Hand in one's best moment. Alone it is kept for oneself."""
    date = booked_of(it)
    if not ours(me, it) or now < date.memory_at or it.id in closed(db, me, [it]):
        raise NotHere
    asked, body = best_round(it), Best(date=show_id(it.id), what=date.what, words=words)
    if me.alone:
        keep(db, me, body, now, id=asked)
        return
    ask(db, me, BestAsked(what=date.what), now, id=asked)
    hand_in(db, me, body, now, id=id, round_id=asked)
