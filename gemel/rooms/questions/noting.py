"""Noting what one knows, opening it to be set right, and answering that. Each verb is one short transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, find, keep, put, share, take_back, widen
from gemel.people.person import Person
from gemel.rooms.questions.kinds import Note, NoteReply
from gemel.rooms.questions.world import whom, world

MOST = 12
"""So many lines a part holds: it is a map, and no file."""


def note(db: Connection, me: Person, region: str, words: str, now: int, *, id: bytes) -> bytes | None:
    """For one's own eyes. None where the part is full."""
    here = world(db, me, now).notes(region)
    if len(here) >= MOST and id not in {it.id for it in here}:
        return None
    return keep(db, me, Note(about=region, words=words, whom=whom(me)), now, id=id)


def open_note(db: Connection, me: Person, it: Moment, now: int) -> bool:
    """Ask the one it is about: is that still right? One at a time, so that nobody is handed a list of themselves:
    the next can be opened once there is a word back, or after a week."""
    here = world(db, me, now)
    mine = [one for one in here.kept if one.mine and isinstance(one.body, Note) and one.body.whom == here.whom]
    if any(here.asks(one) for one in mine if one.id != it.id):
        return False
    if not it.given:
        widen(db, me, it, now)
    return True


def close_note(db: Connection, me: Person, it: Moment, now: int) -> None:
    take_back(db, me, it, now)


def answer_note(db: Connection, me: Person, it: Moment, body: NoteReply, now: int, *, id: bytes) -> None:
    share(db, me, body, now, id=id, reply_to=it.id)


def look_at(db: Connection, me: Person, found: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in found:
        put(db, me, it, "done", now)


def find_note(db: Connection, me: Person, now: int, note_id: bytes) -> tuple[Moment, Note]:
    """A note that is on a map of these two: mine on theirs, or theirs on me."""
    it = find(db, me, now, note_id)
    if not isinstance(it.body, Note) or it.body.whom != (whom(me) if it.mine else me.id):
        raise NotHere
    return it, it.body
