"""What this person may see, newest first: the timeline, search, and the few queries rooms build on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Exists, Select, and_, bindparam, exists, func, or_, select, union_all

from gemel.moments.kinds import KINDS
from gemel.moments.moment import Moment, open_all, opened
from gemel.moments.tables import BOTH, mark, moment
from gemel.moments.visibility import asking, visible
from gemel.people.person import Person
from gemel.store import Prepared, each, listed

PAGE = 20
LOOK = 2_500
"""Moments that one look through the words opens: a fifth of a second."""
FETCHED = 500
Cursor = tuple[int, bytes]
"""The second and the id of the last moment that was seen: what follows is older."""
_other = moment.alias("other")


@dataclass(frozen=True, slots=True)
class Page:
    moments: list[Moment]
    older: Cursor | None
    """Where the next page begins, or None on the last."""


def timeline(db: Connection, person: Person, now: int, before: Cursor | None = None) -> Page:
    """One page of the timeline. Costs the same however much lies behind it: the index is walked
    from `before`, and stops when the page is full."""
    rows = _rows(db, person, now, before, PAGE + 1)
    return Page(open_all(person, rows[:PAGE]), _after(rows[PAGE - 1]) if len(rows) > PAGE else None)


def _rows(db: Connection, person: Person, now: int, before: Cursor | None, most: int) -> Sequence[Any]:
    hidden = person.tags(*KINDS.hidden())
    values = asking(person, now) | listed("hidden", hidden) | {"most": most}
    if before is not None:
        values |= {"before": before[0], "before_id": before[1]}
    return _timeline.run(db, values, len(hidden), before is not None)


def _after(row: Any) -> Cursor:
    return row.at, bytes(row.id)


@Prepared
def _timeline(hidden: int, continued: bool) -> Select[Any]:
    """Visible, its time come (also for its author), and of a kind that has a card."""
    query = _on_timeline(hidden).limit(bindparam("most"))
    if not continued:
        return query
    at: BindParameter[int] = bindparam("before")
    moment_id: BindParameter[bytes] = bindparam("before_id")
    return query.where(or_(moment.c.at < at, and_(moment.c.at == at, moment.c.id < moment_id)))


def _on_timeline(hidden: int) -> Select[Any]:
    shown = moment.c.kind_tag.not_in(each("hidden", hidden))
    return newest_first(visible().where(moment.c.at <= bindparam("now"), shown))


def newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(moment.c.at.desc(), moment.c.id.desc())


def search(
    db: Connection, person: Person, now: int, words: str, before: Cursor | None = None, look: int = LOOK
) -> Page:
    """A page of the moments whose text holds every word, newest first. Opened and looked through in memory: an index
    of what was said would be what was said, at rest. After `look` of them it rests, with or without something found:
    `older` says where to go on looking, and is None only when the first day was reached."""
    wanted = folded(words).split()
    found: list[Moment] = []
    last: Cursor | None = None
    for looked, row in enumerate(_walked(db, person, now, before) if wanted else ()):
        if looked == look or len(found) == PAGE:
            return Page(found, last)
        it = opened(person, row)
        text = folded(it.body.text())
        found += [it] if all(word in text for word in wanted) else []
        last = _after(row)
    return Page(found, None)


def _walked(db: Connection, person: Person, now: int, before: Cursor | None) -> Iterator[Any]:
    """The timeline from there on, fetched a few hundred rows at a time."""
    while rows := _rows(db, person, now, before, FETCHED):
        yield from rows
        before = _after(rows[-1])


def folded(text: str) -> str:
    """Fold case and accents away, so that «cafe» finds «Café»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return plain if plain.isascii() else _maybe_marks().sub(_unless_mark, plain)


@cache
def _maybe_marks() -> re.Pattern[str]:
    """Marks that combine with a letter, and all that lies beyond the first 65,536 characters: a set without single ones
    from there is passed over ten times as fast as a look at each letter."""
    marks = (chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code)))
    return re.compile(f"[{''.join(marks)}\U00010000-\U0010ffff]")


def _unless_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def of_kind(
    db: Connection, person: Person, now: int, *kinds: str, most: int = 200, author: bytes | None = None,
    open_now: bool = False, since: int | None = None,
) -> list[Moment]:  # fmt: skip
    """Visible moments of these kinds, newest first; `open_now` leaves out what waits for its time, `since` what is
    older."""
    tags = person.tags(*kinds)
    values = asking(person, now) | listed("tag", tags) | {"author": author, "most": most, "oldest": since}
    return open_all(person, _of_kind.run(db, values, len(tags), author is not None, open_now, since is not None))


