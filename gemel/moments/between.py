"""What everyone in the couple can see, of a stretch of time: what may be put on a paper that either can hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from gemel.moments.moment import Moment, open_all
from gemel.moments.tables import BOTH, moment
from gemel.moments.timeline import other_handed_in
from gemel.moments.visibility import visible_to
from gemel.people.person import Person


def open_to_all(db: Connection, person: Person, now: int, since: int, until: int) -> list[Moment]:
    """Moments from `since` until before `until` (unix seconds), oldest first, that both can see at `now`: handed in,
    not taken back, their time come, and of a round only what both handed in to. Somebody alone gets what is their own
    and was given as far as it goes; nothing kept, nothing drafted, nothing of anybody who left."""
    return open_all(person, db.execute(_open_to_all(person, now, since, until)))


def _open_to_all(person: Person, now: int, since: int, until: int) -> Select[Any]:
    given = and_(moment.c.tier == "couple", moment.c.at >= since, moment.c.at < until, moment.c.at <= now)
    whose = moment.c.author_id == person.id if person.alone else _of_these_two(person)
    return visible_to(person, now).where(given, whose).order_by(moment.c.at, moment.c.id)


def _of_these_two(person: Person) -> ColumnElement[bool]:
    """From the first epoch in which the partner wrote, else from the newest: both hold these. Never one that the
    partner was not granted, since they wrote nothing in it."""
    assert person.partner is not None
    theirs = select(func.min(moment.c.epoch)).where(
        moment.c.couple_id == person.couple,
        moment.c.author_id == person.partner.id,
        moment.c.tier == "couple",
    )
    together = func.coalesce(theirs.scalar_subquery(), person.keyring.current[0])
    return and_(moment.c.epoch >= together, or_(moment.c.mode != BOTH, other_handed_in()))
