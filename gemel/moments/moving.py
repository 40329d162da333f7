"""Moving between couples: stepping inside somebody's couple, and leaving one.

What a person wrote goes with them, for their eyes only; what the other wrote stays with the other.
Only keys are wrapped anew: the words themselves are never opened on the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from gemel.delivery import fall_silent
from gemel.moments.moment import place
from gemel.moments.tables import mark, moment, round_
from gemel.moments.verbs import Line, key_of
from gemel.people.account import found_couple
from gemel.people.errors import AlreadyTwo
from gemel.people.pairing import begin_epoch, forget_invitation, keyring_inside, welcome
from gemel.people.person import Person, keep_keyring, keep_profile, profile_place, seal_struct
from gemel.people.tables import account, couple, grant, invitation, key_return, person
from gemel.store import Busy, new_id
from gemel.vault import Keyring, Tampered, new_key, rewrap, seal_keyring, sealed_with

DAY = 86_400


def step_inside(db: Connection, who: Person, now: int) -> bytes:
    """The guest of a confirmed invitation moves in; returns the couple they are in now."""
    if not who.alone:
        raise AlreadyTwo
    found = welcome(db, who, now)
    _move(db, who, found.couple, _free_seat(db, found.couple), keyring_inside(who, found))
    forget_invitation(db, who, found.couple)
    return found.couple


def _free_seat(db: Connection, couple_id: bytes) -> int:
    """The host sits in the second seat if an earlier partner, who had the first, has left."""
    taken = db.execute(select(person.c.seat).where(person.c.couple_id == couple_id)).scalars().all()
    return 0 if 0 not in taken else 1


def leave(db: Connection, who: Person, now: int) -> bytes:
    """Leave at once, alone, for no stated reason. Nobody is told by message; returns the new couple of one."""
    if who.alone:
        return who.couple
    fresh = new_id()
    fall_silent(db, who)
    found_couple(db, fresh, now)
    _move(db, who, fresh, 0, Keyring(counter=who.keyring.counter).with_epoch(1, new_key()))
    return fresh


def settle_alone(db: Connection, who: Person) -> None:
    """After the other left: a new epoch that they never held, before anything more is written."""
    epoch, key = who.couple_epoch + 1, new_key()
    if not begin_epoch(db, who):  # their other phone did it meanwhile
        return
    keyring = who.keyring.without_partner().with_epoch(epoch, key)
    fall_silent(db, who)
    keep_keyring(db, who, keyring)
    keep_profile(db, replace(who, keyring=keyring), who.profile)
    db.execute(delete(grant).where(grant.c.couple_id == who.couple))


def _move(db: Connection, who: Person, to: bytes, seat: int, keyring: Keyring) -> None:
    own = hold_still(db, who)
    _withdraw_own(db, who)
    _take_a_seat(db, who, to, seat, keyring, own)
    _carry(db, who, to)
    db.execute(update(account).where(account.c.person_id == who.id).values(couple_id=to))
    clear_out(db, who)


def hold_still(db: Connection, who: Person) -> Any:
    """Let nobody write in this couple until the move is done; give what the person keeps for themselves.
    Refuses somebody who has moved meanwhile, or whose keys are no longer the newest."""
    newest = (couple.c.epoch == who.couple_epoch, couple.c.turn == who.couple_turn)
    same = (person.c.couple_id == who.couple, person.c.id == who.id, *newest)
    query = select(person.c.own).join(couple, couple.c.id == person.c.couple_id).where(*same)
    found = db.execute(query.with_for_update()).one_or_none()
    if found is None:
        raise Busy
    return found.own


def _withdraw_own(db: Connection, who: Person) -> None:
    db.execute(delete(invitation).where(invitation.c.couple_id == who.couple))
    db.execute(delete(key_return).where(or_(key_return.c.couple_id == who.couple, key_return.c.guest == who.id)))


def _take_a_seat(db: Connection, who: Person, to: bytes, seat: int, keyring: Keyring, own: Any) -> None:
    epoch, key = keyring.current
    db.execute(
        insert(person).values(
            couple_id=to,
            id=who.id,
            seat=seat,
            public_key=who.public_key,
            secret_wrap=who.secret_wrap,
            private_public=who.keys.private_public,
            keyring=seal_keyring(keyring, who.keys.account, who.id),
            epoch=epoch,
            profile=seal_struct(key, who.profile, profile_place(who.id, to, epoch)),
            own=own,
        )
    )


def _carry(db: Connection, who: Person, to: bytes) -> None:
    """Bring one's own moments along as private ones. Empty rows of old rounds are left behind."""
    mine = select(moment).where(
        moment.c.couple_id == who.couple, moment.c.author_id == who.id, moment.c.wrapped.is_not(None)
    )
    for row in db.execute(mine).all():
        db.execute(insert(moment).values(couple_id=to, **_carried(who, row, to)))


def _carried(who: Person, row: Any, to: bytes) -> dict[str, Any]:
    tier = "private" if row.tier == "private" else "own"
    day = row.at - row.at % DAY
    line = Line(bytes(row.id), who.id, "private", tier, 0, day, revision=row.revision)
    columns = {name: getattr(line, name) for name in Line.__slots__}
    return columns | {"sealed": bytes(row.sealed)} | _rewrapped(who, row, line, to)


def _rewrapped(who: Person, row: Any, line: Line, to: bytes) -> dict[str, Any]:
    as_it_was = {"wrapped": bytes(row.wrapped), "key_id": row.key_id, "kind_tag": bytes(row.kind_tag)}
    if row.tier == "private":  # bound to the person, in whichever couple they are
        return as_it_was
    try:
        wrapped = rewrap(
            bytes(row.wrapped), place(row, who.couple), key_of(who, row), place(line, to), who.keys.account
        )
    except (Tampered, KeyError):  # changed outside gemel: it did not open before, and must not keep anybody here
        return as_it_was
    return {"wrapped": wrapped, "key_id": sealed_with(wrapped), "kind_tag": own_tag(who, row)}


def own_tag(who: Person, row: Any) -> bytes:
    """The own tag of whichever kind carries this row's tag."""
    from gemel.moments.kinds import KINDS

    if row.tier == "own" and not who.former:
        return bytes(row.kind_tag)
    return who.own_tag(next((name for name in KINDS.by_name if bytes(row.kind_tag) in who.tags(name)), ""))


def clear_out(db: Connection, who: Person) -> None:
    """Remove what was carried from the old couple, and the couple itself if nobody is left in it."""
    old = who.couple
    mine = select(moment.c.id).where(moment.c.couple_id == old, moment.c.author_id == who.id)
    db.execute(delete(mark).where(mark.c.couple_id == old, mark.c.moment_id.in_(mine)))
    db.execute(delete(mark).where(mark.c.couple_id == old, mark.c.person_id == who.id))
    db.execute(delete(moment).where(moment.c.couple_id == old, moment.c.author_id == who.id))
    db.execute(delete(person).where(person.c.couple_id == old, person.c.id == who.id))
    if db.execute(select(person.c.id).where(person.c.couple_id == old)).first() is None:
        for table in (round_, grant):
            db.execute(delete(table).where(table.c.couple_id == old))
        db.execute(delete(couple).where(couple.c.id == old))
