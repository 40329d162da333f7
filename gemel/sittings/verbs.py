"""What a person can do with a sitting: begin one, tap, put it away. The first tap wins; a stale one changes nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from gemel.people.person import Person
from gemel.people.tables import couple
from gemel.people.tables import person as people
from gemel.sittings.errors import ForTwo, NoSitting, Occupied
from gemel.sittings.exercise import EXERCISES, Exercise
from gemel.sittings.phase import Phase, Way, ended_early, step
from gemel.sittings.phase import begin as began
from gemel.sittings.sitting import Sitting, find, open_all, opened, place, rows
from gemel.sittings.tables import seat, sitting
from gemel.vault import kind_tag, seal_row

DAY = 86_400
OPEN_FOR = 16 * 86_400
"""An invitation, a booked time and the wait after it end within this many seconds."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """One tap as it came: what, on which version of the page, and what was chosen or written with it."""

    name: str
    version: int
    value: str = ""


def open_ones(db: Connection, person: Person, now: int) -> list[Sitting]:
    """Everything that is asked, booked or under way, newest first."""
    if person.live_until < now:
        return []
    found = db.execute(rows(person, sitting.c.ended_at.is_(None)).order_by(sitting.c.asked_at.desc())).all()
    return [one for one in open_all(person, list(found), now) if not one.over]


def current(db: Connection, person: Person, now: int) -> Sitting | None:
    """The one thing that happens now, if anything does."""
    return next((one for one in open_ones(db, person, now) if one.live), None)


def lately(db: Connection, person: Person, since: int, now: int) -> list[Sitting]:
    """Those that ended since then and that this person has not put away."""
    if person.live_until < since:
        return []
    fresh = (sitting.c.asked_at >= since - OPEN_FOR, seat.c.left_at.is_(None), sitting.c.live_at.is_not(None))
    found = open_all(person, list(db.execute(rows(person, *fresh)).all()), now)
    return [one for one in found if one.over and one.phase.since >= since]


def start(
    db: Connection, person: Person, exercise: Exercise, way: Way, now: int, *, id: bytes,
    times: dict[str, int] | None = None,
) -> Sitting:  # fmt: skip
    """Begin, or ask the other to. Twice is once; whoever asks for what the other has asked for joins in.
    Raises Occupied while something else is under way."""
    if person.alone:
        raise ForTwo
    _lock(db, person)
    there = _joins(db, person, exercise, now, id)
    if there is not None:
        return there
    first = _first(db, person, exercise, now)
    _still_two(db, person)
    phase = began(exercise.machine, person.seat, first, way, now, times)
    _make_way(db, person, exercise, phase, now, but=id)
    version = max(_lock(db, person), *(one.version for one in _open(db, person, now)), 0) + 1
    _insert(db, person, exercise, phase, version, id)
    _count(db, person, version, now + OPEN_FOR)
    return find(db, person, id, now)


def act(db: Connection, person: Person, sitting_id: bytes, tapped: Tapped, now: int) -> tuple[Sitting, Sitting]:
    """One tap: the sitting before it and after it, the same where the tap came too late or is not to be had."""
    _lock(db, person)
    before = find(db, person, sitting_id, now)
    phase = _after(before, tapped, now)
    if phase is None:
        return before, before
    if before.live_at is None:
        _make_way(db, person, before.exercise, phase, now, but=before.id)
    return before, _save(db, person, before, phase, now)


def finish(db: Connection, person: Person, sitting_id: bytes, now: int) -> Sitting | None:
    """Write down an end that the clock brought; the sitting if it was not written down before, else None."""
    _lock(db, person)
    found = find(db, person, sitting_id, now)
    if not found.over or found.ended_at is not None:
        return None
    return _save(db, person, found, found.phase, now)


def put_away(db: Connection, person: Person, sitting_id: bytes, now: int) -> None:
    """This person is done with it. To the other nothing has happened."""
    _set_seat(db, person, sitting_id, left_at=now)


def _after(before: Sitting, tapped: Tapped, now: int) -> Phase | None:
    stale = tapped.version != before.version and tapped.name != "stop"
    if before.over or stale or not _offered(before, tapped):
        return None
    at = max(now, before.phase.touched)
    return step(before.exercise.machine, before.phase, before.acting, tapped.name, tapped.value, at)


def _offered(it: Sitting, tapped: Tapped) -> bool:
    """Whether the value is one of those on the card; a forged one is as if nothing was tapped."""
    tap = it.state.taps.get(tapped.name)
    if tap is None or not tap.takes:
        return True
    return tapped.value in {value for value, _words in it.card.options.get(tapped.name, ())}


def _lock(db: Connection, person: Person) -> int:
    """Hold this couple's live time still until the transaction ends; gives its version."""
    query = select(couple.c.live_version).where(couple.c.id == person.couple).with_for_update()
    found = db.execute(query).scalar_one_or_none()
    if found is None:
        raise NoSitting
    return int(found)


def _still_two(db: Connection, person: Person) -> None:
    """One of them may have left since the page was read."""
    found = db.execute(select(people.c.id).where(people.c.couple_id == person.couple)).scalars()
    if person.partner is None or {bytes(one) for one in found} != {person.id, person.partner.id}:
        raise ForTwo


