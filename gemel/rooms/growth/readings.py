"""A person's own readings: given at most once in seven days, hidden, shown again. Nobody else ever reads one."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, erase, keep, of_kind
from gemel.people.person import Person, keep_own
from gemel.people.profile import tender
from gemel.rooms.growth.kinds import PutAway, Reading, Skipped

DAY = 86_400
WEEK = 7 * DAY
SKIPS = 3
"""After so many in a row gemel no longer offers it by itself (evidence B3)."""
SHOWN = 60
LOW = 4
EARLY = 7 * DAY
"""In their first week two people have other things to do here."""


def body_of(it: Moment) -> Reading:
    assert isinstance(it.body, Reading)
    return it.body


def readings(db: Connection, me: Person, now: int) -> list[Moment]:
    """All of one's own that still open, oldest first, hidden ones too."""
    found = of_kind(db, me, now, "reading", author=me.id, most=SHOWN)
    return sorted((it for it in found if isinstance(it.body, Reading)), key=lambda it: (it.at, body_of(it).turn))


def away(db: Connection, me: Person, now: int) -> list[Moment]:
    found = of_kind(db, me, now, "readings-away", author=me.id)
    return [it for it in found if isinstance(it.body, PutAway)]


def shown(db: Connection, me: Person, now: int) -> list[Moment]:
    """Those that the page may show: what was put away is as if it had never been."""
    until = max((it.body.until for it in away(db, me, now) if isinstance(it.body, PutAway)), default=0)
    return [it for it in readings(db, me, now) if body_of(it).turn > until]


def next_at(found: list[Moment]) -> int:
    """From when the questions can be answered again; 0 for now."""
    return found[-1].at + WEEK if found else 0


def answer(db: Connection, me: Person, body: Reading, now: int, *, id: bytes) -> None:
    """Keep an answer, unless there is one from the last seven days."""
    if next_at(shown(db, me, now)) > now:
        return
    turn = max((body_of(it).turn for it in readings(db, me, now)), default=0) + 1
    keep(db, me, msgspec.structs.replace(body, turn=turn), now, id=id)
    if low(body):
        keep_own(db, me, tender(me.own, now))


def low(body: Reading) -> bool:
    """Whether a week was hard in any of what was answered: below 4 of 10."""
    tens = (body.lean, body.back, body.ease, None if body.closeness is None else body.closeness / 10)
    return any(value is not None and value < LOW for value in tens)


def skip(db: Connection, me: Person, now: int, *, id: bytes) -> None:
    keep(db, me, Skipped(), now, id=id)


def offered(db: Connection, me: Person, now: int) -> bool:
    """Whether Today brings it up: once a week at most, and no more after three weeks of «not now»."""
    if now - me.began_at < EARLY:
        return False
    lately = of_kind(db, me, now, "reading", "reading-skip", author=me.id, most=SKIPS)
    if lately and now - lately[0].at < WEEK:
        return False
    return len(lately) < SKIPS or any(isinstance(it.body, Reading) for it in lately)


def hide(db: Connection, me: Person, now: int, *, id: bytes) -> None:
    """Put away all that is there; the answers themselves stay."""
    until = max((body_of(it).turn for it in readings(db, me, now)), default=0)
    for it in away(db, me, now):
        if it.id != id:
            erase(db, me, it, now)
    keep(db, me, PutAway(until=until), now, id=id)


def show_again(db: Connection, me: Person, now: int) -> None:
    for it in away(db, me, now):
        erase(db, me, it, now)
