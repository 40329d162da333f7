"""What a person can do with a moment. A mode only widens, or is taken back; nothing flips by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from gemel.moments.errors import NotYours, OnlyWider, TooLate
from gemel.moments.fullness import DAY, room_for
from gemel.moments.kinds import KINDS, Body
from gemel.moments.moment import Moment, place
from gemel.moments.tables import mark, moment
from gemel.people.person import Person
from gemel.vault import Place, SealedRow, kind_tag, rewrap, seal_private_row, seal_row, sealed_with, widen_private


@dataclass(frozen=True, slots=True)
class Line:
    """The clear columns of a moment while it is being written."""

    id: bytes
    author_id: bytes
    mode: str
    tier: str
    epoch: int
    at: int
    round_id: bytes | None = None
    reply_to: bytes | None = None
    opens_at: int | None = None
    handed_in_at: int | None = None
    taken_back_at: int | None = None
    revision: int = 0


def keep(
    db: Connection, person: Person, body: Body, now: int, *, id: bytes,
    deep: bool = False, reply_to: bytes | None = None,
) -> bytes:  # fmt: skip
    """Write for oneself. `deep` pages open only after asking for the passphrase again, yet can be
    written at any time. Only the day is kept of when it was written."""
    line = Line(id, person.id, "private", "private" if deep else "own", 0, _day(now), reply_to=reply_to)
    return _insert(db, person, line, body)


def draft(db: Connection, person: Person, body: Body, now: int, *, id: bytes, round_id: bytes) -> bytes:
    """Write one's part of a round without handing it in."""
    return _insert(db, person, Line(id, person.id, "both", "own", 0, _day(now), round_id), body)


def share(
    db: Connection, person: Person, body: Body, now: int, *, id: bytes,
    round_id: bytes | None = None, reply_to: bytes | None = None,
) -> bytes:  # fmt: skip
    """Say something that the partner may read from now on."""
    line = Line(id, person.id, "shared", "couple", _epoch(person), now, round_id, reply_to, handed_in_at=now)
    return _insert(db, person, line, body)


def schedule(db: Connection, person: Person, body: Body, now: int, *, id: bytes, opens_at: int) -> bytes:
    """Say something that opens to the partner at a time, whoever is asleep then."""
    line = Line(id, person.id, "scheduled", "couple", _epoch(person), opens_at, opens_at=opens_at, handed_in_at=now)
    return _insert(db, person, line, body)


def hand_in(db: Connection, person: Person, body: Body, now: int, *, id: bytes, round_id: bytes) -> bytes:
    """Hand in one's part of a round: once per person and round, for good. Opens when both have."""
    line = Line(id, person.id, "both", "couple", _epoch(person), now, round_id, handed_in_at=now)
    return _insert(db, person, line, body)


def revise(db: Connection, person: Person, it: Moment, body: Body) -> None:
    """Change what nobody else has been able to read."""
    _mine(person, it)
    if it.handed_in_at is not None:
        raise TooLate
    line = replace(_line(it), revision=it.revision + 1)
    _update(db, person, it, _columns(person, line, body))


def hand_in_draft(db: Connection, person: Person, it: Moment, now: int) -> None:
    _mine(person, it)
    if it.mode != "both" or it.handed_in_at is not None:
        raise TooLate
    _move(db, person, it, replace(_line(it), tier="couple", epoch=_epoch(person), at=now, handed_in_at=now))


def widen(db: Connection, person: Person, it: Moment, now: int, *, opens_at: int | None = None) -> None:
    """Open something private, or scheduled for later, to the partner: now, or at `opens_at`."""
    _mine(person, it)
    if it.taken_back_at is not None or not (it.mode in {"private", "scheduled"} or _before_us(person, it)):
        raise OnlyWider
    if opens_at is not None and (it.mode != "private" or opens_at <= now):
        raise OnlyWider
    mode, at = ("shared", now) if opens_at is None else ("scheduled", opens_at)
    open_line = replace(_line(it), mode=mode, tier="couple", epoch=_epoch(person))
    _move(db, person, it, replace(open_line, at=at, opens_at=opens_at, handed_in_at=now))


def take_back(db: Connection, person: Person, it: Moment, now: int) -> None:
    """Close it to the partner again, by key and not only by flag. It still counts as handed in."""
    _mine(person, it)
    if it.handed_in_at is None:
        raise TooLate
    if it.taken_back_at is None:
        _move(db, person, it, replace(_line(it), tier="own", epoch=0, taken_back_at=now))


