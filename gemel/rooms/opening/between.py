"""A card between the two, as one of them sees it now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Meeting, Moment, NotHere, Round, asked_lately, find, find_round, meetings
from gemel.people.person import Person
from gemel.rooms.opening.deck import closer_for, stems_for
from gemel.rooms.opening.kinds import CARD, Drawn, Received, Shown, Told
from gemel.topics import touches


@dataclass(frozen=True, slots=True)
class Between(Meeting):
    @property
    def prompt(self) -> Drawn:
        assert isinstance(self.round.prompt, Drawn)
        return self.round.prompt

    @property
    def my_words(self) -> str:
        return _words(self.mine)

    @property
    def their_words(self) -> str:
        return _words(self.theirs)

    @property
    def told(self) -> Moment | None:
        return next((it for it in self.parts if isinstance(it.body, Told)), None)

    @property
    def opened(self) -> bool:
        return self.both_in or self.told is not None

    @property
    def replies(self) -> list[Moment]:
        return [it for it in self.parts if isinstance(it.body, Received)]

    @property
    def received(self) -> bool:
        """Whether this person has said something to what the other showed."""
        return any(it.mine for it in self.replies)

    @property
    def stems(self) -> tuple[str, str, str]:
        return stems_for(self.prompt.tier, self.id)

    @property
    def closer(self) -> str:
        return closer_for(self.prompt.card)

    @property
    def felt_on(self) -> Moment | None:
        """Where this person's own mark stands that they have said how it was."""
        return self.mine if self.handed_in else self.told


def _words(it: Moment | None) -> str:
    return it.body.words if it is not None and isinstance(it.body, Shown) else ""


def drawn(db: Connection, me: Person, round_id: bytes) -> tuple[Round, Drawn]:
    """A card of this couple that can be answered: one drawn by somebody alone is no card for the two."""
    one = find_round(db, me, round_id)
    if not isinstance(one.prompt, Drawn) or not _for_me(me, one.prompt):
        raise NotHere
    return one, one.prompt


def _for_me(me: Person, prompt: Drawn) -> bool:
    return prompt.way == ("alone" if me.alone else "both")


def find_between(db: Connection, me: Person, now: int, round_id: bytes) -> Between:
    one, _prompt = drawn(db, me, round_id)
    return meetings(db, me, now, [one], Between)[0]


def lately(db: Connection, me: Person, now: int) -> list[Round]:
    """The cards of the last week, newest first, as far as boundaries let them stand."""
    return [one for one in asked_lately(db, me, now, CARD) if stands(me, one)]


def stands(me: Person, one: Round) -> bool:
    prompt = one.prompt
    if not isinstance(prompt, Drawn) or not _for_me(me, prompt):
        return False
    return prompt.tier <= me.limits.depth and not touches(prompt.asked, me.limits.without)


def kept(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment | None:
    """What this person wrote for themselves alone. It carries the id of its card's round."""
    try:
        it = find(db, me, now, moment_id)
    except NotHere:
        return None
    return it if it.mine and it.mode == "private" and isinstance(it.body, Shown) else None
