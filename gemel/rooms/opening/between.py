"""A card between the two, as one of them sees it now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, Round, find, find_round, handed_in, in_rounds, my_hand_ins, rounds
from gemel.people.person import Person
from gemel.rooms.opening.deck import closer_for, stems_for
from gemel.rooms.opening.kinds import CARD, Drawn, Received, Shown, Told
from gemel.topics import touches

WEEK = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Between:
    id: bytes
    prompt: Drawn
    asked_at: int
    parts: list[Moment]
    both_in: bool
    """As long as not, nothing here tells what the other has done."""

    @property
    def mine(self) -> Moment | None:
        return next((it for it in self.parts if it.mine and it.mode == "both"), None)

    @property
    def theirs(self) -> Moment | None:
        """None while it is closed, and once it was taken back."""
        return next((it for it in self.parts if not it.mine and it.mode == "both"), None)

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
    def handed_in(self) -> bool:
        return self.mine is not None and self.mine.handed_in_at is not None

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

    def gone_by(self, now: int) -> bool:
        """After a week it leaves the lists, whatever anybody did."""
        return now - self.asked_at > WEEK


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
    return between(db, me, now, [one])[0]


def between(db: Connection, me: Person, now: int, found: list[Round]) -> list[Between]:
    ids = [one.id for one in found]
    parts, both = in_rounds(db, me, now, ids), handed_in(db, me, ids)
    return [_between(one, parts, both.get(one.id, 0) > 1) for one in found]


def _between(one: Round, parts: list[Moment], both_in: bool) -> Between:
    assert isinstance(one.prompt, Drawn)
    return Between(one.id, one.prompt, one.asked_at, [it for it in parts if it.round == one.id], both_in)


def lately(db: Connection, me: Person, now: int) -> list[Round]:
    """The cards of the last week, newest first, as far as boundaries let them stand."""
    found = rounds(db, me, CARD, since=now - WEEK, most=60)
    return [one for one in found if isinstance(one.prompt, Drawn) and _stands(me, one.prompt)]


def _stands(me: Person, prompt: Drawn) -> bool:
    within = _for_me(me, prompt) and prompt.tier <= me.limits.depth
    return within and not touches(prompt.asked, me.limits.without)


def to_answer(db: Connection, me: Person, found: list[Round], kept: set[bytes]) -> list[Round]:
    """Those that this person has neither answered nor put aside; the words of none are opened."""
    done = my_hand_ins(db, me, [one.id for one in found]) | set(me.own.set_aside) | kept
    return [one for one in found if one.id not in done]


def kept(db: Connection, me: Person, now: int, moment_id: bytes) -> Moment | None:
    """What this person wrote for themselves alone. It carries the id of its card's round."""
    try:
        it = find(db, me, now, moment_id)
    except NotHere:
        return None
    return it if it.mine and it.mode == "private" and isinstance(it.body, Shown) else None
