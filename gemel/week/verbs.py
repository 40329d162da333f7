"""What two people do in a week: begin, pick, propose, agree, look back, let go. Each is one transaction,
and each checks where the week stands within it: the page it came from may be old."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, TooLate, ask, find, find_round, hand_in, keep, put, revise, share
from gemel.people.person import Person
from gemel.programme import steps, tips
from gemel.store import show_id
from gemel.topics import fitting
from gemel.week.kinds import LetGo, Lived, Lookback, LookbackAsked, LookbackNote, Picks, Plan, Size, WeekAsked
from gemel.week.offers import Past, offers, past_of
from gemel.week.reading import derived, latest, lookback_id, number_of, this_week, weeks_before
from gemel.week.shown import said_by
from gemel.week.state import BEGINNABLE, Stage, Week, plan_of

AGREEABLE = {Stage.PROPOSED, Stage.AGREED}
LOOKABLE = {Stage.AGREED, Stage.LOOKING_BACK}
PROPOSABLE = {Stage.OPENED, Stage.PROPOSED, Stage.AGREED}


def past_weeks(db: Connection, me: Person, now: int) -> list[Past]:
    return [past_of(week) for week in weeks_before(db, me, now)]


def suggestions(me: Person, past: list[Past], size: Size, seed: bytes, now: int) -> tuple[str, ...]:
    step_of = {tip.id: step.step for step in steps() for tip in step.tips}
    return offers(fitting(tips().values(), me.limits.without, said_by), step_of, past, size, seed, now)


def begin(db: Connection, me: Person, size: Size, now: int) -> None:
    """Ask both for their picks. Two who begin at once begin the same week."""
    if me.alone or this_week(db, me, now).stage(now) not in BEGINNABLE:
        return
    before, epoch = latest(db, me), me.keyring.current[0]
    new = derived(before.id if before else me.couple, f"asked {epoch}")
    offered = suggestions(me, past_weeks(db, me, now), size, new, now)
    ask(db, me, WeekAsked(epoch=epoch, number=number_of(before) + 1, size=size, offers=offered), now, id=new)


def pick(db: Connection, me: Person, week_id: bytes, chosen: tuple[str, ...], now: int, *, id: bytes) -> None:
    week = _same(this_week(db, me, now), week_id)
    if week.my_picks is not None:
        return
    if week.stage(now) is not Stage.PICKING:
        raise TooLate
    hand_in(db, me, Picks(tips=chosen), now, id=id, round_id=week.id)


def _same(week: Week, week_id: bytes) -> Week:
    if week.id != week_id:
        raise TooLate
    return week


def propose(db: Connection, me: Person, plan: Plan, now: int, *, id: bytes) -> None:
    """Put a plan on the table, agreed by its proposer. It replaces one that is not agreed."""
    week = this_week(db, me, now)
    plan = msgspec.structs.replace(plan, turn=week.turns + 1, alone=me.alone)
    if me.alone:
        return _plan_alone(db, me, week, plan, now, id)
    if week.stage(now) not in PROPOSABLE:
        raise TooLate
    share(db, me, plan, now, id=id, round_id=week.id)
    put(db, me, find(db, me, now, id), "agreed", now)


def _plan_alone(db: Connection, me: Person, week: Week, plan: Plan, now: int, id: bytes) -> None:
    stage = week.stage(now)
    if stage in BEGINNABLE:
        keep(db, me, plan, now, id=id)
    elif stage is Stage.AGREED and week.agreed is not None and week.id != id:
        revise(db, me, week.agreed, msgspec.structs.replace(plan, turn=plan_of(week.agreed).turn))
    elif week.id != id:
        raise TooLate


def agree(db: Connection, me: Person, it: Moment, now: int) -> bool:
    """Say yes to the plan on the table; False where it is no longer the one."""
    week = this_week(db, me, now)
    if week.agreed is not None and week.agreed.id == it.id:
        return True
    on_table = week.table is not None and week.table.id == it.id and week.on_table(now)
    if not on_table or week.stage(now) not in AGREEABLE:
        return False
    put(db, me, it, "agreed", now)
    return True


def look_back(db: Connection, me: Person, week_id: bytes, look: Lookback, note: str, now: int, *, id: bytes) -> None:
    """Hand in one's look back; the note stays with its author, behind the lock."""
    week = _same(this_week(db, me, now), week_id)
    if week.my_look is not None:
        return
    if week.agreed is None or week.stage(now) not in LOOKABLE:
        raise TooLate
    look = msgspec.structs.replace(look, plan=show_id(week.agreed.id))
    if note:
        keep(db, me, LookbackNote(words=note), now, id=derived(id, "note"), deep=True)
    if me.alone:
        keep(db, me, look, now, id=id)
    else:
        _meet(db, me, week, look, now, id)


def _meet(db: Connection, me: Person, week: Week, look: Lookback, now: int, id: bytes) -> None:
    """Asked by whoever comes first, closed by whoever comes second: one ring for the week, not two."""
    meeting = lookback_id(week.id)
    ask(db, me, LookbackAsked(plan=look.plan, tip=look.tip), now, id=meeting)
    hand_in(db, me, look, now, id=id, round_id=meeting)
    if find_round(db, me, meeting).all_in:
        share(db, me, Lived(tip=look.tip), now, id=derived(week.id, "lived"), round_id=week.id)


def let_go(db: Connection, me: Person, week_id: bytes, now: int) -> None:
    """Put this week away, for both. Twice is once, whoever comes second."""
    week = this_week(db, me, now)
    if week.id != week_id or week.stage(now) in BEGINNABLE:
        return
    if me.alone:
        keep(db, me, LetGo(plan=show_id(week.id)), now, id=derived(week.id, "let-go"))
    else:
        share(db, me, LetGo(), now, id=derived(week.id, "let-go"), round_id=week.id)


def found_plan(db: Connection, me: Person, now: int, id: bytes) -> Moment:
    it = find(db, me, now, id)
    if not isinstance(it.body, Plan):
        raise NotHere
    return it
