"""Who may see what: the one rule of the house, as a query over (person, now)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Exists, Select, and_, bindparam, exists, or_, select

from gemel.moments.tables import BOTH, SCHEDULED, SHARED, moment
from gemel.people.person import Person

_mine = moment.alias("mine")


def visible_to(person: Person, now: int) -> Select[Any]:
    """Every moment that this person may read at `now` (unix seconds), and no other.

    The author always, save under a couple key that they lost and were not given again. The partner if it was handed
    in and not taken back, and it is shared; or scheduled and its time has come; or `both` and the partner handed in to
    the same round too, even if they took that back later. Nothing from before the partner joined: its epoch was
    never granted to them. Erased rows are for nobody.
    """
    return _rule(**asking(person, now))


def visible() -> Select[Any]:
    """The same rule with its four values still to be bound, by `asking`: for queries that are prepared once."""
    return _rule(**{name: bindparam(name) for name in ("couple", "me", "since", "now")})


def asking(person: Person, now: int) -> dict[str, Any]:
    """Who asks, and when. `since` is the first epoch of the couple that this person holds a key for."""
    return {"couple": person.couple, "me": person.id, "since": min(person.keyring.epochs), "now": now}


def _rule(couple: Any, me: Any, since: Any, now: Any) -> Select[Any]:
    held = or_(moment.c.tier != "couple", moment.c.epoch >= since)
    opened = and_(
        moment.c.handed_in_at.is_not(None),
        moment.c.taken_back_at.is_(None),
        moment.c.epoch >= since,
        or_(
            moment.c.mode == SHARED,
            and_(moment.c.mode == SCHEDULED, moment.c.opens_at <= now),
            and_(moment.c.mode == BOTH, _handed_in_too(me)),
        ),
    )
    return select(moment).where(
        moment.c.couple_id == couple,
        moment.c.wrapped.is_not(None),
        or_(and_(moment.c.author_id == me, held), opened),
    )


def _handed_in_too(me: Any) -> Exists:
    return exists().where(
        _mine.c.couple_id == moment.c.couple_id,
        _mine.c.round_id == moment.c.round_id,
        _mine.c.author_id == me,
        _mine.c.mode == BOTH,
        _mine.c.handed_in_at.is_not(None),
    )
