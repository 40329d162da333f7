"""Their own questions: asked now, put among the cards of both, or kept by whoever wrote them."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, ask, erase, find, find_round, keep, of_kind, share
from gemel.people.person import Person
from gemel.rooms.questions.deck import OWN, Deck, Question
from gemel.rooms.questions.kinds import Asked, Own, Way
from gemel.rooms.questions.regions import left_out
from gemel.store import show_id

KIND = "own-question"
MOST = 30
"""So many of one person's lie among the cards at a time; so many of the newest are read."""


def pot(db: Connection, me: Person, now: int) -> Deck:
    """What either of the two put among the cards and has not taken out, as cards; less what both leave out."""
    found = [it for it in of_kind(db, me, now, KIND, most=4 * MOST) if _in_pot(me, it)]
    cards = [_card(it.id, it.body) for it in found if isinstance(it.body, Own)]
    return tuple(card for card in cards if not left_out(card.theme, me.limits.without))


def _in_pot(me: Person, it: Moment) -> bool:
    return it.given and it.epoch == me.keyring.current[0]


def _card(id: bytes, body: Own) -> Question:
    name = f"{OWN}{show_id(id)}"
    return Question(id=name, theme=body.about, theme_title="", depth=body.depth, text=body.asked, fits="everyday")


def my_own(db: Connection, me: Person, now: int) -> list[Moment]:
    """What this person wrote and nobody has been asked yet as far as it is theirs alone; newest first."""
    found = of_kind(db, me, now, KIND, author=me.id, most=4 * MOST)
    return [it for it in found if it.readable]


def in_pot(me: Person, mine: list[Moment]) -> list[Moment]:
    return [it for it in mine if _in_pot(me, it)]


def keep_own(db: Connection, me: Person, body: Own, now: int, *, id: bytes) -> bytes:
    return keep(db, me, body, now, id=id)


def put_in(db: Connection, me: Person, body: Own, now: int, *, id: bytes) -> bytes | None:
    """Among the cards of both; None where as many as fit lie there already."""
    here = in_pot(me, my_own(db, me, now))
    if len(here) >= MOST and id not in {it.id for it in here}:
        return None
    return share(db, me, body, now, id=id)


def ask_own(db: Connection, me: Person, body: Own, now: int, *, id: bytes) -> bytes:
    way: Way = "alone" if me.alone else "written"
    prompt = Asked(question=f"{OWN}{show_id(id)}", asked=body.asked, way=way, about=body.about, depth=body.depth)
    return ask(db, me, prompt, now, id=id).id


def ask_kept(db: Connection, me: Person, it_id: bytes, now: int) -> None:
    """Ask what was kept, which leaves the list with that. The round takes its id: asking twice is asking once."""
    try:
        it = mine(db, me, now, it_id)
    except NotHere:
        find_round(db, me, it_id)
        return
    assert isinstance(it.body, Own)
    ask_own(db, me, it.body, now, id=it.id)
    erase(db, me, it, now)


def mine(db: Connection, me: Person, now: int, it_id: bytes) -> Moment:
    it = find(db, me, now, it_id)
    if not it.mine or not isinstance(it.body, Own):
        raise NotHere
    return it
