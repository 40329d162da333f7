"""Sessions, in a database of their own that no backup takes: without the cookie a row opens nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, delete, insert, inspect, select, update

from gemel.people.account import Entrance
from gemel.people.session import ABSOLUTE, DAY, HOUR, IDLE, Session
from gemel.store import Busy, Full, Store
from gemel.store.engine import BUSY_SECONDS
from gemel.vault import canonical, key_id, new_cookie, pad, seal, session_id, session_key, unpad, unseal
from gemel.vault.errors import VaultError
from gemel.vault.hkdf import hkdf

PENDING = 300
TOUCH, TOUCH_SHARED = HOUR, 300  # how stale "last used" may get: a write per request would cost more than it tells

sessions = MetaData()
session = Table(
    "session",
    sessions,
    Column("id", LargeBinary(32), primary_key=True),
    Column("owner", LargeBinary(32), nullable=False, index=True),  # keyed hash of the person, to sign out everywhere
    Column("ends_at", BigInteger, nullable=False),  # a day, and only for sweeping: the expiry that counts is sealed
    Column("blob", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),  # what its owner's other sessions may know of it, sealed for them
)


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its owner sees it in a list: days, and the name they gave it. Nothing a browser claims."""

    began: int
    used: int
    """Both are days, in unix seconds."""
    name: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    handle: bytes
    note: Note
    here: bool


class Sessions:
    """Open, find, change and end sessions. `ended` is told of whom some were ended from elsewhere."""

    def __init__(
        self, path: Path, pepper: bytes, threads: int, ended: Callable[[bytes], None] = lambda _person: None
    ) -> None:
        self.store, self._ended = Store(f"sqlite:///{path}", threads), ended
        self._path, self._lines = path, threading.local()
        self._owner_key = hkdf(pepper, b"gemel/v1/session owner")
        self._build()

    def _build(self) -> None:
        """A table that an earlier version made is let go: everybody signs in again, and nothing else is lost."""
        found = inspect(self.store.engine)
        if found.has_table("session") and "note" not in {each["name"] for each in found.get_columns("session")}:
            sessions.drop_all(self.store.engine)
        sessions.create_all(self.store.engine)

    def begin(self, entrance: Entrance, now: int, name: str = "", **more: object) -> str:
        """Start a session and return its cookie."""
        one = Session(
            person=entrance.person,
            couple=entrance.couple,
            account_key=entrance.keys.account,
            private_public=entrance.keys.private_public,
            began_at=now,
            used_at=now,
            generation=entrance.generation,
            code_at=now,
            **more,  # type: ignore[arg-type]
        )
        return self._write_new(one, name)

    def _write_new(self, one: Session, name: str) -> str:
        cookie = new_cookie()
        handle = session_id(cookie)
        row = {"id": handle, "owner": self._owner(one.person), "blob": _seal(cookie, one)}
        row["note"] = _seal_note(one.account_key, handle, _noted(one, name))
        ends_at = one.began_at + (PENDING if one.pending else ABSOLUTE)
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.ends_at < one.used_at - DAY))
            db.execute(insert(session).values(ends_at=ends_at - ends_at % DAY + DAY, **row))
        return cookie

    def find(self, cookie: str, now: int) -> Session | None:
        """The live session of a cookie, or None; an unreadable one counts as none."""
        one = self.last(cookie)
        if one is None or one.alive(now):
            return one
        if now > one.used_at and not (one.pending or one.over):
            with suppress(Busy, Full):  # else the next visit says so
                self.change(cookie, over=True, private_key=None)
        return None

    def pending(self, cookie: str, now: int) -> Session | None:
        """Who is between the passphrase and the second step, if there is still time."""
        one = self.last(cookie)
        return one if one is not None and one.pending and abs(now - one.began_at) < PENDING else None

    def last(self, cookie: str) -> Session | None:
        """The session of a cookie even where its time ran out: what somebody was, for signing in again."""
        try:
            name, key = session_id(cookie), session_key(cookie)
            row = self._line().execute("SELECT blob FROM session WHERE id = ?", (name,)).fetchone()
            return None if row is None else _opened(name, key, row[0])
        except VaultError:
            return None

    def _line(self) -> sqlite3.Connection:
        """A connection of this thread's own: every request looks here first, and a pool costs more than the look."""
        line: sqlite3.Connection | None = getattr(self._lines, "line", None)
        if line is None:
            line = self._lines.line = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        return line

    def change(self, cookie: str, **fields: object) -> None:
        """Change these and leave the rest as it is now: a slower request opens nothing that another one locked."""
        name, key = session_id(cookie), session_key(cookie)
        here = session.c.id == name
        with self.store.writing() as db:
            blob = db.execute(select(session.c.blob).where(here)).scalar_one_or_none()
            if blob is not None:
                one = msgspec.structs.replace(_opened(name, key, bytes(blob)), **fields)
                db.execute(update(session).where(here).values(blob=_seal(cookie, one)))

    def touch(self, cookie: str, one: Session, now: int) -> None:
        """Remember that the session was used, an hour's accuracy being enough; private pages, a minute's."""
        private = one.private_open(now)
        closed = one.private_key is not None and not private and now >= one.private_used
        stale = now - one.used_at >= (TOUCH_SHARED if one.shared else TOUCH)
        if not stale and not closed and not (private and now - one.private_used >= 60):
            return
        if now // DAY != one.used_at // DAY:
            self._use_on(cookie, one, now)
        locked = {"private_key": None} if closed else {}
        self.change(cookie, used_at=now, private_used=now if private else 0, **locked)

    def _use_on(self, cookie: str, one: Session, now: int) -> None:
        handle = session_id(cookie)
        self._write_note(one.account_key, handle, msgspec.structs.replace(self._note(one, handle), used=_day(now)))

    def _note(self, one: Session, handle: bytes) -> Note:
        found = self._line().execute("SELECT note FROM session WHERE id = ?", (handle,)).fetchone()
        return (None if found is None else _open_note(one.account_key, handle, found[0])) or _noted(one)

    def _write_note(self, account_key: bytes, handle: bytes, note: Note) -> None:
        with self.store.writing() as db:
            sealed = _seal_note(account_key, handle, note)
            db.execute(update(session).where(session.c.id == handle).values(note=sealed))

    def of(self, cookie: str, one: Session, now: int) -> list[Listed]:
        """The live sessions of a session's person, this one first, then by when they were last used."""
        here = session_id(cookie)
        with self.store.reading() as db:
            rows = db.execute(select(session.c.id, session.c.note).where(session.c.owner == self._owner(one.person)))
            opened = [(bytes(row.id), _open_note(one.account_key, bytes(row.id), bytes(row.note))) for row in rows]
        found = [Listed(handle, note, handle == here) for handle, note in opened if note and _may_live(note, now)]
        return sorted(found, key=lambda each: (not each.here, -each.note.used, -each.note.began, each.handle))

    def rename(self, one: Session, handle: bytes, name: str) -> None:
        """Give one of one's own sessions a name."""
        self._write_note(one.account_key, handle, msgspec.structs.replace(self._note(one, handle), name=name))

    def end_one(self, person: bytes, handle: bytes) -> None:
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.owner == self._owner(person), session.c.id == handle))
        self._ended(person)

    def end_others(self, person: bytes, cookie: str) -> None:
        others = (session.c.owner == self._owner(person), session.c.id != session_id(cookie))
        with self.store.writing() as db:
            db.execute(delete(session).where(*others))
        self._ended(person)

    def name_of(self, cookie: str, one: Session) -> str:
        return self._note(one, session_id(cookie)).name

    def renew(self, old: str, one: Session) -> str | None:
        """A new cookie for a session that gained power: the old one is worth nothing. None if it was ended meanwhile."""
        name = self.name_of(old, one)
        return self._write_new(one, name) if self.end(old) else None

    def end(self, cookie: str) -> bool:
        """Whether there was one."""
        with self.store.writing() as db:
            return db.execute(delete(session).where(session.c.id == session_id(cookie))).rowcount == 1

    def end_all(self, person: bytes) -> None:
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.owner == self._owner(person)))
        self._ended(person)

    def _owner(self, person: bytes) -> bytes:
        return hkdf(self._owner_key, b"owner " + person)


