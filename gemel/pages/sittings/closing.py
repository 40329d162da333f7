"""The end of a sitting: three questions for oneself, each to be left out, and nothing of it for the other."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments import keep
from gemel.pages.kinds import Pulse
from gemel.people.person import Person, keep_own
from gemel.people.profile import tender
from gemel.sittings import Sitting, find, put_away
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
QUESTIONS = ("understood", "cared", "at_ease")
LOW = 4
"""Below this, care is offered, and the other is told nothing (evidence A0)."""


@pages.post("/sittings/{id:str}/closing")
def close(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.id(), visit.now)
    if not it.over:
        return go(visit.path.removesuffix("/closing"))
    told = {name: visit.number(name, 0, 10) for name in QUESTIONS}
    pulse = Pulse(exercise=it.exercise.name, **told)
    visit.write(_close, visit.me, it, pulse, visit.now, visit.once())
    if low(pulse):
        return visit.page("sittings/care.html")
    return go("/", "closed" if told_anything(pulse) else "")


def _close(db: Connection, me: Person, it: Sitting, pulse: Pulse, now: int, once: bytes) -> None:
    put_away(db, me, it.id, now)
    if told_anything(pulse):
        keep(db, me, pulse, now, id=once)
    if low(pulse):
        keep_own(db, me, tender(me.own, now))


def told_anything(pulse: Pulse) -> bool:
    return any(getattr(pulse, name) is not None for name in QUESTIONS)


def low(pulse: Pulse) -> bool:
    told = (getattr(pulse, name) for name in QUESTIONS)
    return any(value is not None and value < LOW for value in told)
