"""What the server did, for everyone on it to read (trust.md S29). The host could alter it, and its page says so.

A row is a kind, a day and a version or a day: no person, no couple and no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, String, Table, insert, select

from gemel.store.engine import metadata

DAY = 86_400
MOST = 100
SHOWN_DAYS = 30  # for how long Today says that the server was set back: somebody may wonder where a day has gone

event = Table(
    "server_event",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("day", BigInteger, primary_key=True),  # unix seconds of its midnight in UTC
    Column("about", String(32), primary_key=True),  # "0.1.0", "2026-11-24", or empty
    CheckConstraint("kind IN ('restored', 'version', 'reset', 'debug')", name="kind"),
)


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    """`restored` from a backup of the day in `about`; another `version` of gemel, in `about`; the host began a
    `reset` of somebody's passphrase; `debug`: requests are written down or counted."""
    day: date
    about: str = ""

    @property
    def back_to(self) -> date:
        """The day of the backup that was restored."""
        return date.fromisoformat(self.about)

    def lately(self, now: int) -> bool:
        return (_date(now) - self.day).days < SHOWN_DAYS


def note(db: Connection, kind: str, now: int, about: str = "") -> None:
    """Write down what the server did; once a day is enough."""
    row = {"kind": kind, "day": now - now % DAY, "about": about}
    here = [event.c[name] == value for name, value in row.items()]
    if db.execute(select(event.c.day).where(*here)).first() is None:
        db.execute(insert(event).values(**row))


def note_version(db: Connection, version: str, now: int) -> None:
    """Write down that another gemel runs than the last time."""
    if version not in _newest_versions(db):
        note(db, "version", now, version)


def _newest_versions(db: Connection) -> set[str]:
    rows = db.execute(select(event).where(event.c.kind == "version").order_by(event.c.day.desc())).all()
    return {row.about for row in rows if row.day == rows[0].day}


def events(db: Connection, most: int = MOST) -> list[Event]:
    """Newest first."""
    newest = select(event).order_by(event.c.day.desc(), event.c.kind, event.c.about.desc()).limit(most)
    return [Event(row.kind, _date(row.day), row.about) for row in db.execute(newest)]


def last_restore(db: Connection) -> Event | None:
    here = select(event).where(event.c.kind == "restored").order_by(event.c.day.desc())
    row = db.execute(here.limit(1)).one_or_none()
    return None if row is None else Event(row.kind, _date(row.day), row.about)


def _date(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
