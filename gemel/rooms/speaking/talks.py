"""What is open between the two: a statement, what came back, what they settle on. Asked of the kernel, never stored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, both_agreed, find, marks, of_kind
from gemel.people.person import Person
from gemel.rooms.speaking.kinds import Look, Reception, Settled, Statement
from gemel.web.visit import Visit

WEEK = 7 * 86_400
PARTS = ("statement", "reception", "settled", "look")
Put = dict[bytes, set[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Talk:
    """One statement and all that belongs to it, as one of the two may see it."""

    it: Moment
    reception: Moment | None = None
    proposal: Moment | None = None
    agreed: bool = False
    i_agreed: bool = False
    closed: bool = False
    looked: bool = False
    """Whether this person opened it, if it is the other's. Nobody else can ask this."""

    @property
    def body(self) -> Statement:
        assert isinstance(self.it.body, Statement)
        return self.it.body

    @property
    def answer(self) -> Reception | None:
        return self.reception.body if self.reception and isinstance(self.reception.body, Reception) else None

    @property
    def settled(self) -> Settled | None:
        return self.proposal.body if self.proposal and isinstance(self.proposal.body, Settled) else None

    @property
    def wants_answer(self) -> bool:
        """Open, with no answer or one that only asked for time."""
        return not self.closed and (self.answer is None or self.answer.answer == "until")


def talks(db: Connection, me: Person, now: int) -> list[Talk]:
    """What was sent between the two of now, newest first; nothing from before they were two."""
    if me.alone:
        return []
    every = of_kind(db, me, now, *PARTS, most=400)
    found = [it for it in every if _between(me, it)]
    put_on, seen = marks(db, me, [it.id for it in found]), _looks(every)
    return [gathered(me, it, found, put_on, seen.get(it.id, Look())) for it in found if isinstance(it.body, Statement)]


def _between(me: Person, it: Moment) -> bool:
    return it.readable and it.given and it.epoch == me.keyring.current[0]


def gathered(me: Person, it: Moment, found: list[Moment], put_on: Put, look: Look) -> Talk:
    """A statement with the newest of what answers it. A line that was closed lies on the table no more."""
    replies = [one for one in found if one.reply_to == it.id]
    receptions = sorted((one for one in replies if isinstance(one.body, Reception) and one.mine != it.mine), key=_turn)
    lines = sorted((one for one in replies if isinstance(one.body, Settled)), key=_turn)
    live = [one for one in lines if not _closed(put_on, one)]
    proposal = live[-1] if live else None
    line_marks = put_on.get(proposal.id, set()) if proposal else set()
    return Talk(
        it,
        reception=receptions[-1] if receptions else None,
        proposal=proposal,
        agreed=proposal is not None and both_agreed(me, line_marks),
        i_agreed=("agreed", me.id) in line_marks,
        closed=_closed(put_on, it),
        looked=look.opened,
    )


def _turn(it: Moment) -> tuple[int, int, bytes]:
    return getattr(it.body, "turn", 1), it.at, it.id


def _closed(put_on: Put, it: Moment) -> bool:
    return any(what == "closed" for what, _who in put_on.get(it.id, set()))


def find_statement(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment:
    it = find(db, me, now, moment_id)
    if not isinstance(it.body, Statement):
        raise NotHere
    return it


def find_talk(db: Connection, me: Person, now: int, moment_id: bytes) -> Talk:
    """The talk around a statement that was sent between these two; NotHere where there is none."""
    find_statement(db, me, now, moment_id)
    found = next((one for one in talks(db, me, now) if one.it.id == moment_id), None)
    if found is None:
        raise NotHere
    return found


def open_one(db: Connection, me: Person, now: int) -> Talk | None:
    """One's own that is still open, sent within the week: one at a time."""
    mine = (one for one in talks(db, me, now) if one.it.mine and not one.closed)
    return next((one for one in mine if one.it.at > now - WEEK), None)


def my_open_one(visit: Visit) -> Talk | None:
    return open_one(visit.db, visit.me, visit.now)


def looks(db: Connection, me: Person, now: int) -> dict[bytes | None, Look]:
    """What this person opened or put by. Nobody else can ask this."""
    return _looks(of_kind(db, me, now, "look", author=me.id, most=100))


def _looks(found: list[Moment]) -> dict[bytes | None, Look]:
    return {it.reply_to: it.body for it in found if isinstance(it.body, Look)}
