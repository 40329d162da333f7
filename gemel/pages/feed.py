"""One's own calendar: an address that a calendar app fetches, with times and no words."""

from __future__ import annotations

from contextlib import suppress

import msgspec
from sqlalchemy import Connection

from gemel import delivery
from gemel.delivery import Slot, Token, address_of, token_of
from gemel.moments import NotHere
from gemel.people.person import Person, keep_own, own_now
from gemel.rooms import ROOMS
from gemel.store import Busy
from gemel.vault import Tampered
from gemel.web.answer import Answer, go
from gemel.web.calendar import several
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/calendar")
def calendar(visit: Visit) -> Answer:
    token = visit.me.own.feed
    if token:
        keep_feed(visit)
    address = f"{visit.address}/calendars/{address_of(token)}" if token else ""
    return visit.page("feed.html", tab="you", address=address)


@pages.post("/calendar")
def begin(visit: Visit) -> Answer:
    """A fresh address. Whoever knew the one before fetches nothing any more."""
    visit.write(_begin, visit.me, _slots(visit))
    return go("/calendar")


def _begin(db: Connection, me: Person, slots: list[Slot]) -> None:
    token = delivery.begin(db, me.id)
    delivery.bring(db, token, slots)
    keep_own(db, me, msgspec.structs.replace(me.own, feed=token))


@pages.post("/calendar/ending")
def end(visit: Visit) -> Answer:
    visit.write(_end, visit.me)
    return go("/calendar")


def _end(db: Connection, me: Person) -> None:
    delivery.end(db, me.id)
    keep_own(db, me, msgspec.structs.replace(me.own, feed=b""))


@pages.get("/calendars/{token:str}", anyone=True)
def fetched(visit: Visit) -> Answer:
    """What a calendar app gets: it brings no cookie, and the address is the key."""
    token = token_of(str(visit.params["token"]))
    slots = None if token is None else _kept(visit, token)
    if slots is None:
        raise NotHere
    return Answer(several(slots, visit.now), kind="text/calendar; charset=utf-8")


def keep_feed(visit: Visit) -> None:
    """Bring somebody's feed up to date, if they have one: what they did, or what they find, may have moved a time."""
    token = visit.me.own.feed
    if not token:
        return
    slots = _slots(visit)
    if slots != _kept(visit, token):
        with suppress(Busy):  # this very visit left, or changed every key, and the address is to say nothing any more
            visit.write(_bring, visit.me, slots)


def _bring(db: Connection, me: Person, slots: list[Slot]) -> None:
    token = own_now(db, me).feed
    if token:
        delivery.bring(db, token, slots)


def _kept(visit: Visit, token: Token) -> list[Slot] | None:
    """None where there is none, or where it was changed outside gemel."""
    with suppress(Tampered):
        return delivery.look(visit.db, token)
    return None


def _slots(visit: Visit) -> list[Slot]:
    return [slot for room in ROOMS if room.slots for slot in room.slots(visit)]
