"""Everything, oldest first: for whoever takes a copy along, and for bringing one's own back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, or_, select

from gemel.moments.kinds import KINDS
from gemel.moments.moment import Moment, open_all
from gemel.moments.tables import moment
from gemel.moments.visibility import asking, visible
from gemel.people.person import Person
from gemel.store import Prepared, each, listed

LEAF = 200  # moments in memory at once; a body holds some thousand characters


def leaf(
    db: Connection, person: Person, now: int, after: tuple[int, bytes] | None = None, *, theirs: bool = False
) -> list[Moment]:
    """The next moments after that place, LEAF of them or the last ones: one's own, also those that wait for their
    time. With `theirs`, besides, what the other opened and the timeline shows."""
    hidden = person.tags(*KINDS.hidden())
    values: dict[str, object] = asking(person, now) | listed("hidden", hidden)
    if after is not None:
        values |= {"after": after[0], "after_id": after[1]}
    return open_all(person, _leaf.run(db, values, len(hidden), after is not None, theirs))


@Prepared
def _leaf(hidden: int, continued: bool, theirs: bool) -> Select[Any]:
    mine = moment.c.author_id == bindparam("me")
    shown = and_(moment.c.at <= bindparam("now"), moment.c.kind_tag.not_in(each("hidden", hidden)))
    query = visible().where(or_(mine, shown) if theirs else mine).order_by(moment.c.at, moment.c.id).limit(LEAF)
    if not continued:
        return query
    at: BindParameter[int] = bindparam("after")
    moment_id: BindParameter[bytes] = bindparam("after_id")
    return query.where(or_(moment.c.at > at, and_(moment.c.at == at, moment.c.id > moment_id)))


def still_mine(db: Connection, person: Person, ids: list[bytes]) -> set[bytes]:
    """Which of these are this person's own moments and not erased: what is there need not be brought back."""
    values = {"couple": person.couple, "me": person.id} | listed("moment", ids)
    return {bytes(row.id) for row in _still_mine.run(db, values, len(ids))} if ids else set()


@Prepared
def _still_mine(number: int) -> Select[Any]:
    return select(moment.c.id).where(
        moment.c.couple_id == bindparam("couple"),
        moment.c.author_id == bindparam("me"),
        moment.c.id.in_(each("moment", number)),
        moment.c.wrapped.is_not(None),
    )
