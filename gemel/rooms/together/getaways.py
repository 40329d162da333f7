"""A getaway: put on the table by one, agreed by both, with a list that both write on. Marks say where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, both_agreed, find, keep, lift, marks, of_kind, put, share
from gemel.people.person import Person
from gemel.rooms.together.kinds import Getaway, Line

Marks = dict[bytes, set[tuple[str, bytes]]]
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A line, and whether one of the two has settled it: «mine» if it was this person, who can put it back."""

    it: Moment
    settled: bool
    by_me: bool

    @property
    def part(self) -> str:
        return self.it.body.part if isinstance(self.it.body, Line) else ""


@dataclass(frozen=True, slots=True)
class Trip:
    it: Moment
    agreed: bool
    agreed_by_me: bool
    lines: tuple[Listed, ...]


def ours(me: Person, it: Moment) -> bool:
    if me.alone:
        return it.mine and isinstance(it.body, Getaway) and it.body.alone
    return it.given and it.epoch == me.keyring.current[0]


def turn_of(it: Moment) -> int:
    return it.body.turn if isinstance(it.body, Getaway) else 0


def trips(db: Connection, me: Person, now: int) -> list[Moment]:
    """Every getaway of these two, newest first."""
    found = [it for it in of_kind(db, me, now, "getaway", most=24) if ours(me, it)]
    return sorted(found, key=lambda it: (-turn_of(it), -it.at, it.id))


def standing(db: Connection, me: Person, now: int) -> Trip | None:
    """The one that is being planned, if there is one."""
    found = trips(db, me, now)
    put_on = marks(db, me, [it.id for it in found]) if found else {}
    it = next((it for it in found if not _has(put_on, it, "closed")), None)
    if it is None:
        return None
    agreed, mine = both_agreed(me, put_on.get(it.id, set())), ("agreed", me.id) in put_on.get(it.id, set())
    return Trip(it, agreed, mine, _lines(db, me, it, now))


def _lines(db: Connection, me: Person, trip: Moment, now: int) -> tuple[Listed, ...]:
    found = [it for it in of_kind(db, me, now, "getaway-line", most=4 * MOST_LINES) if it.reply_to == trip.id]
    found = sorted((it for it in found if it.mine or it.given), key=lambda it: (it.at, it.id))
    put_on = marks(db, me, [it.id for it in found]) if found else {}
    by_me = {it.id for it in found if ("closed", me.id) in put_on.get(it.id, set())}
    return tuple(Listed(it, _has(put_on, it, "closed"), it.id in by_me) for it in found)


def _has(put_on: Marks, it: Moment, what: str) -> bool:
    return any(mark == what for mark, _who in put_on.get(it.id, set()))


def begin(db: Connection, me: Person, where: str, now: int, *, id: bytes) -> bool:
    """Put a getaway on the table, agreed by its author; False where one is being planned already."""
    here = standing(db, me, now)
    if here is not None:
        return here.it.id == id
    turn = max((turn_of(it) for it in trips(db, me, now)), default=0) + 1
    body = Getaway(where=where, turn=turn, alone=me.alone)
    _say(db, me, body, now, id)
    put(db, me, find(db, me, now, id), "agreed", now)
    return True


def _say(db: Connection, me: Person, body: Getaway | Line, now: int, id: bytes, reply_to: bytes | None = None) -> None:
    if me.alone:
        keep(db, me, body, now, id=id, reply_to=reply_to)
    else:
        share(db, me, body, now, id=id, reply_to=reply_to)


def agree(db: Connection, me: Person, it: Moment, now: int) -> None:
    if _is_standing(db, me, it, now):
        put(db, me, it, "agreed", now)


def put_away(db: Connection, me: Person, it: Moment, now: int) -> None:
    """Closed for both, whoever of the two it is."""
    if _is_standing(db, me, it, now):
        put(db, me, it, "closed", now)


def _is_standing(db: Connection, me: Person, it: Moment, now: int) -> bool:
    here = standing(db, me, now)
    return here is not None and here.it.id == it.id


def add(db: Connection, me: Person, it: Moment, line: Line, now: int, *, id: bytes) -> bool:
    """Write on the list; False where it was put away meanwhile, or is full."""
    here = standing(db, me, now)
    if here is None or here.it.id != it.id or len(here.lines) >= MOST_LINES:
        return False
    _say(db, me, line, now, id, it.id)
    return True


def settle(db: Connection, me: Person, line: Moment, now: int, *, back: bool) -> None:
    """Tick a line off, or put back what one ticked off oneself."""
    if line.reply_to is None:
        raise NotHere
    if back:
        lift(db, me, line, "closed")
    else:
        put(db, me, line, "closed", now)
