"""Rounds: something asked of both. Their prompt is sealed for the couple."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Exists,
    FromClause,
    Select,
    bindparam,
    exists,
    insert,
    select,
    union_all,
)

from gemel.moments.errors import NotHere
from gemel.moments.fullness import room_to_ask
from gemel.moments.kinds import KINDS, Body, Broken
from gemel.moments.tables import BOTH, moment, round_
from gemel.people.person import Person
from gemel.store import Prepared, each, listed
from gemel.vault import Place, SealedRow, Tampered, kind_tag, open_row, seal_row


class Round:
    """Something asked, and how far it is. Its prompt is opened when it is looked at: most rounds of a page never are."""

    def __init__(self, person: Person, row: Any) -> None:
        self.id, self.epoch = bytes(row.id), row.epoch
        self.asked_at: int = row.asked_at
        self.handed_in = bool(row.mine)
        """This person has, for good: also if they took it back or deleted it since."""
        self.both_in = self.handed_in and bool(row.theirs)
        """As long as not, nothing here tells what the other has done."""
        self.all_in = self.both_in or (self.handed_in and person.alone)
        """Everybody in the couple has: the two, or the one who is there."""
        self._sealed = person, SealedRow(bytes(row.sealed), bytes(row.wrapped))

    @cached_property
    def opened(self) -> tuple[str, Body]:
        """The name of its kind, and what was asked; Broken where it was changed outside gemel."""
        person, sealed = self._sealed
        where = round_place(person, self.id, self.epoch)
        try:
            return KINDS.decode(open_row(sealed, where, person.keyring.key_for(self.epoch, sealed.wrapped)))
        except (Tampered, KeyError):
            return "", Broken()

    @property
    def kind(self) -> str:
        return self.opened[0]

    @property
    def prompt(self) -> Body:
        return self.opened[1]


def round_place(person: Person, round_id: bytes, epoch: int) -> Place:
    return Place("round", round_id, person.couple, person.couple, epoch, "asked")


def ask(db: Connection, person: Person, prompt: Body, now: int, *, id: bytes) -> Round:
    """Ask both. Asking twice with one id asks once; who asked is not kept."""
    kind = KINDS.by_body[type(prompt)].name
    if db.execute(select(round_.c.id).where(*_here(person, id))).first() is None:
        epoch, key = person.keyring.current
        tag = kind_tag(key, kind)
        room_to_ask(db, person, tag, now)
        row = seal_row(KINDS.encode(prompt), round_place(person, id, epoch), key)
        columns = {"couple_id": person.couple, "id": id, "epoch": epoch, "asked_at": now}
        db.execute(insert(round_).values(**columns, kind_tag=tag, **row._asdict()))
    return find_round(db, person, id)


def rounds(db: Connection, person: Person, *kinds: str, most: int = 10_000, since: int = 0) -> list[Round]:
    """The rounds of these kinds that this person holds a key for, newest first, and how far each is: one question
    to the database."""
    tags = person.couple_tags(*kinds)
    values = {"couple": person.couple, "me": person.id, "since": since, "most": most} | listed("tag", tags)
    return [Round(person, row) for row in _rounds.run(db, values, len(tags))]


@Prepared
def _rounds(tags: int) -> Select[Any]:
    """The newest of each tag by itself, of those the newest, and of these how far they are: asked for all at once,
    SQLite would look at every round there ever was."""
    of_tags = (_newest(round_, round_.c.kind_tag == tag, *_here_since()).subquery() for tag in each("tag", tags))
    return _and_how_far(_newest(union_all(*map(select, of_tags)).subquery()).subquery())


def _here_since() -> tuple[ColumnElement[bool], ...]:
    return round_.c.couple_id == bindparam("couple"), round_.c.asked_at >= bindparam("since")


def _newest(asked: FromClause, *which: ColumnElement[bool]) -> Select[Any]:
    return select(asked).where(*which).order_by(asked.c.asked_at.desc(), asked.c.id).limit(bindparam("most"))


def find_round(db: Connection, person: Person, round_id: bytes) -> Round:
    rows = _round.run(db, {"couple": person.couple, "me": person.id, "round": round_id})
    if not rows or rows[0].epoch not in person.keyring.epochs:
        raise NotHere
    return Round(person, rows[0])


@Prepared
def _round() -> Select[Any]:
    here = (round_.c.couple_id == bindparam("couple"), round_.c.id == bindparam("round"))
    return _and_how_far(select(round_).where(*here).subquery())


def _and_how_far(asked: FromClause) -> Select[Any]:
    """These rounds newest first, with whether `me` has handed in to each, and whether somebody else has."""
    me: BindParameter[bytes] = bindparam("me")
    mine, theirs = _part(asked, moment.c.author_id == me), _part(asked, moment.c.author_id != me)
    found = select(asked, mine.label("mine"), theirs.label("theirs"))
    return found.order_by(asked.c.asked_at.desc(), asked.c.id)


def _part(asked: FromClause, whose: ColumnElement[bool]) -> Exists:
    return exists().where(
        moment.c.couple_id == asked.c.couple_id,
        moment.c.round_id == asked.c.id,
        moment.c.mode == BOTH,
        moment.c.handed_in_at.is_not(None),
        whose,
    )


def handed_in(db: Connection, person: Person, round_ids: Collection[bytes]) -> dict[bytes, int]:
    """How many people have handed in to each round. For rules that must know whether both have;
    never show it to one person about the other."""
    wanted = list(round_ids)
    rows = _handed_in.run(db, {"couple": person.couple} | listed("round", wanted), len(wanted)) if wanted else ()
    found: dict[bytes, int] = {}
    for row in rows:
        found[bytes(row.round_id)] = found.get(bytes(row.round_id), 0) + 1
    return found


def my_hand_ins(db: Connection, person: Person, round_ids: Collection[bytes]) -> set[bytes]:
    """To which of these rounds this person has handed in: told by clear columns, with nothing opened."""
    wanted = list(round_ids)
    if not wanted:
        return set()
    values = {"couple": person.couple, "me": person.id} | listed("round", wanted)
    return {bytes(row.round_id) for row in _my_hand_ins.run(db, values, len(wanted))}


@Prepared
def _my_hand_ins(number: int) -> Select[Any]:
    return select(moment.c.round_id).where(
        moment.c.couple_id == bindparam("couple"),
        moment.c.author_id == bindparam("me"),
        moment.c.round_id.in_(each("round", number)),
        moment.c.mode == BOTH,
        moment.c.handed_in_at.is_not(None),
    )


@Prepared
def _handed_in(number: int) -> Select[Any]:
    return select(moment.c.round_id, moment.c.author_id).where(
        moment.c.couple_id == bindparam("couple"),
        moment.c.round_id.in_(each("round", number)),
        moment.c.mode == BOTH,
        moment.c.handed_in_at.is_not(None),
    )


def _here(person: Person, round_id: bytes) -> tuple[Any, Any]:
    return round_.c.couple_id == person.couple, round_.c.id == round_id
