"""Stepping in again: a new account becomes the person that their partner lets back in.

The rows of that person are bound to an id, and so the id stays and its keys are new. What lay under the lost keys alone
goes, since nobody can ever open it. What was written with the new account since comes along, for their eyes only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select, update

from gemel.moments.fullness import DAY
from gemel.moments.moment import place
from gemel.moments.moving import clear_out, hold_still, own_tag
from gemel.moments.tables import mark, moment
from gemel.moments.verbs import Line, key_of
from gemel.people import factors
from gemel.people.account import Entrance, sign_in, stretched
from gemel.people.errors import AlreadyTwo, NoInvitation
from gemel.people.former import Keys
from gemel.people.person import Person, load, profile_place, seal_struct
from gemel.people.return_box import Due, arrive, due
from gemel.people.tables import account, couple, grant, person, turn
from gemel.people.wraps import code_column, open_secret, passphrase_columns, wrap_secret
from gemel.store import Busy, metadata
from gemel.vault import (
    Cost,
    SealedRow,
    Tampered,
    new_code,
    new_salt,
    normalise,
    open_private_row,
    open_row,
    public_of,
    seal_keyring,
    seal_private_row,
    seal_row,
    sealed_with,
)


@dataclass(frozen=True, slots=True)
class Fresh:
    """All the slow work, done before the database is touched: the new account's keys, wrapped for the person."""

    guest: Entrance
    person: bytes
    keys: Keys
    code: str
    columns: dict[str, Any]
    was: bytes


@dataclass(frozen=True, slots=True)
class Arrival:
    entrance: Entrance
    gone: list[bytes]
    """The moments that nobody can open any more; their photos lie in files."""


def prepare(row: RowMapping, person_id: bytes, passphrase: str, cost: Cost, pepper: bytes) -> Fresh:
    """The passphrase opens the new account once more; a wrap is bound to its person, and so all are made again."""
    guest, private = sign_in(row, passphrase, pepper, cost)
    keys, salt, code = replace(guest.keys, private=private), new_salt(), new_code()
    columns = passphrase_columns(person_id, salt, cost, stretched(normalise(passphrase), salt, cost, pepper), keys)
    columns |= code_column(person_id, code, keys.account) | {"private_code_wrap": None}
    return Fresh(guest, person_id, keys, code, columns, bytes(row["check_hash"]))


def step_in(db: Connection, fresh: Fresh, now: int) -> Arrival:
    """All of it or nothing: afterwards the person has the new keys, and nothing opens with the old ones."""
    who = load(db, fresh.guest.person, fresh.guest.couple, fresh.keys)
    if who is None or not who.alone:
        raise AlreadyTwo
    hold_still(db, who)
    found = due(db, who, now)
    if found.person != fresh.person:
        raise Busy
    _begin_epoch(db, found)
    gone = _let_go(db, found)
    _sit_down(db, who, found)
    _carry(db, who, found)
    generation = _take_over(db, who, fresh, found)
    _forget(db, who, found)
    arrive(db, found, now)
    inside = replace(fresh.guest, person=found.person, couple=found.couple, code=fresh.code, generation=generation)
    return Arrival(inside, gone)


def _begin_epoch(db: Connection, found: Due) -> None:
    """Both numbers go up: the epoch, so that nothing new lies under a key of before; the turn, so that the partner's
    next visit takes it up first."""
    here = (couple.c.id == found.couple, couple.c.epoch == found.given.epoch - 1)
    counted = {"epoch": found.given.epoch, "turn": couple.c.turn + 1}
    if db.execute(update(couple).where(*here).values(**counted)).rowcount != 1:
        raise NoInvitation("expired")
    for one in (found.person, found.partner):
        if db.execute(select(person.c.id).where(*_seat(found, one)).with_for_update()).first() is None:
            raise NoInvitation("expired")
    epoch = {"epoch": found.given.epoch, "profile": found.from_profile}
    db.execute(update(person).where(*_seat(found, found.partner)).values(**epoch))


def _seat(found: Due, one: bytes) -> tuple[Any, Any]:
    return person.c.couple_id == found.couple, person.c.id == one