@Prepared
def _of_kind(tags: int, by_author: bool, open_now: bool, of_late: bool) -> Select[Any]:
    """The newest of each tag by itself, and of those the newest. Asked for all tags at once and in order, SQLite walks
    everything by time until enough is found: for a kind with few moments, to the first day of all."""
    newest = (_of_tag(tag, by_author, open_now, of_late).subquery() for tag in each("tag", tags))
    all_tags = union_all(*(select(one) for one in newest)).subquery()
    return select(all_tags).order_by(all_tags.c.at.desc(), all_tags.c.id.desc()).limit(bindparam("most"))


def _of_tag(tag: BindParameter[Any], by_author: bool, open_now: bool, of_late: bool) -> Select[Any]:
    query = visible().where(moment.c.kind_tag == tag)
    if by_author:
        query = query.where(moment.c.author_id == bindparam("author"))
    if open_now:
        query = query.where(moment.c.at <= bindparam("now"))
    if of_late:
        query = query.where(moment.c.at >= bindparam("oldest"))
    # The whole id as an expression: else SQLite takes the index by time, since that one is in order to the last id.
    return query.order_by(moment.c.at.desc(), func.substr(moment.c.id, 1).desc()).limit(bindparam("most"))


def in_rounds(db: Connection, person: Person, now: int, round_ids: list[bytes]) -> list[Moment]:
    """Visible moments that belong to these rounds, oldest first."""
    if not round_ids:
        return []
    rows = _in_rounds.run(db, asking(person, now) | listed("round", round_ids), len(round_ids))
    return open_all(person, sorted(rows, key=lambda row: (row.at, bytes(row.id))))


@Prepared
def _in_rounds(number: int) -> Select[Any]:
    # Sorted afterwards: asked to order, SQLite walks everything by time instead of the few rows by round.
    return visible().where(moment.c.round_id.in_(each("round", number)))


RECENT = 30 * 86_400
LOOKED_THROUGH = 40


def waiting_for(db: Connection, person: Person, now: int, *kinds: str, most: int = 1) -> list[Moment]:
    """What the partner opened to this person in the last 30 days and this person has not put away,
    oldest first. What is older has its place on the timeline, and no longer asks to be looked at."""
    tags = person.couple_tags(*kinds)
    values = asking(person, now) | listed("tag", tags) | {"recent": now - RECENT, "most": most}
    return open_all(person, _waiting_for.run(db, values, len(tags)))


@Prepared
def _waiting_for(tags: int) -> Select[Any]:
    """Among the newest few only: what lies behind them must not make Today slower year by year."""
    theirs = visible().where(
        moment.c.kind_tag.in_(each("tag", tags)),
        moment.c.author_id != bindparam("me"),
        moment.c.at.between(bindparam("recent"), bindparam("now")),
    )
    newest = newest_first(theirs).limit(LOOKED_THROUGH).subquery()
    mine_done = exists().where(
        mark.c.couple_id == bindparam("couple"),
        mark.c.moment_id == newest.c.id,
        mark.c.person_id == bindparam("me"),
        mark.c.what == "done",
    )
    return select(newest).where(~mine_done).order_by(newest.c.at, newest.c.id).limit(bindparam("most"))


def other_handed_in() -> Exists:
    return exists().where(
        _other.c.couple_id == moment.c.couple_id,
        _other.c.round_id == moment.c.round_id,
        _other.c.author_id != moment.c.author_id,
        _other.c.mode == BOTH,
        _other.c.handed_in_at.is_not(None),
    )


def counts(db: Connection, person: Person, now: int) -> dict[str, int]:
    """How many moments of each kind are open to both: for the tree, never per person. A part of a
    round that only one has handed in does not count: a leaf too many would tell on its author."""
    names = {tag: name for name in KINDS.by_name for tag in person.couple_tags(name)}
    query = (
        select(moment.c.kind_tag, func.count())
        .where(moment.c.couple_id == person.couple, moment.c.tier == "couple", moment.c.at <= now)
        .where(or_(moment.c.mode != BOTH, other_handed_in()), moment.c.kind_tag.in_(list(names)))
        .group_by(moment.c.kind_tag)
    )
    found: dict[str, int] = {}
    for tag, number in db.execute(query):
        name = names[bytes(tag)]
        found[name] = found.get(name, 0) + number
    return found
