"""A moment, opened: something one person said, with the words it was sealed around."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from gemel.moments.errors import NotHere
from gemel.moments.kinds import KINDS, Body, Broken, Locked
from gemel.moments.tables import moment
from gemel.moments.visibility import visible_to
from gemel.people.person import Person
from gemel.vault import Place, SealedRow, Tampered, open_private_row, open_row


@dataclass(frozen=True, slots=True)
class Moment:
    id: bytes
    author: bytes
    mine: bool
    kind: str
    body: Body
    mode: str
    tier: str
    epoch: int
    round: bytes | None
    reply_to: bytes | None
    at: int
    opens_at: int | None
    handed_in_at: int | None
    taken_back_at: int | None
    revision: int
    wrapped: bytes

    @property
    def given(self) -> bool:
        """Handed in, and not taken back."""
        return self.handed_in_at is not None and self.taken_back_at is None

    @property
    def readable(self) -> bool:
        return not isinstance(self.body, (Locked, Broken))


def place(row: Any, couple: bytes) -> Place:
    """Where a row's key is bound. Private pages belong to a person, in whichever couple they are."""
    bound_to = b"" if row.tier == "private" else couple
    return Place("moment", bytes(row.id), bytes(row.author_id), bound_to, row.epoch, state(row), row.revision)


def state(row: Any) -> str:
    """The part of the row that decides who may read it, bound: a flipped flag or another round opens nothing."""
    stage = "back" if row.taken_back_at is not None else "in" if row.handed_in_at is not None else "draft"
    return f"{row.mode}:{stage}:{row.opens_at or ''}:{(row.round_id or b'').hex()}"


def opened(person: Person, row: Any) -> Moment:
    kind, body = _body(person, row)
    author = bytes(row.author_id)
    return Moment(
        bytes(row.id), author, author == person.id, kind, body, row.mode, row.tier, row.epoch,
        _bytes(row.round_id), _bytes(row.reply_to), row.at, row.opens_at,
        row.handed_in_at, row.taken_back_at, row.revision, bytes(row.wrapped),
    )  # fmt: skip


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def _body(person: Person, row: Any) -> tuple[str, Body]:
    try:
        return KINDS.decode(_opened_bytes(person, row))
    except _PrivateLocked:
        return "", Locked()
    except (Tampered, KeyError):
        return "", Broken()


class _PrivateLocked(Exception):
    pass


def _opened_bytes(person: Person, row: Any) -> bytes:
    where, sealed = place(row, person.couple), SealedRow(bytes(row.sealed), bytes(row.wrapped))
    if row.tier == "couple":
        return open_row(sealed, where, person.keyring.key_for(row.epoch, sealed.wrapped))
    if row.tier == "own":
        return open_row(sealed, where, person.account_key(sealed.wrapped))
    keys = person.private_keys(sealed.wrapped)
    if keys.private is None:
        raise _PrivateLocked
    return open_private_row(sealed, where, keys.private, keys.account)


def open_all(person: Person, rows: Iterable[Any]) -> list[Moment]:
    return [opened(person, row) for row in rows]


def find(db: Connection, person: Person, now: int, moment_id: bytes) -> Moment:
    """The moment, if this person may see it now; NotHere whether it is hidden or was never there."""
    row = db.execute(visible_to(person, now).where(moment.c.id == moment_id)).one_or_none()
    if row is None:
        raise NotHere
    return opened(person, row)
