"""What can be done with a statement, each in one transaction that looks again how things stand: a page may be old."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.moments import (
    Moment,
    NotHere,
    both_agreed,
    erase,
    find,
    keep,
    lift,
    marks,
    of_kind,
    put,
    revise,
    share,
    take_back,
    widen,
)
from gemel.people.person import Person
from gemel.rooms.speaking.kinds import Apology, Look, Reception, Settled, Statement
from gemel.rooms.speaking.talks import Talk, find_talk, looks, open_one
from gemel.store import new_id


def send(db: Connection, me: Person, body: Statement, now: int, *, id: bytes) -> bool:
    """Send it, unless another of one's own is open this week: then nothing happens, and it is False."""
    other = open_one(db, me, now)
    if other is not None and other.it.id != id:
        return False
    share(db, me, body, now, id=id)
    return True


def send_kept(db: Connection, me: Person, it: Moment, now: int) -> bool:
    """Send what was prepared. From then on only its topic can be searched for."""
    assert isinstance(it.body, Statement | Apology)
    if me.alone or (isinstance(it.body, Statement) and open_one(db, me, now) is not None):
        return False
    revise(db, me, it, msgspec.structs.replace(it.body, aloud=False))
    widen(db, me, find(db, me, now, it.id), now)
    return True


def open_it(db: Connection, me: Person, it: Moment, now: int) -> None:
    """Opened by the one it is for, and known to nobody else."""
    _look(db, me, it, msgspec.structs.replace(_before(db, me, it, now), opened=True, until=0), now)


def put_by(db: Connection, me: Person, it: Moment, until: int, now: int) -> None:
    """Let it come back to Today later."""
    _look(db, me, it, msgspec.structs.replace(_before(db, me, it, now), until=until), now)


def _before(db: Connection, me: Person, it: Moment, now: int) -> Look:
    return looks(db, me, now).get(it.id, Look())


def _look(db: Connection, me: Person, it: Moment, look: Look, now: int) -> None:
    """One note of one's own for each statement; the newest takes the place of the one before."""
    if it.mine:
        raise NotHere
    for old in of_kind(db, me, now, "look", author=me.id, most=100):
        if old.reply_to == it.id:
            erase(db, me, old, now)
    keep(db, me, look, now, id=new_id(), reply_to=it.id)


def receive(db: Connection, me: Person, statement: bytes, body: Reception, line: Settled | None, now: int, *, id: bytes, until: int = 0) -> bool:  # fmt: skip
    """Answer it. A yes, or another offer, lays a line on the table; «until» keeps it open and brings it back then."""
    talk = find_talk(db, me, now, statement)
    if talk.reception is not None and talk.reception.id == id:
        return True
    if talk.it.mine:
        raise NotHere
    if not talk.wants_answer:
        return False
    turn = talk.answer.turn + 1 if talk.answer else 1
    share(db, me, msgspec.structs.replace(body, turn=turn), now, id=id, reply_to=statement)
    _afterwards(db, me, talk, body.answer, line, until, now)
    return True


def _afterwards(
    db: Connection, me: Person, talk: Talk, answer: str, line: Settled | None, until: int, now: int
) -> None:
    open_it(db, me, talk.it, now)
    if answer == "until":
        return put_by(db, me, talk.it, until, now)
    put(db, me, talk.it, "done", now)
    if answer in {"no", "heard"}:
        return put(db, me, talk.it, "closed", now)
    if line is not None and line.line:
        propose(db, me, talk.it.id, line, now, id=new_id())
    return None


def propose(db: Connection, me: Person, statement: bytes, body: Settled, now: int, *, id: bytes) -> bool:
    """Lay a line on the table, agreed by its proposer. What lay there before makes room."""
    talk = find_talk(db, me, now, statement)
    if talk.proposal is not None and talk.proposal.id == id:
        return True
    if talk.closed or talk.answer is None:
        return False
    turn = talk.settled.turn + 1 if talk.settled else 1
    if talk.proposal is not None:
        _clear(db, me, talk.proposal, now)
    share(db, me, msgspec.structs.replace(body, turn=turn), now, id=id, reply_to=statement)
    put(db, me, find(db, me, now, id), "agreed", now)
    return True


def _clear(db: Connection, me: Person, line: Moment, now: int) -> None:
    """Off the table: one's own goes back to oneself, the other's is closed."""
    if line.mine:
        return take_back(db, me, line, now)
    lift(db, me, line, "agreed")
    return put(db, me, line, "closed", now)


def agree(db: Connection, me: Person, line: Moment, now: int) -> bool:
    """Say yes to the line on the table. Once both have, the request is closed."""
    talk = _talk_of(db, me, line, now)
    if talk.proposal is None or talk.proposal.id != line.id:
        return False
    if not talk.agreed:
        put(db, me, line, "agreed", now)
    if both_agreed(me, marks(db, me, [line.id])[line.id]):
        put(db, me, talk.it, "closed", now)
    return True


def let_line_go(db: Connection, me: Person, line: Moment, now: int) -> Moment:
    """Off the table, or ended where it stood; the same for both. The statement it belonged to."""
    talk = _talk_of(db, me, line, now)
    if talk.proposal is not None and talk.proposal.id == line.id:
        _clear(db, me, line, now)
    return talk.it


def _talk_of(db: Connection, me: Person, line: Moment, now: int) -> Talk:
    if not isinstance(line.body, Settled) or line.reply_to is None:
        raise NotHere
    return find_talk(db, me, now, line.reply_to)


def let_go(db: Connection, me: Person, statement: bytes, now: int) -> None:
    """Let the whole of it go, whoever of the two it is. Unanswered, its author takes it back."""
    talk = find_talk(db, me, now, statement)
    if talk.it.mine and talk.answer is None:
        return take_back(db, me, talk.it, now)
    if not talk.it.mine:
        put(db, me, talk.it, "done", now)
    return put(db, me, talk.it, "closed", now)


def look_at(db: Connection, me: Person, seen: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in seen:
        put(db, me, it, "done", now)
