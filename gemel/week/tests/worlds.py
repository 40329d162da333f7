"""A world of two for the pure rules: what happened, and what each of the two can see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace

from gemel.moments import Body, Moment, Round
from gemel.week.kinds import LetGo, Lived, Lookback, Picks, Plan, WeekAsked
from gemel.week.state import DAY, Stage, Week, gathered

PEOPLE = (b"ana", b"ben")
LOOKABLE = {Stage.AGREED, Stage.LOOKING_BACK}
PROPOSABLE = {Stage.OPENED, Stage.PROPOSED, Stage.AGREED}


@dataclass
class World:
    """Both act through the same guards as the verbs; `seen_by` is the kernel's rule in four lines."""

    now: int = 1_000_000
    asked: Round | None = None
    said: list[tuple[bytes, str, Body, bytes, int]] = field(default_factory=list)  # author, mode, body, id, at
    yes: set[tuple[bytes, bytes]] = field(default_factory=set)
    ids: count = field(default_factory=count)

    def week(self, me: bytes) -> Week:
        if self.asked is None:
            return Week()
        agreed = {id for *_rest, id, _at in self.said if all((id, who) in self.yes for who in PEOPLE)}
        return gathered(self.asked, self.seen_by(me), agreed)

    def stage(self, me: bytes) -> Stage:
        return self.week(me).stage(self.now)

    def seen_by(self, me: bytes) -> list[Moment]:
        mine = {type(body) for who, _mode, body, *_rest in self.said if who == me}
        return [
            moment(id, who, who == me, body, mode, at) for who, mode, body, id, at in self.said
            if who == me or mode == "shared" or type(body) in mine
        ]  # fmt: skip

    def say(self, me: bytes, mode: str, body: Body) -> bytes:
        id = b"%016d" % next(self.ids)
        self.said.append((me, mode, body, id, self.now))
        return id

    def ask(self, me: bytes) -> None:
        if self.stage(me) in {Stage.RESTING, Stage.CLOSED}:
            self.said, self.yes = [], set()
            id = b"%016d" % next(self.ids)
            self.asked = SimpleNamespace(id=id, prompt=WeekAsked(epoch=1), asked_at=self.now, both_in=False)

    def pick(self, me: bytes) -> None:
        if self.stage(me) is Stage.PICKING:
            self.say(me, "both", Picks(tips=("a",)))

    def propose(self, me: bytes) -> None:
        if self.stage(me) in PROPOSABLE:
            turn = self.week(me).turns + 1
            id = self.say(me, "shared", Plan(tip="a", title="A", when="soon", ends_at=self.now + 7 * DAY, turn=turn))
            self.yes.add((id, me))

    def agree(self, me: bytes) -> None:
        week = self.week(me)
        if week.table and self.stage(me) in {Stage.PROPOSED, Stage.AGREED} and week.on_table(self.now):
            self.yes.add((week.table.id, me))

    def look(self, me: bytes) -> None:
        if self.stage(me) in LOOKABLE:
            self.say(me, "both", Lookback(plan="", tip="a", title="A", tried="yes"))
            if sum(isinstance(body, Lookback) for _who, _mode, body, *_rest in self.said) == 2:
                self.say(me, "shared", Lived(tip="a"))

    def let_go(self, me: bytes) -> None:
        if self.stage(me) not in {Stage.RESTING, Stage.CLOSED}:
            self.say(me, "shared", LetGo())


def moment(
    id: bytes, author: bytes, mine: bool, body: Body, mode: str, at: int, taken_back: int | None = None
) -> Moment:
    return Moment(
        id, author, mine, "", body, mode, "couple", 1, None, None, at,
        opens_at=None, handed_in_at=at, taken_back_at=taken_back, revision=0, wrapped=b"",
    )  # fmt: skip


WAYS_ON = {
    Stage.RESTING: {"ask"},
    Stage.PICKING: {"pick", "let_go"},
    Stage.WAITING: {"let_go"},
    Stage.OPENED: {"propose", "let_go"},
    Stage.PROPOSED: {"propose", "let_go"},
    Stage.AGREED: {"look", "propose", "let_go"},
    Stage.LOOKING_BACK: {"look", "let_go"},
    Stage.LOOKED: {"let_go"},
    Stage.CLOSED: {"ask"},
}
"""What one person alone can do on each rung, without waiting for the other."""
