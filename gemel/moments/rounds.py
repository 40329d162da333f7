"""Rounds: something asked of both. Their prompt is sealed for the couple."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from gemel.moments.errors import NotHere
from gemel.moments.kinds import KINDS, Body, Broken
from gemel.moments.tables import moment, round_
from gemel.people.person import Person
from gemel.store import Prepared, each, listed
from gemel.vault import Place, SealedRow, Tampered, kind_tag, open_row, seal_row


class Round:
    """Something asked. Its prompt is opened when it is looked at: most rounds of a page never are."""

    def __init__(self, person: Person, row: Any) -> None:
        self.id, self.asked_at, self.epoch = bytes(row.id), row.asked_at, row.epoch
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
        row = seal_row(KINDS.encode(prompt), round_place(person, id, epoch), key)
        columns = {"couple_id": person.couple, "id": id, "epoch": epoch, "asked_at": now}
        db.execute(insert(round_).values(**columns, kind_tag=kind_tag(key, kind), **row._asdict()))
    return find_round(db, person, id)


def rounds(db: Connection, person: Person, *kinds: str, most: int = 10_000, since: int = 0) -> list[Round]:
    """The rounds of these kinds that this person holds a key for, newest first."""
    tags = person.couple_tags(*kinds)
    values = {"couple": person.couple, "since": since, "most": most} | listed("tag", tags)
    return [Round(person, row) for row in _rounds.run(db, values, len(tags))]


@Prepared
def _rounds(tags: int) -> Select[Any]:
    here = round_.c.couple_id == bindparam("couple")
    asked = (round_.c.kind_tag.in_(each("tag", tags)), round_.c.asked_at >= bindparam("since"))
    return select(round_).where(here, *asked).order_by(round_.c.asked_at.desc(), round_.c.id).limit(bindparam("most"))


def find_round(db: Connection, person: Person, round_id: bytes) -> Round:
    row = db.execute(select(round_).where(*_here(person, round_id))).one_or_none()
    if row is None or row.epoch not in person.keyring.epochs:
        raise NotHere
    return Round(person, row)


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
        moment.c.mode == "both",
        moment.c.handed_in_at.is_not(None),
    )


@Prepared
def _handed_in(number: int) -> Select[Any]:
    return select(moment.c.round_id, moment.c.author_id).where(
        moment.c.couple_id == bindparam("couple"),
        moment.c.round_id.in_(each("round", number)),
        moment.c.mode == "both",
        moment.c.handed_in_at.is_not(None),
    )


def _here(person: Person, round_id: bytes) -> tuple[Any, Any]:
    return round_.c.couple_id == person.couple, round_.c.id == round_id
