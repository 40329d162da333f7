"""A date between the two: where it stands, and what they do with it. Each verb is one transaction, and checks within
it where things stand: the page it came from may be old.

    nothing -> ideas on the table -> a date -> the morning after -> both best moments
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from gemel.moments import Body, Moment, NotHere, find, keep, marks, of_kind, put, share
from gemel.people.person import Person
from gemel.rooms.together.kinds import Booked, Option, Options
from gemel.rooms.together.times import DAY, DAYS, morning_after
from gemel.store import show_id

LATELY = 7 * DAY  # so long after the morning after, a date is brought up no more
OVER = LATELY + (DAYS + 3) * DAY  # so long after it was said, every date is: the furthest day, and a night
NEWEST = 12

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Dates:
    """What these two see alike."""

    table: Moment | None = None
    """The newest ideas that are still open, or a change of what is booked."""
    booked: Moment | None = None
    """The date that lies ahead."""
    past: Moment | None = None
    """The last one, until a week after."""
    all: tuple[Moment, ...] = ()

    @property
    def turn(self) -> int:
        return max((turn_of(it) for it in self.all), default=0)


def options_of(it: Moment) -> Options:
    return _as(Options, it)


def booked_of(it: Moment) -> Booked:
    return _as(Booked, it)


def _as(kind: type[B], it: Moment) -> B:
    if not isinstance(it.body, kind):
        raise NotHere
    return it.body


def turn_of(it: Moment) -> int:
    return it.body.turn if isinstance(it.body, Options | Booked) else 0


def ours(me: Person, it: Moment) -> bool:
    """Said between the two of now; or, for somebody alone, made alone."""
    if me.alone:
        return it.mine and isinstance(it.body, Booked) and it.body.alone
    return it.given and it.epoch == me.keyring.current[0]


def dates(db: Connection, me: Person, now: int) -> Dates:
    """Two questions to the database, one where nothing is near."""
    said = of_kind(db, me, now, "date-options", "date", most=NEWEST, since=now - OVER)
    found = [it for it in said if ours(me, it)]
    near = sorted((it for it in found if _near(it, now)), key=lambda it: (turn_of(it), it.at, it.id))
    gone = closed(db, me, near)
    live = [it for it in reversed(near) if it.id not in gone]
    table = next((it for it in live if isinstance(it.body, Options)), None)
    ahead = next((it for it in live if isinstance(it.body, Booked) and it.body.at > now), None)
    past = next((it for it in live if isinstance(it.body, Booked) and it.body.at <= now), None)
    return Dates(table, ahead, past, tuple(found))


def _near(it: Moment, now: int) -> bool:
    if isinstance(it.body, Options):
        return any(one.at > now for one in it.body.options)
    return isinstance(it.body, Booked) and now < it.body.memory_at + LATELY


def closed(db: Connection, me: Person, found: list[Moment]) -> set[bytes]:
    """Which of these either of the two has put away."""
    put_on = marks(db, me, [it.id for it in found]) if found else {}
    return {id for id, those in put_on.items() if any(what == "closed" for what, _who in those)}


def derived(of_id: bytes, what: str) -> bytes:
    """An id that both phones work out alike, so that two taps at once make one row."""
    return blake2b(of_id, digest_size=16, person=b"date " + what.encode()).digest()


def propose(
    db: Connection, me: Person, options: tuple[Option, ...], now: int, zone: ZoneInfo, *, id: bytes, moves: str = ""
) -> None:  # fmt: skip
    """Put ideas on the table in place of what lies there. What is booked stays, until one of them is picked.
    Alone, the first of them is a date with oneself. `moves`: the id of a date that is to be replaced."""
    here = dates(db, me, now)
    if any(it.id == id for it in here.all):
        return
    if me.alone:
        keep(db, me, _booking(options[0], zone, here.turn + 1, alone=True), now, id=id)
        return _make_room(db, me, here, moves, now)
    moves = moves or (options_of(here.table).moves if here.table else "")
    share(db, me, Options(options=options, moves=moves, turn=here.turn + 1), now, id=id)
    _close(db, me, here.table, now)


def _booking(option: Option, zone: ZoneInfo, turn: int, alone: bool = False) -> Booked:
    return Booked(**msgspec.structs.asdict(option), memory_at=morning_after(option.at, zone), turn=turn, alone=alone)


def _close(db: Connection, me: Person, it: Moment | None, now: int) -> None:
    if it is not None:
        put(db, me, it, "closed", now)


def _make_room(db: Connection, me: Person, here: Dates, moves: str, now: int) -> None:
    """One date at a time lies ahead; one that passed stays to be looked back on, unless it was moved."""
    _close(db, me, here.booked, now)
    if here.past is not None and show_id(here.past.id) == moves:
        _close(db, me, here.past, now)


def choose(db: Connection, me: Person, it: Moment, number: int, now: int, zone: ZoneInfo) -> bool:
    """Pick one of the other's ideas: it is a date then. False where they are no longer on the table."""
    options, here = options_of(it).options, dates(db, me, now)
    date = derived(it.id, "picked")
    if it.mine or me.alone or not 0 <= number < len(options):
        raise NotHere
    if here.booked is not None and here.booked.id == date:
        return True
    if here.table is None or here.table.id != it.id or options[number].at <= now:
        return False
    share(db, me, _booking(options[number], zone, here.turn + 1), now, id=date)
    _make_room(db, me, here, options_of(it).moves, now)
    _close(db, me, it, now)
    return True


def let_go(db: Connection, me: Person, it: Moment, now: int) -> None:
    """Not this week: put away for both, whoever of the two it is. Twice is once."""
    here = dates(db, me, now)
    if it.id in {one.id for one in (here.table, here.booked, here.past) if one is not None}:
        _close(db, me, it, now)


def look_at(db: Connection, me: Person, seen: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in seen:
        put(db, me, it, "done", now)


def found(db: Connection, me: Person, now: int, id: bytes, kind: type[Body] | tuple[type[Body], ...]) -> Moment:
    it = find(db, me, now, id)
    if not isinstance(it.body, kind):
        raise NotHere
    return it
