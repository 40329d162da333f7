"""On a hard day one note comes back by itself, for oneself: after a pause, or after a low line of one's own."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from gemel.moments import Moment, of_kind
from gemel.people.person import keep_own
from gemel.rooms.thanks.kinds import Thanks
from gemel.sittings import lately
from gemel.web.answer import Answer, go
from gemel.web.dates import DAY
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import Visit

pages = Pages()
LOOKED_THROUGH = 60


def card(visit: Visit) -> list[Card]:
    """One note from the jar, the same all day. It does not say why it comes."""
    note = _note(visit) if _hard(visit) else None
    return [Card("thanks/_today_jar.html", {"it": note}, weight=9)] if note else []


def _hard(visit: Visit) -> bool:
    own, now = visit.me.own, visit.now
    if visit.me.alone or own.jar_rested > now - DAY:
        return False
    return own.tender_until > now or any(
        one.exercise.name == "pause" for one in lately(visit.db, visit.me, now - DAY, now)
    )


def _note(visit: Visit) -> Moment | None:
    found = of_kind(visit.db, visit.me, visit.now, "thanks", most=LOOKED_THROUGH, open_now=True)
    given = [it for it in found if not it.mine and isinstance(it.body, Thanks)]
    return min(given, key=lambda it: _lot(it.id, visit.now // DAY), default=None)


def _lot(moment_id: bytes, day: int) -> bytes:
    return blake2b(moment_id, key=day.to_bytes(8, "big"), digest_size=8).digest()


@pages.post("/thanks/jar/rests")
def rest(visit: Visit) -> Answer:
    """Not today. Remembered for oneself alone."""
    visit.write(keep_own, visit.me, msgspec.structs.replace(visit.me.own, jar_rested=visit.now, tender_until=0))
    return go("/", "set-aside")
