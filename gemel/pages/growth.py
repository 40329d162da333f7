"""What the tree is drawn from: counts of what is open to both, as high-water marks, so that it never shrinks."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, update

from gemel.moments import KINDS, counts
from gemel.people.person import Person, grown_place, open_struct, seal_struct
from gemel.people.tables import couple
from gemel.ui.tree import Growth
from gemel.vault import Tampered, WrongKey
from gemel.web.visit import Visit

DAY = 86_400


class Highest(msgspec.Struct, frozen=True):
    """The most that was ever counted, by what it grows."""

    weeks: int = 0
    opened: int = 0
    small: int = 0
    firsts: int = 0


def grown(visit: Visit) -> Growth:
    """The counts for today's tree; remembers a new high-water mark."""
    me, now = visit.me, visit.now
    before, after = remembered(me), counted(visit.db, me, now)
    most = Highest(
        *(max(pair) for pair in zip(msgspec.structs.astuple(before), msgspec.structs.astuple(after), strict=True))
    )
    if most != before:
        visit.write(remember, me, most)
    days = max(0, (now - me.began_at) // DAY)
    return Growth(days=days, weeks=most.weeks, opened=most.opened, small=most.small, firsts=most.firsts)


def counted(db: Connection, me: Person, now: int) -> Highest:
    number = counts(db, me, now)
    sums = {part: sum(number.get(kind, 0) for kind in kinds) for part, kinds in parts().items()}
    return Highest(weeks=sums["weeks"], opened=sums["opened"], small=sums["small"], firsts=sums["firsts"])


def parts() -> dict[str, list[str]]:
    """Which kinds grow what, as they are declared."""
    found: dict[str, list[str]] = {"weeks": [], "opened": [], "small": [], "firsts": []}
    for kind in KINDS.by_name.values():
        if kind.grows:
            found[kind.grows].append(kind.name)
    return found


def remembered(me: Person) -> Highest:
    """Zeros where nothing was remembered, or where it lies under a key from before."""
    if me.grown is None:
        return Highest()
    try:
        epoch, sealed = me.keyring.current[0], bytes(me.grown)
        return open_struct(me.keyring.key_for(epoch, sealed), sealed, grown_place(me.couple, epoch), Highest)
    except (WrongKey, Tampered):
        return Highest()


def remember(db: Connection, me: Person, most: Highest) -> None:
    epoch, key = me.keyring.current
    sealed = seal_struct(key, most, grown_place(me.couple, epoch))
    db.execute(update(couple).where(couple.c.id == me.couple).values(grown=sealed))
