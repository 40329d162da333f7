"""Drawing a card, showing something, receiving it. Each verb is one short transaction."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from gemel.moments import Moment, NotHere, Round, TooLate, ask, hand_in, keep, put, revise, rounds, share
from gemel.people.person import Person, keep_own
from gemel.rooms.opening.between import Between, drawn, find_between, kept, lately
from gemel.rooms.opening.dealing import Pick, next_card
from gemel.rooms.opening.deck import deck
from gemel.rooms.opening.depths import choose, light_for_a_while, say_it_was_good, stand_by, top
from gemel.rooms.opening.kinds import CARD, Drawn, Received, Shown, Told
from gemel.topics import fitting

REMEMBERED = 50
FEELINGS = ("good", "fine", "raw")


def draw(db: Connection, me: Person, now: int, *, id: bytes, pick: Pick) -> Round | None:
    """Put a card to everybody in the couple, from any tier that is open to both; None if no topic is left to them."""
    stand_by(db, me, now)
    cards = fitting(deck().cards.values(), me.limits.without, lambda one: one.text)
    card = next_card(cards, _used(db, me), top(db, me, now), pick)
    if card is None:
        return None
    prompt = Drawn(card=card.id, asked=card.text, tier=card.tier, way="alone" if me.alone else "both")
    return ask(db, me, prompt, now, id=id)


def _used(db: Connection, me: Person) -> list[str]:
    """Ids of the cards these people had, oldest first."""
    prompts = [one.prompt for one in reversed(rounds(db, me, CARD)) if isinstance(one.prompt, Drawn)]
    return [prompt.card for prompt in prompts if me.alone or prompt.way == "both"]


def show(db: Connection, me: Person, round_id: bytes, words: str, now: int, *, id: bytes) -> None:
    """Hand in what one shows. The same words twice are once; other words after that come too late."""
    it = find_between(db, me, now, round_id)
    body = Shown(asked=it.prompt.asked, words=words)
    if it.mine is not None and it.mine.body == body:
        return
    try:
        hand_in(db, me, body, now, id=id, round_id=round_id)
    except IntegrityError:  # handed in and deleted since: once is once
        raise TooLate from None


def show_nobody(db: Connection, me: Person, round_id: bytes, words: str, now: int) -> None:
    """Keep it for oneself, for good; written again, the new words stand."""
    _one, prompt = drawn(db, me, round_id)
    body, before = Shown(asked=prompt.asked, words=words), kept(db, me, now, round_id)
    if before is None:
        keep(db, me, body, now, id=round_id)
    else:
        revise(db, me, before, body)


def tell_aloud(db: Connection, me: Person, round_id: bytes, now: int) -> None:
    """They told each other, and no word is kept. Tapped by both, it is one."""
    it = find_between(db, me, now, round_id)
    if it.told is None:
        share(db, me, Told(asked=it.prompt.asked), now, id=bytes(a ^ 0xFF for a in round_id), round_id=round_id)


def set_aside(db: Connection, me: Person, round_ids: list[bytes]) -> None:
    """Remembered for this person alone; to the other nothing has happened."""
    others = [one for one in me.own.set_aside if one not in round_ids]
    own = msgspec.structs.replace(me.own, set_aside=(*others, *round_ids)[-REMEMBERED:])
    keep_own(db, me, own)


def go_as_far_as(db: Connection, me: Person, depth: int, now: int) -> None:
    choose(db, me, now, depth=depth)
    _put_by_deeper(db, me, now, depth)


def _put_by_deeper(db: Connection, me: Person, now: int, depth: int) -> None:
    """Cards that lie open already and are deeper than this person goes now no longer ask them."""
    deeper = [one.id for one in lately(db, me, now) if isinstance(one.prompt, Drawn) and one.prompt.tier > depth]
    if deeper:
        set_aside(db, me, deeper)


def receive(db: Connection, me: Person, it: Between, stem: str, words: str, now: int, *, id: bytes) -> None:
    share(db, me, Received(asked=it.prompt.asked, stem=stem, words=words), now, id=id, round_id=it.id)


def say_how_it_was(db: Connection, me: Person, round_id: bytes, feeling: str, now: int) -> None:
    """One of three private taps, once. Good counts when both say so; raw brings light cards for two days."""
    it = find_between(db, me, now, round_id)
    if it.felt_on is None or not it.opened:
        raise NotHere
    put(db, me, it.felt_on, "done", now)
    if feeling == "good":
        say_it_was_good(db, me, round_id, now)
    if feeling == "raw":
        light_for_a_while(db, me, now)
        _put_by_deeper(db, me, now, 1)


def look_at(db: Connection, me: Person, fresh: list[Moment], now: int) -> None:
    """Today does not bring these up again, for this person."""
    for it in fresh:
        put(db, me, it, "done", now)
