"""Things to try, liked in private. What is handed in holds what somebody would like, or perhaps: a no is written
nowhere, and looks the same as a line that was left alone. Only what is on both lists is ever shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, Round, TooLate, ask, find_round, hand_in, in_rounds, rounds
from gemel.people.person import Person
from gemel.rooms.together.dating import derived
from gemel.rooms.together.ideas import dealt
from gemel.rooms.together.kinds import FirstsAsked, Likes

MOST = 24  # rounds looked back on


@dataclass(frozen=True, slots=True)
class Liked:
    """What is on both lists: where both said yes, and where one of the two or both said maybe."""

    yes: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Liking:
    """How it stands for one of the two."""

    asked: Round | None = None
    """The newest round."""
    handed_in: bool = False
    """By this person: nothing here tells what the other has done."""
    opened: bool = False
    liked: Liked = Liked()
    mine: Moment | None = None


def asked_of(one: Round) -> FirstsAsked:
    if not isinstance(one.prompt, FirstsAsked):
        raise NotHere
    return one.prompt


def liking(db: Connection, me: Person, now: int) -> Liking:
    asked = _ours(db, me)
    if not asked:
        return Liking()
    found = [it for it in in_rounds(db, me, now, [one.id for one in asked]) if isinstance(it.body, Likes)]
    newest = [it for it in found if it.round == asked[0].id and it.given]
    mine = next((it for it in newest if it.mine), None)
    return Liking(asked[0], asked[0].handed_in, len(newest) >= me.people, liked(asked, found, me.people), mine)


def _ours(db: Connection, me: Person) -> list[Round]:
    """The rounds of these two, newest first."""
    found = rounds(db, me, "firsts", most=MOST)
    here = [one for one in found if isinstance(one.prompt, FirstsAsked) and one.prompt.epoch == me.keyring.current[0]]
    return sorted(here, key=lambda one: -asked_of(one).number)


def liked(asked: Iterable[Round], found: list[Moment], people: int) -> Liked:
    """What is on both lists. Where something was dealt twice, the newer answers hold."""
    yes: list[str] = []
    maybe: list[str] = []
    seen: set[str] = set()
    for one in asked:
        lists = [it.body for it in found if it.round == one.id and it.given and isinstance(it.body, Likes)]
        if len(lists) < people:
            continue
        fresh = [item for item in asked_of(one).items if item not in seen]
        seen.update(fresh)
        yes += [item for item in fresh if all(item in it.yes for it in lists)]
        maybe += [item for item in fresh if item not in yes and all(item in it.yes + it.maybe for it in lists)]
    return Liked(tuple(yes), tuple(maybe))


def deal(db: Connection, me: Person, now: int) -> None:
    """Twenty more. Two who ask at once ask for the same; whoever has not answered yet goes on with those."""
    here = _ours(db, me)
    if here and not here[0].handed_in:
        return
    number, epoch = asked_of(here[0]).number + 1 if here else 1, me.keyring.current[0]
    id = derived(here[0].id if here else me.couple, f"dealt {epoch}")
    ask(db, me, FirstsAsked(epoch=epoch, number=number, items=dealt(number, me.couple)), now, id=id)


def like(db: Connection, me: Person, round_id: bytes, likes: Likes, now: int, *, id: bytes) -> None:
    """Hand in what one would like. Twice is once, and the first time holds."""
    asked = find_round(db, me, round_id)
    items = asked_of(asked).items
    only = Likes(
        yes=tuple(item for item in items if item in likes.yes), maybe=tuple(item for item in items if item in likes.maybe)
    )  # fmt: skip
    if not asked.handed_in:
        try:
            hand_in(db, me, only, now, id=id, round_id=round_id)
        except TooLate:  # the other phone was quicker
            return
