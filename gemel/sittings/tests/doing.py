"""Short ways to begin, to tap and to look, through the real verbs; and the three exercises that these tests are about."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from gemel.moments.tests.saying import do, look, now
from gemel.sittings import Exercise, Sitting, Tapped, Way, act, find, start
from gemel.sittings.sitting import place
from gemel.sittings.tables import seat, sitting
from gemel.store import new_id
from gemel.testing import Client, TestHouse
from gemel.vault import SealedRow, open_row

TALK = """
begin = "topic"
[topic]
private = true
both.pick = "floor"
takes.pick = "topic"
pass = "floor"
[floor]
speaker.done = "check"
writes = "words"
pass = ["swap if turn < 2", "done"]
[check]
listener.yes = "floor"
speaker.all = ["swap if turn < 2", "done"]
pass = "done"
[swap]
swaps = true
speaker.begin = "floor"
pass = "done"
[done]
end = true
kept = true
"""
CALM = """
begin = "apart"
asks = false
[apart]
until = "back"
then = "done"
either.longer = "apart"
sets.longer = { time = "back", least = 1, most = 60 }
either.day = "parked"
sets.day = { time = "day", least = 60, most = 20160 }
[parked]
waits = true
until = "day"
then = "let_go"
either.begin = "apart"
[done]
end = true
kept = true
[let_go]
end = true
"""
QUIET = """
begin = "quiet"
asks = false
[quiet]
lasts = 1800
then = "done"
either.enough = "early"
[done]
end = true
kept = true
"""


def begun(who: Client, exercise: Exercise, way: Way = "phones", **more: Any) -> Sitting:
    return do(who, start, exercise, way, now(who), **{"id": new_id()} | more)


def seen(who: Client, it: Sitting | bytes) -> Sitting:
    return look(who, find, it if isinstance(it, bytes) else it.id, now(who))


def tapped(who: Client, it: Sitting | bytes, name: str, value: str = "", *, on: Sitting | None = None) -> Sitting:
    """One tap on what this person sees now, or on an older page."""
    page = on or seen(who, it)
    return do(who, act, page.id, Tapped(name, page.version, value), now(who))[1]


def under_way(ana: Client, ben: Client, exercise: Exercise, way: Way = "phones") -> Sitting:
    """Asked by Ana, taken up by Ben, and both are there."""
    it = begun(ana, exercise, way)
    tapped(ben, it, "now")
    for who in (ana, ben):
        tapped(who, it, "ready")
    return seen(ana, it)


def speaking(ana: Client, ben: Client, exercise: Exercise, way: Way = "phones") -> tuple[Sitting, Client, Client]:
    """On the floor; who speaks, and who listens."""
    it = under_way(ana, ben, exercise, way)
    for who, value in ((ana, "a"), (ben, "b")):
        tapped(who, it, "pick", value)
    it = seen(ana, it)
    return it, *((ana, ben) if it.phase.speaker == it.seat else (ben, ana))


def rows(house: TestHouse) -> list[Any]:
    with house.house.store.reading() as db:
        return list(db.execute(select(sitting).order_by(sitting.c.asked_at, sitting.c.version)).all())


def seats(house: TestHouse) -> list[Any]:
    with house.house.store.reading() as db:
        return list(db.execute(select(seat)).all())


def row_of(it: Sitting, house: TestHouse) -> Any:
    return next(row for row in rows(house) if bytes(row.id) == it.id)


def unsealed(who: Client, it: Sitting) -> dict[str, Any]:
    """What lies in the database for a sitting, opened with the couple's key: as plain as it can be had."""
    me, row = who.me(), row_of(it, who.house)
    where = place(me, it.id, row.epoch, row.version, row.revision)
    data = open_row(SealedRow(bytes(row.sealed), bytes(row.wrapped)), where, me.keyring.epochs[row.epoch])
    _name, phase = msgspec.msgpack.decode(data)
    return phase
