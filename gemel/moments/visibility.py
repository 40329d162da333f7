"""Who may see what: the one rule of the house, as a query over (person, now)."""

from __future__ import annotations

from sqlalchemy import Select, and_, exists, or_, select

from gemel.moments.tables import moment
from gemel.people.person import Person

_mine = moment.alias("mine")


def visible_to(person: Person, now: int) -> Select:
    """Every moment that this person may read at `now` (unix seconds), and no other.

    The author always. The partner if it was handed in and not taken back, and it is shared; or
    scheduled and its time has come; or `both` and the partner handed in to the same round too,
    even if they took that back later. Nothing from before the partner joined: its epoch was
    never granted to them. Erased rows are for nobody.
    """
    opened = and_(
        moment.c.handed_in_at.is_not(None),
        moment.c.taken_back_at.is_(None),
        moment.c.epoch >= _since(person),
        or_(
            moment.c.mode == "shared",
            and_(moment.c.mode == "scheduled", moment.c.opens_at <= now),
            and_(moment.c.mode == "both", _handed_in_too(person)),
        ),
    )
    return select(moment).where(
        moment.c.couple_id == person.couple,
        moment.c.wrapped.is_not(None),
        or_(moment.c.author_id == person.id, opened),
    )


def _since(person: Person) -> int:
    """The first epoch of the couple that this person holds a key for."""
    return min(person.keyring.epochs)


def _handed_in_too(person: Person):
    return exists().where(
        _mine.c.couple_id == moment.c.couple_id,
        _mine.c.round_id == moment.c.round_id,
        _mine.c.author_id == person.id,
        _mine.c.mode == "both",
        _mine.c.handed_in_at.is_not(None),
    )