def _let_go(db: Connection, found: Due) -> list[bytes]:
    """What lies under the lost keys alone. In a round an empty row stays, so that the hand-in still counts."""
    lost = (moment.c.couple_id == found.couple, moment.c.author_id == found.person, moment.c.tier != "couple")
    gone = [bytes(row.id) for row in db.execute(select(moment.c.id).where(*lost, moment.c.wrapped.is_not(None)))]
    of_no_round = or_(moment.c.mode != "both", moment.c.handed_in_at.is_(None))
    marked = select(moment.c.id).where(*lost)
    db.execute(delete(mark).where(mark.c.couple_id == found.couple, mark.c.moment_id.in_(marked)))
    db.execute(delete(moment).where(*lost, of_no_round))
    empty = {"wrapped": None, "sealed": None, "key_id": None, "tier": "own", "epoch": 0}
    db.execute(update(moment).where(*lost).values(**empty))
    return gone


def _sit_down(db: Connection, who: Person, found: Due) -> None:
    keyring, key = found.keyring.following(_turn(db, found)), who.keys.account
    secret = open_secret(who.secret_wrap, who.id, key)
    where = profile_place(found.person, found.couple, found.given.epoch)
    db.execute(
        update(person)
        .where(*_seat(found, found.person))
        .values(
            public_key=public_of(secret),
            secret_wrap=wrap_secret(secret, found.person, key),
            private_public=who.keys.private_public,
            keyring=seal_keyring(keyring, key, found.person),
            epoch=found.given.epoch,
            profile=seal_struct(found.given.key, found.given.profile, where),
            own=None,
        )
    )


def _turn(db: Connection, found: Due) -> int:
    return int(db.execute(select(couple.c.turn).where(couple.c.id == found.couple)).scalar_one())


def _carry(db: Connection, who: Person, found: Due) -> None:
    """What the new account wrote since. A body is bound to its author, so here it is opened and sealed anew; one that
    was changed outside gemel did not open before, and stays behind."""
    mine = (moment.c.couple_id == who.couple, moment.c.author_id == who.id, moment.c.wrapped.is_not(None))
    for row in db.execute(select(moment).where(*mine)).all():
        try:
            columns = _carried(who, row, found)
        except (Tampered, KeyError):
            continue
        db.execute(insert(moment).values(couple_id=found.couple, **columns))


def _carried(who: Person, row: Any, found: Due) -> dict[str, Any]:
    tier = "private" if row.tier == "private" else "own"
    line = Line(bytes(row.id), found.person, "private", tier, 0, row.at - row.at % DAY, revision=row.revision)
    where, body = place(line, found.couple), _opened(who, row)
    if tier == "private":
        sealed = seal_private_row(body, where, who.keys.private_public, who.keys.account)
    else:
        sealed = seal_row(body, where, who.keys.account)
    columns = {name: getattr(line, name) for name in Line.__slots__}
    return columns | sealed._asdict() | {"key_id": sealed_with(sealed.wrapped), "kind_tag": own_tag(who, row)}


def _opened(who: Person, row: Any) -> bytes:
    sealed, where = SealedRow(bytes(row.sealed), bytes(row.wrapped)), place(row, who.couple)
    if row.tier != "private":
        return open_row(sealed, where, key_of(who, row))
    keys = who.private_keys(sealed.wrapped)
    if keys.private is None:  # they came back by code, without the one for private pages
        raise Tampered("nobody can open it any more")
    return open_private_row(sealed, where, keys.private, keys.account)


def _take_over(db: Connection, who: Person, fresh: Fresh, found: Due) -> int:
    """The old account goes, and the new one is this person's. Gives its generation, which no session of before had."""
    ends = select(func.max(account.c.generation)).where(account.c.person_id.in_([who.id, found.person]))
    generation = int(db.execute(ends).scalar_one()) + 1
    second = factors.of(db, who.id, who.keys.account)
    if db.execute(delete(account).where(account.c.person_id == found.person)).rowcount != 1:
        raise NoInvitation("expired")
    here = (account.c.person_id == who.id, account.c.check_hash == fresh.was)
    owner = {"person_id": found.person, "couple_id": found.couple, "generation": generation}
    nothing = dict.fromkeys(("former", "former_private", "factors"))
    if db.execute(update(account).where(*here).values(**fresh.columns, **owner, **nothing)).rowcount != 1:
        raise Busy
    if second.on:
        factors.change(db, found.person, who.keys.account, lambda _none: second)
    return generation


def _forget(db: Connection, who: Person, found: Due) -> None:
    """The new account's couple of one, what was on its way to either, and what either had made for one alone."""
    for table in (turn, grant):
        db.execute(delete(table).where(table.c.couple_id == found.couple, table.c.to_person == found.person))
    for table in metadata.sorted_tables:
        if "person_id" in table.c and "couple_id" not in table.c:
            db.execute(delete(table).where(table.c.person_id.in_([who.id, found.person])))
    clear_out(db, who)
