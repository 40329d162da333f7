"""One vent and what was said to it: found through the person, answered, taken in. Each verb is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, find, marks, of_kind, put, share
from gemel.people.person import Person
from gemel.rooms.empathy.kinds import AnotherWord, Vent, VentAnswer

HELPED = "thanked"


@dataclass(frozen=True, slots=True)
class Thread:
    """A vent as one of the two sees it now."""

    vent: Moment
    parts: tuple[Moment, ...]
    """Answers and other words, oldest first."""
    helped: frozenset[bytes]
    """Answers of which whoever vented said that they helped."""
    seen: frozenset[bytes]
    """What this person has taken in already."""

    @property
    def my_turn(self) -> bool:
        """Nothing of mine yet, or something came since: the form stands open."""
        return not self.parts or not self.parts[-1].mine


def find_vent(db: Connection, me: Person, now: int, vent_id: bytes) -> Moment:
    it = find(db, me, now, vent_id)
    if not isinstance(it.body, Vent):
        raise NotHere
    return it


def theirs(it: Moment) -> Moment:
    """What can be answered: nobody answers themselves."""
    if it.mine:
        raise NotHere
    return it


def mine(me: Person, it: Moment) -> Moment:
    """What can be added to: one's own, while the other can read it."""
    if not it.mine or not it.given or me.alone:
        raise NotHere
    return it


def thread(db: Connection, me: Person, now: int, vent: Moment) -> Thread:
    found = of_kind(db, me, now, "vent-answer", "vent-word")
    parts = sorted(
        (it for it in found if it.reply_to == vent.id), key=lambda it: (it.at, it.kind == "vent-word", it.id)
    )
    put_on = marks(db, me, [it.id for it in parts])
    helped = frozenset(id for id, what in put_on.items() if any(name == HELPED for name, _who in what))
    seen = frozenset(id for id, what in put_on.items() if ("done", me.id) in what)
    return Thread(vent, tuple(parts), helped, seen)


def take_in(db: Connection, me: Person, parts: Iterable[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in parts:
        put(db, me, it, "done", now)


def answer(db: Connection, me: Person, vent_id: bytes, words: str, now: int, *, id: bytes) -> None:
    """Answer what is still there: it may have been taken back while the answer was written."""
    vent = theirs(find_vent(db, me, now, vent_id))
    share(db, me, VentAnswer(words=words), now, id=id, reply_to=vent.id)
    put(db, me, vent, "done", now)


def another_word(db: Connection, me: Person, vent_id: bytes, words: str, now: int, *, id: bytes) -> None:
    vent = mine(me, find_vent(db, me, now, vent_id))
    share(db, me, AnotherWord(words=words), now, id=id, reply_to=vent.id)


def say_it_helped(db: Connection, me: Person, answer_id: bytes, now: int) -> bytes:
    """Said to an answer to one's own vent, by a tap. Gives the vent's id."""
    it = theirs(find(db, me, now, answer_id))
    if not isinstance(it.body, VentAnswer) or it.reply_to is None:
        raise NotHere
    mine(me, find_vent(db, me, now, it.reply_to))
    put(db, me, it, HELPED, now)
    return it.reply_to
