"""Weeks as one person can see them now, read with as few questions to the database as will do."""

from __future__ import annotations

from hashlib import blake2b

from sqlalchemy import Connection

from gemel.moments import Moment, Round, both_agreed, in_rounds, marks, of_kind, rounds
from gemel.people.person import Person
from gemel.week.kinds import Plan, WeekAsked
from gemel.week.state import Week, gathered, gathered_alone, of

YEAR = 366 * 86_400
FEW = 4  # enough to find the newest among weeks begun and let go within one second
ALONE = ("plan", "lookback", "week-let-go")


def derived(of_id: bytes, what: str) -> bytes:
    """An id that both phones work out alike, so that two taps at once make one row."""
    return blake2b(of_id, digest_size=16, person=b"week " + what.encode()).digest()


def lookback_id(week: bytes) -> bytes:
    return derived(week, "lookback")


def this_week(db: Connection, me: Person, now: int) -> Week:
    """Where these two stand, or the one who is there: three questions at most."""
    if me.alone:
        return gathered_alone(of_kind(db, me, now, *ALONE, author=me.id))
    found = latest(db, me)
    if found is None:
        return Week()
    moments = in_rounds(db, me, now, [found.id, lookback_id(found.id)])
    return gathered(found, moments, _agreed(db, me, moments))


def latest(db: Connection, me: Person) -> Round | None:
    """The newest week asked since these two were two."""
    found = [one for one in rounds(db, me, "week", most=FEW) if _ours(me, one)]
    return max(found, key=number_of, default=None)


def number_of(asked: Round | None) -> int:
    return asked.prompt.number if asked is not None and isinstance(asked.prompt, WeekAsked) else 0


def _ours(me: Person, asked: Round) -> bool:
    return isinstance(asked.prompt, WeekAsked) and asked.prompt.epoch == me.keyring.current[0]


def _agreed(db: Connection, me: Person, moments: list[Moment]) -> set[bytes]:
    plans = [it.id for it in of(Plan, moments)]
    put_on = marks(db, me, plans) if plans else {}
    return {plan for plan in plans if both_agreed(me, put_on.get(plan, set()))}


def weeks_before(db: Connection, me: Person, now: int) -> list[Week]:
    """The weeks of the last year, newest first."""
    if me.alone:
        return _alone_before(db, me, now)
    asked = sorted(
        (one for one in rounds(db, me, "week", since=now - YEAR) if _ours(me, one)), key=number_of, reverse=True
    )
    moments = in_rounds(db, me, now, [each for one in asked for each in (one.id, lookback_id(one.id))])
    agreed = _agreed(db, me, moments)
    return [gathered(one, [it for it in moments if it.round in {one.id, lookback_id(one.id)}], agreed) for one in asked]


def _alone_before(db: Connection, me: Person, now: int) -> list[Week]:
    """One week for each plan: what was kept about the others is left out in turn."""
    kept = of_kind(db, me, now, *ALONE, author=me.id)
    plans = [it for it in of(Plan, kept) if it.at > now - YEAR]
    around = [it for it in kept if it not in of(Plan, kept)]
    weeks = [gathered_alone([plan, *around]) for plan in plans]
    return sorted((week for week in weeks if week.id), key=lambda week: -week.turns)
