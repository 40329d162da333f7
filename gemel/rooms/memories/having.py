"""Rituals: named by one, theirs once both said so, noticed in one tap, asked about once a month, rested by either.

A change is one more version of the same root. It lies beside what stands until both said «ours» to it as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, NotYours, both_agreed, find, keep, lift, marks, of_kind, put, widen
from gemel.people.person import Person
from gemel.rooms.memories.between import Marks, body_of, has, here, open_to_both, say
from gemel.rooms.memories.days import moment_of, today
from gemel.rooms.memories.kinds import Had, Ritual, StillOurs

MOST = 300
MONTH, YEAR = 30 * 86_400, 366 * 86_400
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """A ritual as this person sees it."""

    id: bytes
    stands: Moment | None
    """What both call theirs; for somebody alone, what they keep."""
    idea: Moment | None
    """One person's: a ritual, or a change of one, that not both called theirs yet."""
    agreed_by_me: bool
    """To the idea."""
    open: bool
    """Both can read the idea."""
    turn: int
    earlier: tuple[Moment, ...] = ()
    """What it was before, newest first: a change shows what it changed."""
    rests: bool = False
    had: date | None = None
    """The last day they had it, where that is not long ago. What lies further back is nobody's business."""

    @property
    def it(self) -> Moment:
        found = self.stands or self.idea
        assert found is not None
        return found


def root_of(it: Moment) -> bytes:
    return body_of(it, Ritual).root or it.id


def turn_of(it: Moment) -> int:
    return body_of(it, Ritual).turn


def rituals(db: Connection, me: Person, now: int) -> list[Kept]:
    """Every ritual that this person may see, the newest first."""
    found = _named(db, me, now)
    return _gathered(db, me, found, _lately(db, me, now)) if found else []


def _named(db: Connection, me: Person, now: int) -> list[Moment]:
    return [it for it in of_kind(db, me, now, "ritual", most=MOST) if here(me, it)]


def _gathered(db: Connection, me: Person, found: list[Moment], had: dict[bytes, date]) -> list[Kept]:
    put_on = marks(db, me, [it.id for it in found])
    return [_kept(me, root, _versions(found, root), put_on, had) for root in dict.fromkeys(map(root_of, found))]


def _versions(found: list[Moment], root: bytes) -> list[Moment]:
    of_it = [it for it in found if root_of(it) == root]
    return sorted(of_it, key=lambda it: (turn_of(it), it.at, it.id), reverse=True)


def _kept(me: Person, root: bytes, versions: list[Moment], put_on: dict[bytes, Marks], had: dict[bytes, date]) -> Kept:
    """Newest first. What nobody else can read is theirs who keeps it, if they are alone."""

    def theirs(it: Moment) -> bool:
        return me.alone or (open_to_both(me, it) and both_agreed(me, put_on.get(it.id, set())))

    stands = next((it for it in versions if theirs(it)), None)
    idea = versions[0] if versions[0] is not stands else None
    return Kept(
        root,
        stands,
        idea,
        agreed_by_me=idea is not None and ("agreed", me.id) in put_on.get(idea.id, set()),
        open=idea is not None and open_to_both(me, idea),
        turn=turn_of(versions[0]),
        earlier=tuple(it for it in versions if it is not stands and it is not idea),
        rests=any(has(put_on.get(it.id, set()), "closed") for it in versions),
        had=had.get(root),
    )


def _lately(db: Connection, me: Person, now: int) -> dict[bytes, date]:
    """When each was had last, within a week."""
    found: dict[bytes, date] = {}
    for it in of_kind(db, me, now, "ritual-had", most=MOST):
        if here(me, it) and isinstance(it.body, Had) and it.body.day > today(now, me.zone) - LATELY:
            found[it.body.ritual] = max(it.body.day, found.get(it.body.ritual, it.body.day))
    return found


def find_ritual(db: Connection, me: Person, now: int, ritual_id: bytes) -> Kept:
    one = next((one for one in rituals(db, me, now) if one.id == ritual_id), None)
    if one is None:
        raise NotHere
    return one


def name(db: Connection, me: Person, body: Ritual, now: int, *, id: bytes) -> None:
    """Name one; its author calls it theirs by naming it."""
    _say(db, me, body, now, id)


