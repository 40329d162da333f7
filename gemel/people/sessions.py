"""Sessions, in a database of their own that no backup takes: without the cookie a row opens nothing."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, delete, insert, update

from gemel.people.account import Entrance
from gemel.people.person import Keys
from gemel.store import Store
from gemel.store.engine import BUSY_SECONDS
from gemel.vault import canonical, key_id, new_cookie, seal, session_id, session_key, unseal
from gemel.vault.errors import VaultError
from gemel.vault.hkdf import hkdf

HOUR, DAY = 3600, 86_400
IDLE, ABSOLUTE = 72 * HOUR, 14 * DAY  # trust.md 2.3
PRIVATE_IDLE, PRIVATE_MOST = 600, 3600
TOUCH = HOUR  # how stale "last used" may get: a write per request would cost more than it tells

sessions = MetaData()
session = Table(
    "session",
    sessions,
    Column("id", LargeBinary(32), primary_key=True),
    Column("owner", LargeBinary(32), nullable=False, index=True),  # keyed hash of the person, to sign out everywhere
    Column("ends_at", BigInteger, nullable=False),  # only for sweeping; the expiry that counts is sealed
    Column("blob", LargeBinary, nullable=False),
)


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """What one signed-in browser may do, readable only with its cookie."""

    person: bytes
    couple: bytes
    account_key: bytes
    private_public: bytes
    began_at: int
    used_at: int
    private_key: bytes | None = None
    private_began: int = 0
    private_used: int = 0
    code: str = ""
    """The recovery code until two of its groups have been typed back."""

    def keys(self, now: int) -> Keys:
        return Keys(self.account_key, self.private_public, self.private_key if self.private_open(now) else None)

    def private_open(self, now: int) -> bool:
        return (
            self.private_key is not None
            and 0 <= now - self.private_used < PRIVATE_IDLE
            and 0 <= now - self.private_began < PRIVATE_MOST
        )

    def alive(self, now: int) -> bool:
        """A clock that jumped back a little keeps a session; one that jumped a day ends it."""
        return -DAY < now - self.used_at < IDLE and -DAY < now - self.began_at < ABSOLUTE


class Sessions:
    """Open, find, change and end sessions. `owner_key` comes from the pepper."""

    def __init__(self, path: Path, pepper: bytes, threads: int) -> None:
        self.store = Store(f"sqlite:///{path}", threads)
        self._path, self._lines = path, threading.local()
        self._owner_key = hkdf(pepper, b"gemel/v1/session owner")
        sessions.create_all(self.store.engine)

    def begin(self, entrance: Entrance, now: int, **more: object) -> str:
        """Start a session and return its cookie."""
        one = Session(
            person=entrance.person,
            couple=entrance.couple,
            account_key=entrance.keys.account,
            private_public=entrance.keys.private_public,
            began_at=now,
            used_at=now,
            **more,  # type: ignore[arg-type]
        )
        return self._write_new(one)

    def _write_new(self, one: Session) -> str:
        cookie = new_cookie()
        row = {"id": session_id(cookie), "owner": self._owner(one.person), "blob": _seal(cookie, one)}
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.ends_at < one.used_at - DAY))
            db.execute(insert(session).values(ends_at=one.began_at + ABSOLUTE, **row))
        return cookie

    def find(self, cookie: str, now: int) -> Session | None:
        """The live session of a cookie, or None; an unreadable one counts as none."""
        try:
            name, key = session_id(cookie), session_key(cookie)
            row = self._line().execute("SELECT blob FROM session WHERE id = ?", (name,)).fetchone()
            one = None if row is None else _opened(name, key, row[0])
        except VaultError:
            return None
        return one if one is not None and one.alive(now) else None

    def _line(self) -> sqlite3.Connection:
        """A connection of this thread's own: every request looks here first, and a pool costs more than the look."""
        line: sqlite3.Connection | None = getattr(self._lines, "line", None)
        if line is None:
            line = self._lines.line = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        return line

    def change(self, cookie: str, one: Session) -> None:
        with self.store.writing() as db:
            db.execute(update(session).where(session.c.id == session_id(cookie)).values(blob=_seal(cookie, one)))

    def touch(self, cookie: str, one: Session, now: int) -> None:
        """Remember that the session was used, an hour's accuracy being enough; private pages, a minute's."""
        private = one.private_open(now)
        if now - one.used_at < TOUCH and not (private and now - one.private_used >= 60):
            return
        self.change(cookie, msgspec.structs.replace(one, used_at=now, private_used=now if private else 0))

    def renew(self, old: str, one: Session) -> str:
        """A new cookie for a session that gained power, so that the old value is worth nothing."""
        self.end(old)
        return self._write_new(one)

    def end(self, cookie: str) -> None:
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.id == session_id(cookie)))

    def end_all(self, person: bytes) -> None:
        with self.store.writing() as db:
            db.execute(delete(session).where(session.c.owner == self._owner(person)))

    def _owner(self, person: bytes) -> bytes:
        return hkdf(self._owner_key, b"owner " + person)


def _context(name: bytes, key: bytes) -> bytes:
    return canonical("gemel/v1/session", name, key_id(key))


def _seal(cookie: str, one: Session) -> bytes:
    key = session_key(cookie)
    return seal(key, msgspec.msgpack.encode(one), _context(session_id(cookie), key))


def _opened(name: bytes, key: bytes, blob: bytes) -> Session:
    return msgspec.msgpack.decode(unseal(key, blob, _context(name, key)), type=Session)
