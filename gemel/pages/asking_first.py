"""Lines of one's own, «please ask before…»: one's own until opened, changed with what stood there before, let go."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, NotYours, erase, find, keep, of_kind, put, revise, share, widen
from gemel.pages.kinds import AskFirst
from gemel.people.person import Person

KIND = "ask-first"
MOST = 40
REMEMBERED = 5
"""So many earlier wordings stay with a line that was changed while both could read it."""


def body_of(it: Moment) -> AskFirst:
    assert isinstance(it.body, AskFirst)
    return it.body


def mine(db: Connection, me: Person, now: int) -> list[Moment]:
    """One's own lines, newest first."""
    found = of_kind(db, me, now, KIND, author=me.id, most=MOST)
    return [it for it in found if isinstance(it.body, AskFirst)]


def between(db: Connection, me: Person, now: int) -> list[AskFirst]:
    """What the two can both read, by its words: no name, and no order that would give one away."""
    found = [] if me.alone else of_kind(db, me, now, KIND, most=MOST)
    opened = [it.body for it in found if isinstance(it.body, AskFirst) and is_open(me, it)]
    return sorted(opened, key=lambda body: body.words.casefold())


def is_open(me: Person, it: Moment) -> bool:
    """Whether the partner of now can read it: not what was written alone, or opened to somebody before."""
    return it.given and not me.alone and it.epoch == me.keyring.current[0]


def my_line(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment:
    it = find(db, me, now, moment_id)
    if not isinstance(it.body, AskFirst):
        raise NotHere
    if not it.mine:
        raise NotYours
    return it


def write(db: Connection, me: Person, words: str, now: int, *, id: bytes, opened: bool) -> None:
    (share if opened and not me.alone else keep)(db, me, AskFirst(words=words), now, id=id)


def change(db: Connection, me: Person, it: Moment, words: str, now: int, *, id: bytes) -> None:
    """What only its author has read is simply written anew; what both read keeps its earlier words beside it."""
    before = body_of(it)
    if words == before.words:
        return
    if it.handed_in_at is None:
        revise(db, me, it, AskFirst(words=words))
        return
    earlier = (before.words, *before.before)[:REMEMBERED]
    (share if is_open(me, it) else keep)(db, me, AskFirst(words=words, before=earlier), now, id=id)
    erase(db, me, it, now)


def open_up(db: Connection, me: Person, it: Moment, now: int) -> None:
    if not is_open(me, it):
        widen(db, me, it, now)


def let_go(db: Connection, me: Person, it: Moment, now: int) -> None:
    erase(db, me, it, now)


def take_in(db: Connection, me: Person, lines: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in lines:
        put(db, me, it, "done", now)
