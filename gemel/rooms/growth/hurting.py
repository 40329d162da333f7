"""Open hurts: put on the list by either, one of them for now, the others parked, closed by both. No dates, no count.

Somebody alone keeps a list for themselves; nothing of it opens to a later partner unless its author opens it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Body, Moment, NotHere, erase, find, keep, lift, marks, of_kind, put, share, widen
from gemel.people.person import Person
from gemel.rooms.growth.kinds import Hurt, HurtPlace, HurtStep


@dataclass(frozen=True, slots=True)
class Open:
    """One hurt as this person sees it: their own «at rest», and never the other's by itself."""

    it: Moment
    steps: tuple[Moment, ...]
    """Newest first."""
    for_now: bool
    rests_for_me: bool
    closed: bool

    @property
    def step(self) -> Moment | None:
        return self.steps[0] if self.steps else None

    @property
    def ours(self) -> bool:
        return self.it.given


def hurts(db: Connection, me: Person, now: int) -> list[Open]:
    """All that this person may see, newest first."""
    found = [it for it in _here(db, me, now, "hurt") if isinstance(it.body, Hurt)]
    put_on = marks(db, me, [it.id for it in found])
    steps, current = _here(db, me, now, "hurt-step"), _for_now(_here(db, me, now, "hurt-place"))
    return [_open(me, it, steps, current, put_on.get(it.id, set())) for it in found]


def _here(db: Connection, me: Person, now: int, kind: str) -> list[Moment]:
    """Of the two of now; and what this person keeps for themselves."""
    found = [it for it in of_kind(db, me, now, kind) if it.readable]
    return [it for it in found if it.mode == "private" or (it.given and it.epoch == me.keyring.current[0])]


def _for_now(places: list[Moment]) -> bytes | None:
    """Which one the newest word of either says is for now."""
    newest = max(places, key=lambda it: (_turn(it), it.at, it.id), default=None)
    return newest.reply_to if newest and isinstance(newest.body, HurtPlace) and newest.body.now else None


def _turn(it: Moment) -> int:
    return it.body.turn if isinstance(it.body, (HurtPlace, HurtStep)) else 0


def _open(me: Person, it: Moment, steps: list[Moment], current: bytes | None, put_on: set[tuple[str, bytes]]) -> Open:
    mine = [step for step in steps if step.reply_to == it.id and step.given == it.given]
    rests = {who for what, who in put_on if what == "closed"}
    closed = len(rests) >= (me.people if it.given else 1)
    newest = tuple(sorted(mine, key=lambda step: (_turn(step), step.at), reverse=True))
    return Open(it, newest, current == it.id and not closed, me.id in rests, closed)


def find_hurt(db: Connection, me: Person, now: int, hurt_id: bytes) -> Open:
    found = next((one for one in hurts(db, me, now) if one.it.id == hurt_id), None)
    if found is None:
        raise NotHere
    return found


def put_on_list(db: Connection, me: Person, words: str, now: int, *, id: bytes) -> None:
    if me.alone:
        keep(db, me, Hurt(words=words), now, id=id)
    else:
        share(db, me, Hurt(words=words), now, id=id)


def _say(db: Connection, me: Person, one: Open, body: Body, now: int, id: bytes) -> None:
    if one.ours:
        share(db, me, body, now, id=id, reply_to=one.it.id)
    else:
        keep(db, me, body, now, id=id, reply_to=one.it.id)


def take_step(db: Connection, me: Person, one: Open, words: str, now: int, *, id: bytes) -> None:
    turn = max((_turn(step) for step in one.steps), default=0) + 1
    _say(db, me, one, HurtStep(words=words, turn=turn), now, id)


def place(db: Connection, me: Person, one: Open, for_now: bool, now: int, *, id: bytes) -> None:
    """Take it up for now, which parks the one before; or park it."""
    if one.for_now == for_now:
        return
    turn = max((_turn(it) for it in _here(db, me, now, "hurt-place")), default=0) + 1
    _say(db, me, one, HurtPlace(now=for_now, turn=turn), now, id)


def rest(db: Connection, me: Person, one: Open, at_rest: bool, now: int) -> None:
    """At rest for this person, or not after all. It is closed once it is for both."""
    if at_rest:
        put(db, me, one.it, "closed", now)
    else:
        lift(db, me, one.it, "closed")


def open_to_both(db: Connection, me: Person, one: Open, now: int) -> None:
    if me.alone:
        raise NotHere
    widen(db, me, one.it, now)


def withdraw(db: Connection, me: Person, one: Open, now: int) -> None:
    """Off the list and deleted, with one's own steps for it."""
    erase(db, me, one.it, now)
    for step in one.steps:
        if step.mine:
            erase(db, me, step, now)


def look_at(db: Connection, me: Person, seen: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in seen:
        put(db, me, find(db, me, now, it.id), "done", now)
