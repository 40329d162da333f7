"""The room agreement: put on the table, agreed by both, replaced, ended. Each verb is one transaction, and checks
within it where things stand: the page it came from may be old."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, both_agreed, erase, find, keep, lift, marks, of_kind, put, share, take_back
from gemel.people.person import Person
from gemel.rooms.listening.kinds import Agreement

KIND = "agreement"
Marks = dict[bytes, set[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What these two see alike: what stands, what is on the table, and all that was ever put there."""

    standing: Moment | None = None
    table: Moment | None = None
    all: tuple[Moment, ...] = ()

    @property
    def turn(self) -> int:
        return max((body_of(it).turn for it in self.all), default=0)


def body_of(it: Moment) -> Agreement:
    assert isinstance(it.body, Agreement)
    return it.body


def agreed(db: Connection, me: Person, now: int) -> Agreed:
    """How it stands between the two of now; nothing of it from before they were two."""
    if me.alone:
        return Agreed()
    found = [it for it in _readable(db, me, now) if it.given and it.epoch == me.keyring.current[0]]
    put_on = marks(db, me, [it.id for it in found])
    return gathered(me, sorted(found, key=lambda it: (body_of(it).turn, it.at, it.id)), put_on)


def _readable(db: Connection, me: Person, now: int, author: bytes | None = None) -> list[Moment]:
    return [it for it in of_kind(db, me, now, KIND, author=author) if isinstance(it.body, Agreement)]


def gathered(me: Person, found: list[Moment], put_on: Marks) -> Agreed:
    """Oldest first. What was closed neither stands nor lies on the table; on the table lies the newest or nothing."""
    live = [it for it in found if not _closed(put_on, it)]
    standing = next((it for it in reversed(live) if both_agreed(me, put_on.get(it.id, set()))), None)
    table = next((it for it in live if it is found[-1] and it is not standing), None)
    return Agreed(standing, table, tuple(found))


def _closed(put_on: Marks, it: Moment) -> bool:
    return any(what == "closed" for what, _who in put_on.get(it.id, set()))


def standing(db: Connection, person: Person, now: int) -> Moment | None:
    """What both agreed to and neither has ended since."""
    return agreed(db, person, now).standing


def own_list(db: Connection, me: Person, now: int) -> Moment | None:
    """What somebody wrote down for themselves while they were alone here."""
    return next((it for it in _readable(db, me, now, author=me.id) if body_of(it).alone), None)


def propose(db: Connection, me: Person, body: Agreement, now: int, *, id: bytes) -> None:
    """Put it on the table, agreed by its proposer; what stands goes on standing. Alone, it is a list for oneself."""
    if me.alone:
        return _keep_own(db, me, body, now, id)
    before = agreed(db, me, now)
    if any(it.id == id for it in before.all):
        return None
    share(db, me, msgspec.structs.replace(body, turn=before.turn + 1), now, id=id)
    return put(db, me, find(db, me, now, id), "agreed", now)


def _keep_own(db: Connection, me: Person, body: Agreement, now: int, id: bytes) -> None:
    before = [it for it in _readable(db, me, now, author=me.id) if body_of(it).alone]
    keep(db, me, msgspec.structs.replace(body, alone=True), now, id=id)
    for it in before:
        if it.id != id:
            erase(db, me, it, now)


def agree(db: Connection, me: Person, it: Moment, now: int) -> bool:
    """Say yes to what is on the table; False where it is no longer that. What stood before is put away."""
    here = agreed(db, me, now)
    if here.standing is not None and here.standing.id == it.id:
        return True
    if here.table is None or here.table.id != it.id:
        return False
    put(db, me, it, "agreed", now)
    if both_agreed(me, marks(db, me, [it.id])[it.id]):
        _close_before(db, me, here, it, now)
    return True


def _close_before(db: Connection, me: Person, here: Agreed, it: Moment, now: int) -> None:
    for old in here.all:
        if old.id != it.id:
            _close(db, me, old, now)


def end(db: Connection, me: Person, it: Moment, now: int) -> bool:
    """End what stands, or clear the table, whoever of the two it is; one's own words go back to oneself. False if it
    was neither any more. What stands goes on standing when the table is cleared."""
    here = agreed(db, me, now)
    if it.id not in {one.id for one in (here.standing, here.table) if one is not None}:
        return False
    stands = here.standing is not None and here.standing.id == it.id
    if it.mine and not stands:
        take_back(db, me, it, now)
    else:
        _close(db, me, it, now)
    return True


def _close(db: Connection, me: Person, it: Moment, now: int) -> None:
    lift(db, me, it, "agreed")
    put(db, me, it, "closed", now)


def look_at(db: Connection, me: Person, seen: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in seen:
        put(db, me, it, "done", now)
