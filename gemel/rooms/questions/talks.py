"""A question between the two, as one of them sees it now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, Round, find, find_round, handed_in, in_rounds, rounds
from gemel.people.person import Person
from gemel.rooms.questions.deck import by_id, stems_for
from gemel.rooms.questions.kinds import ROUND, Answer, Asked, Follow
from gemel.topics import touches

WEEK = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Talk:
    id: bytes
    prompt: Asked
    asked_at: int
    parts: list[Moment]
    opened: bool
    """Both have handed in; as long as not, nothing here tells what the other has done."""

    @property
    def mine(self) -> Moment | None:
        return next((it for it in self.parts if it.mine and it.mode == "both"), None)

    @property
    def theirs(self) -> Moment | None:
        return next((it for it in self.parts if not it.mine and it.mode == "both"), None)

    @property
    def my_words(self) -> str:
        return _words(self.mine)

    @property
    def their_words(self) -> str:
        """Empty while it is closed, and once it was taken back."""
        return _words(self.theirs)

    @property
    def follows(self) -> list[Moment]:
        return [it for it in self.parts if isinstance(it.body, Follow)]

    @property
    def handed_in(self) -> bool:
        return self.mine is not None and self.mine.handed_in_at is not None

    @property
    def stems(self) -> tuple[str, str, str]:
        return stems_for(by_id().get(self.prompt.question), self.id)

    def gone_by(self, now: int) -> bool:
        """After a week it leaves the lists, whatever anybody did."""
        return now - self.asked_at > WEEK


def _words(it: Moment | None) -> str:
    return it.body.words if it is not None and isinstance(it.body, Answer) else ""


def lately(db: Connection, me: Person, now: int) -> list[Round]:
    """The written questions of the last week, newest first."""
    found = rounds(db, me, ROUND, since=now - WEEK, most=60)
    return [one for one in found if for_me(me, one)]


def for_me(me: Person, one: Round) -> bool:
    return isinstance(one.prompt, Asked) and open_to(me, one.prompt) and not left_out(me, one.prompt)


def left_out(me: Person, prompt: Asked) -> bool:
    """Whether it touches what either leaves out by now: then it no longer comes up, for neither of the two."""
    without, card = me.limits.without, by_id().get(prompt.question)
    return (card is not None and card.theme in without) or touches(prompt.asked, without)


def open_to(me: Person, prompt: Asked) -> bool:
    """Whether it can be answered: what was asked of one alone is no question to the two."""
    return prompt.way == "written" or (me.alone and prompt.way == "alone")


def talks(db: Connection, me: Person, now: int, found: list[Round]) -> list[Talk]:
    if not found:
        return []
    ids = [one.id for one in found]
    parts, both = in_rounds(db, me, now, ids), handed_in(db, me, ids)
    return [_talk(one, parts, both.get(one.id, 0) > 1) for one in found]


def _talk(one: Round, parts: list[Moment], opened: bool) -> Talk:
    assert isinstance(one.prompt, Asked)
    return Talk(one.id, one.prompt, one.asked_at, [it for it in parts if it.round == one.id], opened)


def asked_round(db: Connection, me: Person, round_id: bytes) -> tuple[Round, Asked]:
    """A question of this couple, however it is answered."""
    one = find_round(db, me, round_id)
    if not isinstance(one.prompt, Asked):
        raise NotHere
    return one, one.prompt


def find_talk(db: Connection, me: Person, now: int, round_id: bytes) -> Talk:
    one, prompt = asked_round(db, me, round_id)
    if not open_to(me, prompt):
        raise NotHere
    return talks(db, me, now, [one])[0]


def kept(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment | None:
    """An answer that this person keeps for themselves."""
    try:
        it = find(db, me, now, moment_id)
    except NotHere:
        return None
    return it if it.mine and it.mode == "private" and isinstance(it.body, Answer) else None
