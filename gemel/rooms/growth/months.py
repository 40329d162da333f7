"""What two people did together, a month at a time, and in how many weeks. Only what both can see counts, nobody's
share of it; where months and weeks turn is the same for both (UTC)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from gemel.moments import KINDS, Moment, handed_in, lift, marks, of_kind, put, share, timeline
from gemel.people.person import Person
from gemel.rooms.growth.kinds import CameBack, Months
from gemel.store import new_id

WEEK = 7 * 86_400
MONDAY = 3 * 86_400
"""The first of January 1970 was a Thursday: so many seconds after a Monday."""
GROWS = ("weeks", "opened", "small", "firsts")
FIRST_ID = bytes(16)


@dataclass(frozen=True, slots=True)
class Month:
    """`since` and `until` in unix seconds; `until` is the next month's beginning."""

    year: int
    number: int

    @property
    def since(self) -> int:
        return int(datetime(self.year, self.number, 1, tzinfo=UTC).timestamp())

    @property
    def until(self) -> int:
        return self.step(1).since

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number:02}"

    def step(self, by: int) -> Month:
        months = self.year * 12 + self.number - 1 + by
        return Month(months // 12, months % 12 + 1)


def month_of(at: int) -> Month:
    then = datetime.fromtimestamp(at, UTC)
    return Month(then.year, then.month)


def month_named(key: str, first: Month, last: Month) -> Month:
    """The month of that name between these two; the last one for anything else."""
    known = (last.step(-back) for back in range((last.year - first.year) * 12 + last.number - first.number + 1))
    return next((month for month in known if month.key == key), last)


def of_both(db: Connection, me: Person, now: int, since: int, until: int) -> list[Moment]:
    """What was opened to both from `since` up to but without `until`; of what was opened together, one moment each."""
    found = [*_on_timeline(db, me, now, since, until), *_lived(db, me, now, since, until)]
    given = [it for it in found if it.given and it.epoch == me.keyring.current[0]]
    met = handed_in(db, me, {it.round for it in given if it.mode == "both" and it.round})
    open_now = [it for it in given if it.mode != "both" or met.get(it.round or b"", 0) >= me.people]
    return list({it.round if it.mode == "both" else it.id: it for it in open_now}.values())


def _on_timeline(db: Connection, me: Person, now: int, since: int, until: int) -> list[Moment]:
    found: list[Moment] = []
    before: tuple[int, bytes] | None = (until, FIRST_ID)
    while before is not None and before[0] >= since:
        page = timeline(db, me, now, before)
        found += page.moments
        before = page.older
    return [it for it in found if it.at >= since]


def _lived(db: Connection, me: Person, now: int, since: int, until: int) -> list[Moment]:
    """What grows on the tree without a place on the timeline, such as a week lived."""
    names = [kind.name for kind in KINDS.by_name.values() if kind.grows and not kind.card]
    found = of_kind(db, me, now, *names, open_now=True, most=600) if names else []
    return [it for it in found if since <= it.at < until]


def counted(found: list[Moment]) -> dict[str, int]:
    """How many of each thing that grows; never whose."""
    number = Counter(kind.grows for it in found if (kind := KINDS.by_name.get(it.kind)) and kind.grows)
    return {name: number[name] for name in GROWS if number[name]}


def week_of(at: int) -> int:
    """Weeks since that Monday, from Monday to Sunday."""
    return (at + MONDAY) // WEEK


def came_back(db: Connection, me: Person, now: int) -> CameBack:
    """Counted on from where it was last counted, so that nothing taken back or deleted makes it fall."""
    kept = _kept(db, me, now)
    since = (kept.week + 1) * WEEK - MONDAY if kept.weeks else 0
    weeks = {week_of(it.at) for it in of_both(db, me, now, since, now + 1)}
    return CameBack(weeks=kept.weeks + len(weeks), week=max(weeks, default=kept.week))


def _kept(db: Connection, me: Person, now: int) -> CameBack:
    found = of_kind(db, me, now, "came-back", most=10)
    ours = [it.body for it in found if it.epoch == me.keyring.current[0] and isinstance(it.body, CameBack)]
    return max(ours, key=lambda body: (body.weeks, body.week), default=CameBack(weeks=0, week=0))


def remember(db: Connection, me: Person, now: int) -> CameBack:
    """Write the number down where it grew."""
    found = came_back(db, me, now)
    if found.weeks > _kept(db, me, now).weeks:
        share(db, me, found, now, id=new_id())
    return found


# Both want it, or nobody has it


def wished(db: Connection, me: Person, now: int) -> list[Moment]:
    """The wishes that stand; two at once if both wished at one moment."""
    found = of_kind(db, me, now, "months", most=20)
    live = [it for it in found if it.given and it.epoch == me.keyring.current[0] and isinstance(it.body, Months)]
    put_on = marks(db, me, [it.id for it in live])
    return [it for it in live if not any(what == "closed" for what, _who in put_on.get(it.id, set()))]


def agreed(db: Connection, me: Person, now: int) -> set[bytes]:
    """Who said yes to a wish that stands. For the rule alone: nobody is shown the other's yes."""
    put_on = marks(db, me, [it.id for it in wished(db, me, now)])
    return {who for those in put_on.values() for what, who in those if what == "agreed"}


def is_open(db: Connection, me: Person, now: int) -> bool:
    return len(agreed(db, me, now)) >= me.people


def wish(db: Connection, me: Person, now: int, *, id: bytes) -> None:
    """Say yes for oneself."""
    if not wished(db, me, now):
        share(db, me, Months(), now, id=id)
    for it in wished(db, me, now):
        put(db, me, it, "agreed", now)


def close(db: Connection, me: Person, now: int) -> None:
    """An open page closes for both, as if it had never been; before that, only one's own yes goes."""
    open_now = is_open(db, me, now)
    for it in wished(db, me, now):
        if open_now:
            put(db, me, it, "closed", now)
        lift(db, me, it, "agreed")