def _joins(db: Connection, person: Person, exercise: Exercise, now: int, sitting_id: bytes) -> Sitting | None:
    """The sitting that this beginning comes down to, if there is one already."""
    row = db.execute(rows(person, sitting.c.id == sitting_id)).one_or_none()
    if row is not None:
        return opened(person, row, now)
    same = [one for one in _open(db, person, now) if one.exercise is exercise and (one.live or exercise.machine.asks)]
    if not same:
        return None
    if same[0].phase.state == "asked" and same[0].phase.asker != person.seat:
        return act(db, person, same[0].id, Tapped("now", same[0].version), now)[1]
    return same[0]


def _open(db: Connection, person: Person, now: int) -> list[Sitting]:
    """As `open_ones`, within a transaction that may have opened one itself."""
    return open_ones(db, replace(person, live_until=now), now)


def _first(db: Connection, person: Person, exercise: Exercise, now: int) -> int:
    """Who speaks first: drawn the first time, the other one the next (evidence A0)."""
    if exercise.asker_first:
        return person.seat
    tags = person.couple_tags(exercise.name)
    query = rows(person, sitting.c.kind_tag.in_(tags)).order_by(sitting.c.asked_at.desc()).limit(1)
    before = open_all(person, list(db.execute(query).all()), now)
    return 1 - before[0].phase.first if before else secrets.randbelow(2)


def _make_way(db: Connection, person: Person, exercise: Exercise, phase: Phase, now: int, *, but: bytes) -> None:
    """One thing at a time: write down what has ended; a pause ends whatever else there is."""
    state = exercise.machine.states[phase.state]
    if state.waits or state.end:
        return
    live = rows(person, sitting.c.ended_at.is_(None), sitting.c.live_at.is_not(None), sitting.c.id != but)
    for one in open_all(person, list(db.execute(live).all()), now):
        if one.live and not exercise.interrupts:
            raise Occupied
        ended = ended_early(one.exercise.machine, one.phase, now) if one.live else one.phase
        _save(db, person, one, ended, now)
    # What is still there cannot be opened, or was left by an earlier partner: it must not bar the way.
    here = (sitting.c.couple_id == person.couple, sitting.c.id != but, sitting.c.ended_at.is_(None))
    db.execute(update(sitting).where(*here, sitting.c.live_at.is_not(None)).values(live_at=None))


def _insert(db: Connection, person: Person, exercise: Exercise, phase: Phase, version: int, sitting_id: bytes) -> None:
    epoch, key = person.keyring.current
    live = None if exercise.machine.states[phase.state].waits else phase.since
    sealed = _sealed(person, exercise, phase, place(person, sitting_id, epoch, version, 0))
    columns = {"couple_id": person.couple, "id": sitting_id, "epoch": epoch, "kind_tag": kind_tag(key, exercise.name)}
    times = {"asked_at": phase.began, "live_at": live, "version": version, "revision": 0}
    db.execute(insert(sitting).values(**columns, **times, **sealed))
    assert person.partner is not None
    for who in (person.id, person.partner.id):
        db.execute(insert(seat).values(couple_id=person.couple, sitting_id=sitting_id, person_id=who))


def _save(db: Connection, person: Person, it: Sitting, phase: Phase, now: int) -> Sitting:
    """Write the phase. The version grows only where both are to see a change."""
    moved = phase.moves != it.phase.moves or it.over
    fresh = max(_lock(db, person), it.version) + 1 if moved else it.version
    state = it.exercise.machine.states[phase.state]
    live = it.live_at if state.end else None if state.waits else (it.live_at or phase.since)
    ended = max(phase.since, it.asked_at) if state.end else None
    sealed = _sealed(person, it.exercise, phase, place(person, it.id, it.epoch, fresh, it.revision + 1))
    columns = {"version": fresh, "revision": it.revision + 1, "live_at": live, "ended_at": ended}
    db.execute(update(sitting).where(*_here(person, it.id)).values(**columns, **sealed))
    if moved:
        _count(db, person, fresh, now + (OPEN_FOR if not state.end or _others(db, person) else DAY))
    saved = replace(it, phase=phase, version=fresh, revision=it.revision + 1, live_at=live, ended_at=ended)
    for told in EXERCISES.when_over if state.end and it.ended_at is None else ():
        told(db, person, saved, now)
    return saved


def _others(db: Connection, person: Person) -> bool:
    query = select(sitting.c.id).where(sitting.c.couple_id == person.couple, sitting.c.ended_at.is_(None))
    return db.execute(query.limit(1)).first() is not None


def _sealed(person: Person, exercise: Exercise, phase: Phase, where: Any) -> dict[str, Any]:
    row = seal_row(msgspec.msgpack.encode((exercise.name, phase)), where, person.keyring.epochs[where.epoch])
    return row._asdict()


def _count(db: Connection, person: Person, version: int, until: int) -> None:
    db.execute(update(couple).where(couple.c.id == person.couple).values(live_version=version, live_until=until))


def _set_seat(db: Connection, person: Person, sitting_id: bytes, **columns: int) -> None:
    here = (seat.c.couple_id == person.couple, seat.c.sitting_id == sitting_id, seat.c.person_id == person.id)
    db.execute(update(seat).where(*here).values(**columns))


def _here(person: Person, sitting_id: bytes) -> tuple[Any, Any]:
    return sitting.c.couple_id == person.couple, sitting.c.id == sitting_id
