"""How far cards may go: each one's own limit, which nobody else can read, and what both allow, which is a yes or no.

A yes to a tier is a hand-in with nothing in it to a round that asks both. The house counts the hand-ins and looks for
two. A limit that comes down is never taken out of a row: the round is asked anew, and everybody's yes is given again
by their own page, or is not. Why it is built so: docs/decisions/0011.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, Round, ask, hand_in, handed_in, keep, my_hand_ins, of_kind, revise, rounds
from gemel.people.person import Person
from gemel.rooms.opening.kinds import CARD, DEEPER, GOOD, Deeper, Depth, Drawn, WasItGood, Yes
from gemel.store import new_id

TIERS = (1, 2, 3)
GOOD_TIMES = 2
RAW = 48 * 3600  # seconds of light cards after something was raw
LOOKED_THROUGH = 120


def own(db: Connection, me: Person, now: int) -> Depth | None:
    """What this person chose, for their own pages only; None while they have chosen nothing."""
    it = _row(db, me, now)
    return it.body if it is not None and isinstance(it.body, Depth) else None


def _row(db: Connection, me: Person, now: int) -> Moment | None:
    return next(iter(of_kind(db, me, now, "opening-depth", author=me.id, most=1)), None)


def reach(db: Connection, me: Person, now: int) -> int:
    """How far cards may go for this person now: 1 to 3."""
    chosen = own(db, me, now) or Depth()
    return 1 if now < chosen.light_until else min(chosen.depth, me.limits.depth)


def choose(db: Connection, me: Person, now: int, **changed: int) -> None:
    """Change one's own limit, and bring one's yeses in line with it."""
    it = _row(db, me, now)
    if it is None or not isinstance(it.body, Depth):
        keep(db, me, msgspec.structs.replace(Depth(), **changed), now, id=new_id())
    else:
        revise(db, me, it, msgspec.structs.replace(it.body, **changed))
    stand_by(db, me, now)


def light_for_a_while(db: Connection, me: Person, now: int) -> None:
    """Something was raw: only light cards for two days, for both, and neither is told why."""
    choose(db, me, now, light_until=now + RAW)


def stand_by(db: Connection, me: Person, now: int) -> None:
    """Say yes to each tier that this person's limit allows; put a yes of theirs out of force where it does not."""
    if me.alone:
        return
    limit, asked = reach(db, me, now), _asked(db, me)
    for tier in TIERS[1:]:
        one = asked.get(tier)
        stands = one is not None and one.handed_in
        if tier <= limit and not stands:
            _say_yes(db, me, now, (one or _ask(db, me, tier, 1, now)).id)
        if tier > limit and one is not None and stands:
            _ask(db, me, tier, _number(one) + 1, now)


def _asked(db: Connection, me: Person) -> dict[int, Round]:
    """The round of each tier that counts now: the one with the highest number, among those of these two."""
    found: dict[int, Round] = {}
    for one in rounds(db, me, DEEPER, most=LOOKED_THROUGH):
        if isinstance(one.prompt, Deeper) and _of_these_two(me, one):
            before = found.get(one.prompt.tier)
            if before is None or _number(before) < one.prompt.number:
                found[one.prompt.tier] = one
    return found


def _of_these_two(me: Person, one: Round) -> bool:
    """Nothing from before they were two: what was said with an earlier partner says nothing about this one."""
    return one.epoch == me.keyring.current[0]


def _number(one: Round) -> int:
    return one.prompt.number if isinstance(one.prompt, Deeper) else 0


def _ask(db: Connection, me: Person, tier: int, number: int, now: int) -> Round:
    """Asked by both at once, it is one round: its id follows from what it asks, and of whom."""
    epoch = me.keyring.current[0]
    name = f"{tier} {number} {epoch}".encode()
    return ask(db, me, Deeper(tier=tier, number=number), now, id=_id(me.couple + name))


def _say_yes(db: Connection, me: Person, now: int, round_id: bytes) -> None:
    """Once, however often it is said. Nobody else can work out its id, and so look for it."""
    if round_id not in my_hand_ins(db, me, [round_id]):  # said under a key that has changed since, perhaps
        hand_in(db, me, Yes(), now, id=_id(round_id, me.keys.account), round_id=round_id)


def _id(data: bytes, key: bytes = b"") -> bytes:
    return blake2b(data, digest_size=16, key=key[:64], person=b"gemel-opening").digest()


def in_common(db: Connection, me: Person) -> int:
    """How far both go. For choosing cards and for nothing else: never show it, or anything that follows from one."""
    asked = _asked(db, me)
    deep = 1
    for tier in TIERS[1:]:
        if tier not in asked or not asked[tier].all_in:
            break
        deep = tier
    return min(deep, me.limits.depth)


def say_it_was_good(db: Connection, me: Person, card: bytes, now: int) -> None:
    """A private tap: it counts once both have made it, and shows in nothing but that deeper cards begin to come."""
    _say_yes(db, me, now, ask(db, me, WasItGood(), now, id=_good_id(card)).id)


def _good_id(card: bytes) -> bytes:
    return _id(card + GOOD.encode())


def earned(db: Connection, me: Person) -> int:
    """The highest tier that is open to the two: each after two good times on the one before."""
    found = [one for one in rounds(db, me, CARD) if isinstance(one.prompt, Drawn) and _of_these_two(me, one)]
    both = handed_in(db, me, [_good_id(one.id) for one in found])
    good = [_tier(one) for one in found if both.get(_good_id(one.id), 0) > 1]
    deep = 1
    while deep < TIERS[-1] and good.count(deep) >= GOOD_TIMES:
        deep += 1
    return deep


def _tier(one: Round) -> int:
    return one.prompt.tier if isinstance(one.prompt, Drawn) else 0


def top(db: Connection, me: Person, now: int) -> int:
    """Up to where cards are drawn. Somebody alone goes as far as they like."""
    return reach(db, me, now) if me.alone else min(in_common(db, me), earned(db, me))