def _say(db: Connection, me: Person, body: Ritual, now: int, id: bytes) -> None:
    say(db, me, body, now, id=id, opened=True)
    put(db, me, find(db, me, now, id), "agreed", now)


def change(db: Connection, me: Person, ritual_id: bytes, body: Ritual, base: int, now: int, *, id: bytes) -> bool:
    """Suggest a change; what stands goes on standing. False where it was changed meanwhile."""
    one = find_ritual(db, me, now, ritual_id)
    versions = [it for it in (one.idea, one.stands, *one.earlier) if it is not None]
    if any(it.id == id for it in versions):
        return True
    if one.rests or base != one.turn:
        return False
    _say(db, me, msgspec.structs.replace(body, root=ritual_id, turn=base + 1), now, id)
    return True


def agree(db: Connection, me: Person, ritual_id: bytes, version_id: bytes, now: int, *, back: bool) -> bool:
    """«Ours», to exactly what this person read; or not after all. False where it is no longer what lies there."""
    one = find_ritual(db, me, now, ritual_id)
    it = next((it for it in (one.idea, one.stands) if it is not None and it.id == version_id), None)
    if it is None or one.rests:
        return False
    if back:
        lift(db, me, it, "agreed")
    else:
        put(db, me, it, "agreed", now)
    return True


def open_up(db: Connection, me: Person, ritual_id: bytes, now: int) -> None:
    """Put one's own, from when one was alone, before both."""
    one = find_ritual(db, me, now, ritual_id)
    if me.alone:
        raise NotHere
    if not one.it.mine:
        raise NotYours
    if not open_to_both(me, one.it):
        widen(db, me, one.it, now)


def rest(db: Connection, me: Person, ritual_id: bytes, now: int) -> None:
    """Let it rest, whoever of the two it is."""
    put(db, me, find_ritual(db, me, now, ritual_id).it, "closed", now)


def had_it(db: Connection, me: Person, ritual_id: bytes, now: int) -> None:
    """They had it today. Two taps of one day, on two phones, are one."""
    one = find_ritual(db, me, now, ritual_id)
    if one.stands is None or one.rests:
        raise NotHere
    day = today(now, me.zone)
    body = Had(ritual=ritual_id, name=body_of(one.stands, Ritual).name, day=day)
    say(db, me, body, moment_of(day, now, me.zone), id=_derived(ritual_id, f"had {day}"), opened=True)


def _derived(of_id: bytes, what: str) -> bytes:
    """An id that both phones work out alike, so that two taps at once make one row."""
    return blake2b(of_id + what.encode(), digest_size=16, person=b"ritual").digest()


def still_ours(db: Connection, me: Person, ritual_id: bytes, now: int) -> None:
    """Asked whether it still is theirs, this person says: keep it. Nobody else is told."""
    one = find_ritual(db, me, now, ritual_id)
    month = today(now, me.zone).strftime("%Y-%m-%d")
    keep(db, me, StillOurs(ritual=one.id), now, id=_derived(ritual_id + me.id, f"kept {month}"))


def to_ask(db: Connection, me: Person, now: int) -> Kept | None:
    """One ritual that this person was not asked about for a month, the longest first; None where there is none.
    What costs more is asked only where there could be one."""
    named = _named(db, me, now)
    old = {root_of(it) for it in named if now - it.at >= MONTH}
    asked = _asked(db, me, now) if old else {}
    if all(now - asked.get(root, 0) < MONTH for root in old):
        return None
    every = _gathered(db, me, named, {})  # whether they had it lately is no reason to ask or not
    standing = [one for one in every if one.stands is not None and not one.rests]
    due = {one.id: max(one.it.at, asked.get(one.id, 0)) for one in standing}
    oldest = min(standing, key=lambda one: (due[one.id], one.id), default=None)
    return oldest if oldest is not None and now - due[oldest.id] >= MONTH else None


def _asked(db: Connection, me: Person, now: int) -> dict[bytes, int]:
    """When each was, within a year: what was asked about longer ago than that is as good as never."""
    found: dict[bytes, int] = {}
    for it in of_kind(db, me, now, "ritual-kept", author=me.id, most=MOST, since=now - YEAR):
        if isinstance(it.body, StillOurs):
            found.setdefault(it.body.ritual, it.at)
    return found
