"""Where a week stands, for one person, now. Nothing of it is stored: it follows from what both can see.

    resting -> picking -> waiting -> opened -> proposed -> agreed -> looking back -> looked -> closed -> (resting)

The two may stand on different rungs (one has picked, the other is picking), but never differ on
whether a plan is agreed or the week closed: both follow only from what is open to both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from gemel.moments import Body, Moment, Round
from gemel.store import show_id
from gemel.week.kinds import LetGo, Lived, Lookback, Picks, Plan, Size, WeekAsked

DAY = 86_400
TO_AGREE = 9 * DAY  # from being asked; then the week is let go, silently
TO_LOOK_BACK = 10 * DAY  # from the end of the week


class Stage(StrEnum):
    RESTING = "resting"
    PICKING = "picking"
    WAITING = "waiting"
    OPENED = "opened"
    PROPOSED = "proposed"
    AGREED = "agreed"
    LOOKING_BACK = "looking-back"
    LOOKED = "looked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Week:
    """What one person may know of a week: only `my_…` differs from what the other knows."""

    id: bytes = b""
    """The round; alone, the plan; empty before there ever was a week."""
    asked_at: int = 0
    size: Size = "usual"
    offers: tuple[str, ...] = ()
    my_picks: tuple[str, ...] | None = None
    their_picks: tuple[str, ...] | None = None
    both_picked: bool = False
    agreed: Moment | None = None
    table: Moment | None = None
    """The newest plan, while it is newer than what was agreed."""
    my_look: Moment | None = None
    their_look: Moment | None = None
    lived: bool = False
    let_go: bool = False
    turns: int = 0

    @property
    def plan(self) -> Plan | None:
        return None if self.agreed is None else plan_of(self.agreed)

    @property
    def closes_at(self) -> int:
        return self.asked_at + TO_AGREE if self.plan is None else self.plan.ends_at + TO_LOOK_BACK

    def on_table(self, now: int) -> bool:
        """A plan that can still be agreed: its week is not over yet."""
        return self.table is not None and now < plan_of(self.table).ends_at

    def nudging(self, now: int) -> bool:
        """From the hour both chose, for a day."""
        return self.plan is not None and 0 < self.plan.nudge_at <= now < self.plan.nudge_at + DAY

    def over(self, now: int) -> bool:
        return self.plan is not None and now >= self.plan.ends_at

    def closed(self, now: int) -> bool:
        return self.lived or self.let_go or now >= self.closes_at

    def stage(self, now: int) -> Stage:
        return next(stage for stage, holds in LADDER if holds(self, now))

    @property
    def overlap(self) -> tuple[str, ...]:
        return tuple(tip for tip in self.my_picks or () if tip in (self.their_picks or ()))


LADDER: tuple[tuple[Stage, Callable[[Week, int], bool]], ...] = (
    (Stage.RESTING, lambda week, now: not week.id),
    (Stage.CLOSED, lambda week, now: week.closed(now)),
    (Stage.LOOKED, lambda week, now: week.my_look is not None),
    (Stage.LOOKING_BACK, lambda week, now: week.over(now)),
    (Stage.AGREED, lambda week, now: week.agreed is not None),
    (Stage.PROPOSED, lambda week, now: week.on_table(now)),
    (Stage.OPENED, lambda week, now: week.both_picked),
    (Stage.WAITING, lambda week, now: week.my_picks is not None),
    (Stage.PICKING, lambda week, now: True),
)
"""From the end of a week to its beginning: the first rung that holds is where it stands."""

BEGINNABLE = {Stage.RESTING, Stage.CLOSED}


def plan_of(it: Moment) -> Plan:
    assert isinstance(it.body, Plan)
    return it.body


B = TypeVar("B", bound=Body)


def of(kind: type[B], moments: Iterable[Moment]) -> list[Moment]:
    return [it for it in moments if isinstance(it.body, kind)]


def gathered(asked: Round, moments: Collection[Moment], agreed: Collection[bytes]) -> Week:
    """The week of two: its round, what of it is visible, and which plans both agreed to. What was opened stays opened,
    also where somebody's picks were deleted since."""
    prompt = asked.prompt
    assert isinstance(prompt, WeekAsked)
    plans = sorted((it for it in of(Plan, moments) if it.given), key=lambda it: (plan_of(it).turn, it.at, it.id))
    in_force = next((it for it in reversed(plans) if it.id in agreed), None)
    mine, theirs = _picks(moments, mine=True), _picks(moments, mine=False)
    my_look, their_look = _look(moments, mine=True), _look(moments, mine=False)
    return Week(
        id=asked.id, asked_at=asked.asked_at, size=prompt.size, offers=prompt.offers,
        my_picks=mine, their_picks=theirs, both_picked=asked.both_in or theirs is not None or bool(plans),
        agreed=in_force, table=plans[-1] if plans and plans[-1] is not in_force else None,
        my_look=my_look, their_look=their_look, turns=max((plan_of(it).turn for it in plans), default=0),
        lived=their_look is not None or bool(of(Lived, moments)), let_go=bool(of(LetGo, moments)),
    )  # fmt: skip


def _picks(moments: Collection[Moment], mine: bool) -> tuple[str, ...] | None:
    bodies = [it.body for it in of(Picks, moments) if it.mine == mine]
    return bodies[0].tips if bodies and isinstance(bodies[0], Picks) else None


def _look(moments: Collection[Moment], mine: bool) -> Moment | None:
    return next((it for it in of(Lookback, moments) if it.mine == mine), None)


def gathered_alone(moments: Collection[Moment]) -> Week:
    """The week of one: the newest plan made alone, agreed by the one who is there."""
    plans = sorted((it for it in of(Plan, moments) if plan_of(it).alone), key=lambda it: (plan_of(it).turn, it.at))
    if not plans:
        return Week()
    plan = plans[-1]
    name = show_id(plan.id)
    look = next((it for it in of(Lookback, moments) if it.body.plan == name), None)  # type: ignore[attr-defined]
    let_go = any(it.body.plan == name for it in of(LetGo, moments))  # type: ignore[attr-defined]
    turn = plan_of(plan).turn
    return Week(
        id=plan.id, asked_at=plan.at, agreed=plan, my_look=look, lived=look is not None, let_go=let_go, turns=turn
    )
