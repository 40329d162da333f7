"""A question between the two, as one of them sees it now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Meeting, Moment, NotHere, Round, asked_lately, find, find_round, meetings
from gemel.people.person import Person
from gemel.rooms.questions.deck import by_id, stems_for
from gemel.rooms.questions.kinds import ROUND, Answer, Asked, Follow
from gemel.topics import touches


@dataclass(frozen=True, slots=True)
class Talk(Meeting):
    @property
    def prompt(self) -> Asked:
        assert isinstance(self.round.prompt, Asked)
        return self.round.prompt

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
    def stems(self) -> tuple[str, str, str]:
        return stems_for(by_id().get(self.prompt.question), self.id)


def _words(it: Moment | None) -> str:
    return it.body.words if it is not None and isinstance(it.body, Answer) else ""


def lately(db: Connection, me: Person, now: int) -> list[Round]:
    """The written questions of the last week, newest first."""
    return [one for one in asked_lately(db, me, now, ROUND) if for_me(me, one)]


def for_me(me: Person, one: Round) -> bool:
    return isinstance(one.prompt, Asked) and open_to(me, one.prompt) and not left_out(me, one.prompt)


def left_out(me: Person, prompt: Asked) -> bool:
    """Whether it touches what either leaves out by now: then it no longer comes up, for neither of the two."""
    without, card = me.limits.without, by_id().get(prompt.question)
    return (card is not None and card.theme in without) or touches(prompt.asked, without)


def open_to(me: Person, prompt: Asked) -> bool:
    """Whether it can be answered: what was asked of one alone is no question to the two."""
    return prompt.way == "written" or (me.alone and prompt.way == "alone")


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
    return meetings(db, me, now, [one], Talk)[0]


def kept(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment | None:
    """An answer that this person keeps for themselves."""
    try:
        it = find(db, me, now, moment_id)
    except NotHere:
        return None
    return it if it.mine and it.mode == "private" and isinstance(it.body, Answer) else None
