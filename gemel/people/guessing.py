"""How often something may be guessed: counted in the database, so that every process of the server knows.

A bucket that leaks. Each wrong try weighs `every` seconds, and `free` of them fit; what leaks out makes room again. So
a place gets free after one try's weight at most, and no more than `free` + 3,600 / `every` fit into an hour. A browser
that signed in here before has a bucket of its own: whoever fills the other one, the owner comes in (trust.md F16,
decisions/0015). One bucket has one rate: a quicker one would take what the slower filled for a clock set back. What is
kept is a keyed hash and a time: not whose, not of what, not from where.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, delete, insert, or_, select, update

from gemel.people.errors import Waiting
from gemel.store import metadata
from gemel.vault import canonical
from gemel.vault.hkdf import hkdf

guess = Table(
    "guess",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("until", BigInteger, nullable=False),  # when the bucket will have run dry, in unix seconds
)


class Rate(NamedTuple):
    free: int
    every: int
    """Seconds that one try weighs."""

    @property
    def full(self) -> int:
        return self.free * self.every


KNOWN = Rate(5, 60)  # a browser that the owner signed in with, or their own session
UNKNOWN = Rate(5, 150)  # all others together, for one name: 29 an hour
PLACES = Rate(30, 60)  # no guess, and counted alike: new accounts of a whole server, a clinic's first evening and more
WAITED = 60  # seconds: a try carries the time at which it came, and may have stood in line since


def bucket(pepper: bytes, what: str, whom: bytes, device: str = "") -> bytes:
    """Where tries are counted: at what, at whom, and from which known browser (or from all the unknown ones)."""
    return hkdf(pepper, canonical("gemel/v1/guesses", what, whom, device))


def count(db: Connection, key: bytes, rate: Rate, now: int) -> None:
    """Count one try before it is made, or raise Waiting: many at once get no further than one after another."""
    found = db.execute(select(guess.c.until).where(guess.c.key == key).with_for_update()).scalar_one_or_none()
    used = _used(found, rate, now)
    if used + rate.every > rate.full:
        raise Waiting(used + rate.every - rate.full)
    if found is None:
        _sweep(db, now)
        db.execute(insert(guess).values(key=key, until=now + used + rate.every))
    else:
        db.execute(update(guess).where(guess.c.key == key).values(until=now + used + rate.every))


def give_back(db: Connection, key: bytes, rate: Rate, now: int) -> None:
    """What was typed was right, or was no guess at all: that try counts for nothing, and leaves nothing."""
    here = guess.c.key == key
    db.execute(delete(guess).where(here, guess.c.until <= now + rate.every))
    db.execute(update(guess).where(here).values(until=guess.c.until - rate.every))


def _used(until: int | None, rate: Rate, now: int) -> int:
    """How full a bucket is, in seconds. One that is much fuller than it can be is from before the clock was set back, and
    empty; one that is a little fuller was filled by somebody who came later than this try, which had to wait its turn."""
    left = 0 if until is None else max(0, until - now)
    return min(left, rate.full) if left <= rate.full + WAITED else 0


def _sweep(db: Connection, now: int) -> None:
    """Let go of what says nothing any more."""
    db.execute(delete(guess).where(or_(guess.c.until <= now, guess.c.until > now + PLACES.full + WAITED)))
