"""What this person may see, newest first: the timeline, search, and the few queries rooms build on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from gemel.moments.kinds import KINDS
from gemel.moments.moment import Moment, open_all, opened
from gemel.moments.tables import mark, moment
from gemel.moments.visibility import visible_to
from gemel.people.person import Person

PAGE = 20
SEARCH_MOST = 50


@dataclass(frozen=True, slots=True)
class Page:
    moments: list[Moment]
    older: tuple[int, bytes] | None
    """Where the next page begins, or None on the last."""


def timeline(db: Connection, person: Person, now: int, before: tuple[int, bytes] | None = None) -> Page:
    """One page of the timeline. Costs the same however much lies behind it: the index is walked
    from `before`, and stops when the page is full."""
    query = _newest_first(_on_timeline(person, now))
    if before is not None:
        at, moment_id = before
        query = query.where(or_(moment.c.at < at, and_(moment.c.at == at, moment.c.id < moment_id)))
    rows = db.execute(query.limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(open_all(person, rows[:PAGE]), (last.at, bytes(last.id)) if last is not None else None)


def _on_timeline(person: Person, now: int) -> Select:
    """Visible, its time come (also for its author), and of a kind that has a card."""
    hidden = person.tags(*KINDS.hidden())
    return visible_to(person, now).where(moment.c.at <= now, moment.c.kind_tag.not_in(hidden))


def _newest_first(query: Select) -> Select:
    return query.order_by(moment.c.at.desc(), moment.c.id.desc())


def search(db: Connection, person: Person, now: int, words: str, most: int = SEARCH_MOST) -> list[Moment]:
    """Moments whose text holds every word, newest first. Opened and looked through in memory: an
    index of what was said would be what was said, at rest."""
    wanted = folded(words).split()
    found: list[Moment] = []
    for it in _all(db, person, now) if wanted else ():
        text = folded(it.body.text())
        if all(word in text for word in wanted):
            found.append(it)
            if len(found) == most:
                break
    return found


def _all(db: Connection, person: Person, now: int) -> Iterator[Moment]:
    rows = db.execution_options(yield_per=500).execute(_newest_first(_on_timeline(person, now)))
    for row in rows:
        yield opened(person, row)


def folded(text: str) -> str:
    """Fold case and accents away, so that «cafe» finds «Café»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def of_kind(
    db: Connection, person: Person, now: int, *kinds: str, most: int = 200, author: bytes | None = None,
    open_now: bool = False,
) -> list[Moment]:  # fmt: skip
    """Visible moments of these kinds, newest first; `open_now` leaves out what waits for its time."""
    query = _newest_first(visible_to(person, now).where(moment.c.kind_tag.in_(person.tags(*kinds))))
    if author is not None:
        query = query.where(moment.c.author_id == author)
    if open_now:
        query = query.where(moment.c.at <= now)
    return open_all(person, db.execute(query.limit(most)))


def in_rounds(db: Connection, person: Person, now: int, round_ids: list[bytes]) -> list[Moment]:
    """Visible moments that belong to these rounds, oldest first."""
    query = visible_to(person, now).where(moment.c.round_id.in_(round_ids)).order_by(moment.c.at, moment.c.id)
    return open_all(person, db.execute(query))


def waiting_for(db: Connection, person: Person, now: int, *kinds: str, most: int = 1) -> list[Moment]:
    """What the partner opened to this person and this person has not put away, oldest first."""
    mine_done = exists().where(
        mark.c.couple_id == person.couple,
        mark.c.moment_id == moment.c.id,
        mark.c.person_id == person.id,
        mark.c.what == "done",
    )
    tags = [tag for kind in kinds for tag in person.couple_tags(kind)]
    query = visible_to(person, now).where(
        moment.c.kind_tag.in_(tags), moment.c.author_id != person.id, moment.c.at <= now, ~mine_done
    )
    return open_all(person, db.execute(query.order_by(moment.c.at, moment.c.id).limit(most)))


def _other_handed_in():
    other = moment.alias("other")
    return exists().where(
        other.c.couple_id == moment.c.couple_id,
        other.c.round_id == moment.c.round_id,
        other.c.author_id != moment.c.author_id,
        other.c.mode == "both",
        other.c.handed_in_at.is_not(None),
    )


def counts(db: Connection, person: Person, now: int) -> dict[str, int]:
    """How many moments of each kind are open to both: for the tree, never per person. A part of a
    round that only one has handed in does not count: a leaf too many would tell on its author."""
    names = {tag: name for name in KINDS.by_name for tag in person.couple_tags(name)}
    query = (
        select(moment.c.kind_tag, func.count())
        .where(moment.c.couple_id == person.couple, moment.c.tier == "couple", moment.c.at <= now)
        .where(or_(moment.c.mode != "both", _other_handed_in()))
        .group_by(moment.c.kind_tag)
    )
    found: dict[str, int] = {}
    for tag, number in db.execute(query):
        name = names.get(bytes(tag), "")
        found[name] = found.get(name, 0) + number
    return found