def _day(at: int) -> int:
    """Noon of that day: the same date in nearly every zone."""
    return at - at % DAY + DAY // 2


def _noted(one: Session, name: str = "") -> Note:
    if one.pending:  # of no day, and so in no list
        return Note(began=0, used=0)
    return Note(began=_day(one.began_at), used=_day(one.used_at), name=name, shared=one.shared)


def _may_live(note: Note, now: int) -> bool:
    """Of others only the days are known: a session is listed on the day that it ends, and not after."""
    return now - note.used < (DAY if note.shared else IDLE + DAY) and now - note.began < ABSOLUTE + DAY


def _seal_note(account_key: bytes, handle: bytes, note: Note) -> bytes:
    return seal(account_key, pad(msgspec.msgpack.encode(note)), _note_context(account_key, handle))


def _open_note(account_key: bytes, handle: bytes, sealed: bytes) -> Note | None:
    """The note, or None where it lies under a key from before: that session has ended."""
    try:
        return msgspec.msgpack.decode(unpad(unseal(account_key, sealed, _note_context(account_key, handle))), type=Note)
    except VaultError:
        return None


def _note_context(account_key: bytes, handle: bytes) -> bytes:
    return canonical("gemel/v1/session note", handle, key_id(account_key))


def _context(name: bytes, key: bytes) -> bytes:
    return canonical("gemel/v1/session", name, key_id(key))


def _seal(cookie: str, one: Session) -> bytes:
    key = session_key(cookie)
    return seal(key, msgspec.msgpack.encode(one), _context(session_id(cookie), key))


def _opened(name: bytes, key: bytes, blob: bytes) -> Session:
    return msgspec.msgpack.decode(unseal(key, blob, _context(name, key)), type=Session)
