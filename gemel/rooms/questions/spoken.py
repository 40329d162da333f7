"""Pages of a question that is talked through on one phone, with nothing typed and no word kept."""

from __future__ import annotations

import secrets
from typing import Any

from gemel.moments import NotHere, ask
from gemel.people.person import Person
from gemel.rooms.questions.asking import asked, had
from gemel.rooms.questions.deck import by_id, stems_for
from gemel.rooms.questions.handover import COVER_FIRST, Flow, again, deal, opened, sealed, step
from gemel.rooms.questions.talks import asked_round
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
BEGINS, ANSWERS, ASKS_ON = 1, 2, 3


@pages.get("/questions/spoken")
def start(visit: Visit) -> Answer:
    return visit.page("questions/spoken_one.html" if visit.me.alone else "questions/spoken.html", tab="questions")


@pages.post("/questions/spoken")
def go_on(visit: Visit) -> Answer:
    """The next screen: a cover, a private look, or the question itself."""
    if visit.me.alone:
        return start(visit)
    flow = opened(visit.me, visit.raw("flow"))
    if flow is None:
        return _shown(visit, _dealt(visit))
    flow = step(flow, visit.raw("tap"))
    if flow.kept:
        return _talk(visit, flow)
    return _shown(visit, _fresh(visit, flow) if flow.settled else flow)


def _dealt(visit: Visit) -> Flow | None:
    first, before = secrets.randbelow(2), had(visit.db, visit.me)
    return deal(visit.me, before, secrets.randbelow, visit.now, first=first, wish=visit.raw("wish"))


def _fresh(visit: Visit, flow: Flow) -> Flow | None:
    return again(visit.me, flow, had(visit.db, visit.me), secrets.randbelow, visit.now)


def _shown(visit: Visit, flow: Flow | None) -> Answer:
    question = by_id().get(flow.question) if flow else None
    if flow is None or question is None:
        return go("/questions", "no-question")
    names = {"holder": _name(visit.me, flow.holder), "other": _name(visit.me, 1 - flow.holder)}
    values: dict[str, Any] = names | {"flow": sealed(visit.me, flow)}
    if flow.covered:
        anew = flow.stage == COVER_FIRST and len(flow.passed) > 1
        return visit.page("questions/handover.html", anew=anew, **values)
    return visit.page("questions/look.html", question=question, **values)


def _name(me: Person, seat: int) -> str:
    return me.name if seat == me.seat or me.partner is None else me.partner.name


def _talk(visit: Visit, flow: Flow) -> Answer:
    """Both are happy with it: it counts as used from here on, and nothing else of it is kept."""
    visit.write(ask, visit.me, asked(by_id()[flow.question], "spoken"), visit.now, id=flow.round)
    return go(f"/questions/{show_id(flow.round)}/turns/{BEGINS}")


@pages.get("/questions/{id:str}/turns/{number:int}")
def turn(visit: Visit) -> Answer:
    """One begins, the other answers, each asks on. Who begins is drawn with the round itself."""
    number, (it, prompt) = visit.params["number"], asked_round(visit.db, visit.me, visit.id())
    if visit.me.alone or number not in (BEGINS, ANSWERS, ASKS_ON):
        raise NotHere
    seat = (it.id[0] + number - BEGINS) % 2
    names: dict[str, Any] = {"speaker": _name(visit.me, seat), "listener": _name(visit.me, 1 - seat)}
    stems = stems_for(by_id().get(prompt.question), it.id)
    return visit.page("questions/turn.html", talk=it, number=number, stems=stems, **names)