def erase(db: Connection, person: Person, it: Moment, now: int) -> None:
    """Delete one's own words for good. In a round an empty row stays, so that the hand-in still counts."""
    _mine(person, it)
    here = _here(person, it.id)
    db.execute(delete(mark).where(mark.c.couple_id == person.couple, mark.c.moment_id == it.id))
    # Asked of the row and not of `it`: a draft that was handed in meanwhile counts as handed in.
    of_no_round = or_(moment.c.mode != "both", moment.c.handed_in_at.is_(None))
    if db.execute(delete(moment).where(*here, of_no_round)).rowcount == 0:
        gone = {"wrapped": None, "sealed": None, "key_id": None, "tier": "own", "epoch": 0}
        back = func.coalesce(moment.c.taken_back_at, now)
        db.execute(update(moment).where(*here).values(taken_back_at=back, **gone))


def _mine(person: Person, it: Moment) -> None:
    if it.author != person.id:
        raise NotYours


def _before_us(person: Person, it: Moment) -> bool:
    """Shared while its author was still alone: open to nobody else until its author says so."""
    return it.mode == "shared" and it.epoch < _epoch(person)


def _day(now: int) -> int:
    return now - now % DAY


def _epoch(person: Person) -> int:
    return person.keyring.current[0]


def _here(person: Person, moment_id: bytes) -> tuple[Any, Any]:
    return moment.c.couple_id == person.couple, moment.c.id == moment_id


def _line(it: Moment) -> Line:
    return Line(
        it.id, it.author, it.mode, it.tier, it.epoch, it.at, it.round, it.reply_to,
        it.opens_at, it.handed_in_at, it.taken_back_at, it.revision,
    )  # fmt: skip


def _insert(db: Connection, person: Person, line: Line, body: Body) -> bytes:
    """Write once: a form sent twice carries the same id and changes nothing the second time. A second
    part of one round is too late."""
    if _is_there(db, person, line.id):
        return line.id
    room_for(db, person, line.handed_in_at or line.at, later=line.opens_at is not None)
    columns = _columns(person, line, body)
    try:
        with db.begin_nested():
            db.execute(insert(moment).values(couple_id=person.couple, **_clear(line), **columns))
    except IntegrityError:
        if not _is_there(db, person, line.id):  # else the same form, sent twice at once
            raise TooLate from None
    return line.id


def _is_there(db: Connection, person: Person, moment_id: bytes) -> bool:
    return db.execute(select(moment.c.id).where(*_here(person, moment_id))).first() is not None


def _clear(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in Line.__slots__ if name != "revision"}


def _columns(person: Person, line: Line, body: Body) -> dict[str, Any]:
    row = _seal(person, line, KINDS.encode(body))
    kind = KINDS.by_body[type(body)].name
    return {**_sealed_columns(row), "kind_tag": _tag(person, line, kind), "revision": line.revision}


def _sealed_columns(row: SealedRow) -> dict[str, Any]:
    return {"sealed": row.sealed, "wrapped": row.wrapped, "key_id": sealed_with(row.wrapped)}


def _seal(person: Person, line: Line, data: bytes) -> SealedRow:
    where = place(line, person.couple)
    if line.tier == "private":
        return seal_private_row(data, where, person.keys.private_public, person.keys.account)
    return seal_row(data, where, _key(person, line))


def _key(person: Person, line: Line) -> bytes:
    return person.keyring.epochs[line.epoch] if line.tier == "couple" else person.keys.account


def key_of(person: Person, row: Any) -> bytes:
    """The key that a row's own key is wrapped with, in the everyday tiers: the newest, or one from before."""
    wrapped = bytes(row.wrapped)
    couple = row.tier == "couple"
    return person.keyring.key_for(row.epoch, wrapped) if couple else person.account_key(wrapped)


def _tag(person: Person, line: Line, kind: str) -> bytes:
    key = person.keyring.epochs[line.epoch] if line.tier == "couple" else person.keys.account
    return kind_tag(key, kind)


def _move(db: Connection, person: Person, it: Moment, line: Line) -> None:
    """Give a moment to other readers: its key is wrapped anew, its words stay as they are."""
    if not it.readable:
        raise TooLate
    wrapped = rewrapped(person, it, line, place(_line(it), person.couple), place(line, person.couple))
    columns = {"wrapped": wrapped, "key_id": sealed_with(wrapped), "kind_tag": _tag(person, line, it.kind)}
    _update(db, person, it, {**_clear(line), **columns})


def rewrapped(person: Person, it: Moment, line: Line, old: Place, new: Place) -> bytes:
    if it.tier == "private":
        keys = person.private_keys(it.wrapped)
        assert keys.private is not None  # a locked page is not readable, and was refused
        return widen_private(it.wrapped, old, keys.private, keys.account, new, _key(person, line))
    return rewrap(it.wrapped, old, key_of(person, it), new, _key(person, line))


def _update(db: Connection, person: Person, it: Moment, columns: dict[str, Any]) -> None:
    """Compare and set: a change that somebody else's change overtook is refused."""
    same = (moment.c.wrapped == it.wrapped, moment.c.revision == it.revision)
    if db.execute(update(moment).where(*_here(person, it.id), *same).values(**columns)).rowcount != 1:
        raise TooLate
