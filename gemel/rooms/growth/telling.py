"""Good news and what was said to it: found through the person, answered, enjoyed. Each verb is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, find, keep, marks, of_kind, put, share
from gemel.people.person import Person
from gemel.rooms.growth.kinds import News, NewsAnswer, NewsMore


@dataclass(frozen=True, slots=True)
class Told:
    """Good news as one of the two sees it now."""

    it: Moment
    parts: tuple[Moment, ...]
    """What was said to it, oldest first."""
    seen: frozenset[bytes]
    """What this person has taken in already."""

    @property
    def answered(self) -> bool:
        return any(part.mine for part in self.parts)

    @property
    def fresh(self) -> list[Moment]:
        return [part for part in self.parts if not part.mine and part.id not in self.seen]


def find_news(db: Connection, me: Person, now: int, news_id: bytes) -> Moment:
    it = find(db, me, now, news_id)
    if not isinstance(it.body, News):
        raise NotHere
    return it


def theirs(db: Connection, me: Person, now: int, news_id: bytes) -> Moment:
    """What can be answered: the other's, while it is there."""
    it = find_news(db, me, now, news_id)
    if it.mine:
        raise NotHere
    return it


def mine(db: Connection, me: Person, now: int, news_id: bytes) -> Moment:
    """One's own that the other may read."""
    it = find_news(db, me, now, news_id)
    if not it.mine or not it.given or me.alone:
        raise NotHere
    return it


def told(db: Connection, me: Person, now: int, it: Moment) -> Told:
    found = [one for one in of_kind(db, me, now, "news-answer", "news-more") if one.reply_to == it.id]
    parts = sorted(found, key=lambda one: (one.at, isinstance(one.body, NewsMore), one.id))
    put_on = marks(db, me, [one.id for one in parts])
    return Told(it, tuple(parts), frozenset(id for id, what in put_on.items() if ("done", me.id) in what))


def tell(db: Connection, me: Person, body: News, now: int, *, id: bytes, kept: bool) -> None:
    (keep if kept else share)(db, me, body, now, id=id)


def answer(db: Connection, me: Person, news_id: bytes, body: NewsAnswer, now: int, *, id: bytes) -> None:
    """Answer what is still there: it may have been taken back while the answer was written."""
    it = theirs(db, me, now, news_id)
    share(db, me, body, now, id=id, reply_to=it.id)
    put(db, me, it, "done", now)


def say_more(db: Connection, me: Person, news_id: bytes, words: str, now: int, *, id: bytes) -> None:
    it = mine(db, me, now, news_id)
    share(db, me, NewsMore(words=words), now, id=id, reply_to=it.id)


def set_aside(db: Connection, me: Person, news_id: bytes, now: int) -> None:
    """Today lets it rest; to the other nothing has happened."""
    put(db, me, theirs(db, me, now, news_id), "done", now)


def take_in(db: Connection, me: Person, parts: Iterable[Moment], now: int) -> None:
    for it in parts:
        put(db, me, it, "done", now)
