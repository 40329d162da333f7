"""A wish between the two: written by either, wanted by both, planned, done, or let go. Each verb is one transaction,
and checks within it where things stand: the page it came from may be old."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, NotYours, both_agreed, find, lift, marks, of_kind, put, widen
from gemel.people.person import Person
from gemel.rooms.memories.between import Marks, body_of, has, here, open_to_both, say
from gemel.rooms.memories.kinds import Did, Plan, Wish

MOST = 500


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish as this person sees it, with all that was planned and done for it, newest first."""

    it: Moment
    open: bool
    """Both read it."""
    agreed_by_me: bool
    ours: bool
    let_go: bool
    plans: tuple[Moment, ...] = ()
    done: tuple[Moment, ...] = ()

    @property
    def turn(self) -> int:
        return turn_of(self.plans[0]) if self.plans else 0

    @property
    def newest(self) -> tuple[Moment, ...]:
        """The plan as it stands: two of them, where both wrote in the same moment."""
        return tuple(it for it in self.plans if turn_of(it) == self.turn)

    @property
    def earlier(self) -> tuple[Moment, ...]:
        return tuple(it for it in self.plans if turn_of(it) < self.turn)


def turn_of(it: Moment) -> int:
    return it.body.turn if isinstance(it.body, Plan) else 0


def wishes(db: Connection, me: Person, now: int) -> list[Wished]:
    """Every wish that this person may see, newest first."""
    found = [it for it in of_kind(db, me, now, "wish", most=MOST) if here(me, it)]
    put_on = marks(db, me, [it.id for it in found])
    plans = [it for it in of_kind(db, me, now, "wish-plan", most=MOST) if here(me, it)]
    done = [it for it in of_kind(db, me, now, "did", "did-first", most=MOST) if here(me, it)]
    return [_wished(me, it, put_on.get(it.id, set()), plans, done) for it in found]


def _wished(me: Person, it: Moment, put_on: Marks, plans: list[Moment], done: list[Moment]) -> Wished:
    opened = open_to_both(me, it)
    of_it = [one for one in plans if body_of(one, Plan).wish == it.id and open_to_both(me, one) == opened]
    return Wished(
        it,
        opened,
        agreed_by_me=("agreed", me.id) in put_on,
        ours=opened and both_agreed(me, put_on),
        let_go=has(put_on, "closed"),
        plans=tuple(sorted(of_it, key=lambda one: (turn_of(one), one.at, one.id), reverse=True)),
        done=tuple(one for one in done if body_of(one, Did).wish == it.id),
    )


def find_wish(db: Connection, me: Person, now: int, wish_id: bytes) -> Wished:
    one = next((one for one in wishes(db, me, now) if one.it.id == wish_id), None)
    if one is None:
        raise NotHere
    return one


def wish(db: Connection, me: Person, body: Wish, now: int, *, id: bytes, kept: bool = False) -> None:
    """Put it on the list of both, agreed by its author; or keep it for oneself first."""
    say(db, me, body, now, id=id, opened=not kept)
    it = find(db, me, now, id)
    if open_to_both(me, it):
        put(db, me, it, "agreed", now)


def agree(db: Connection, me: Person, wish_id: bytes, now: int, *, back: bool) -> None:
    """«Me too», or not after all."""
    one = find_wish(db, me, now, wish_id)
    if back:
        lift(db, me, one.it, "agreed")
    else:
        put(db, me, one.it, "agreed", now)


def open_up(db: Connection, me: Person, wish_id: bytes, now: int) -> None:
    """Put what one kept for oneself on the list of both, with what one planned for it. Twice is once."""
    one = find_wish(db, me, now, wish_id)
    if me.alone:
        raise NotHere
    if not one.it.mine:
        raise NotYours
    if one.open:
        return
    for it in (one.it, *one.plans):
        widen(db, me, it, now)
    put(db, me, find(db, me, now, wish_id), "agreed", now)


def let_go(db: Connection, me: Person, wish_id: bytes, now: int) -> None:
    """Off the list for both, whoever of the two it is."""
    put(db, me, find_wish(db, me, now, wish_id).it, "closed", now)


def plan(db: Connection, me: Person, wish_id: bytes, body: Plan, base: int, now: int, *, id: bytes) -> bool:
    """Write the plan, or a change of it. `base` is the turn that it was made from: False where the other wrote
    meanwhile, so that nobody writes over what they have not read."""
    one = find_wish(db, me, now, wish_id)
    if any(it.id == id for it in one.plans):
        return True
    if base != one.turn:
        return False
    say(db, me, msgspec.structs.replace(body, wish=wish_id, turn=base + 1), now, id=id, opened=one.open)
    return True
