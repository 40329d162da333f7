"""The coach's pages: a hint while somebody writes, what each rule looks for, and a switch for each."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from gemel.coach import BESIDE, SIXTEEN, Hint, Reading, hot, places, rules
from gemel.coach.resting import put_aside, rests_until, silent
from gemel.moments import NotHere
from gemel.people.person import keep_own
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
LISTED = (*SIXTEEN, *BESIDE)
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool


@pages.get("/coach", anyone=True)
def coach(visit: Visit) -> Answer:
    """Every rule, readable by anyone; whoever is signed in has a switch for each."""
    off = visit.person.own.coach_off if visit.person else ()
    rests = {name: at for name in LISTED if visit.person and (at := _rests(visit, name))}
    far = bool(visit.house.settings.coach_url)
    return visit.page("coach/rules.html", tab="you", rules=[rules()[name] for name in LISTED], off=off, rests=rests, far=far)


def _rests(visit: Visit, name: str) -> int | None:
    return rests_until(visit.me.own.coach_kept, name, visit.now)


@pages.get("/coach/draft")
def draft(visit: Visit) -> Answer:
    """Somewhere to find the words before a hard talk. It has no way to send or keep them: they are said aloud."""
    return visit.page("coach/draft.html", tab="you")


@pages.get("/coach/rules/{name:str}", anyone=True)
def rule(visit: Visit) -> Answer:
    found = rules().get(str(visit.params["name"]))
    if found is None:
        raise NotHere
    off = visit.person is not None and found.id in visit.person.own.coach_off
    return visit.page("coach/rule.html", tab="you", rule=found, off=off, figures=visit.house.coach_figures.get(found.id))


@pages.post("/coach/switches")
def switch(visit: Visit) -> Answer:
    name, on = visit.raw("rule"), visit.raw("on") == "yes"
    if name not in rules():
        raise NotHere
    others = tuple(one for one in visit.me.own.coach_off if one != name)
    kept = tuple(one for one in visit.me.own.coach_kept if one[0] != name)
    _keep(visit, coach_off=others if on else (*others, name), coach_kept=kept)
    return go("/coach", "kept")


@pages.post("/coach/rests")
def rest(visit: Visit) -> Answer:
    """A hint was put aside. Twice, and its rule rests for seven days; the other never learns of it."""
    name = visit.raw("rule")
    if name not in rules():
        raise NotHere
    _keep(visit, coach_kept=put_aside(visit.me.own.coach_kept, name, visit.now))
    return Answer(status=204)


def _keep(visit: Visit, **changes: object) -> None:
    visit.write(keep_own, visit.me, msgspec.structs.replace(visit.me.own, **changes))


@pages.post("/coach/hints")
def create_hint(visit: Visit) -> Answer:
    """One hint for a draft, for its writer's eyes. Nothing of it is kept, here or anywhere."""
    typed, reading, found = _look(visit)
    warm = hot(reading) and not visit.raw("offered")
    return visit.page("coach/_hint.html", hint=found, pieces=pieces(typed, found), hot=warm)


@pages.post("/coach/readings")
def read_over(visit: Visit) -> Answer:
    """The same without script, on a page of its own beside the one that is written on."""
    typed, reading, found = _look(visit)
    return visit.page("coach/reading.html", hint=found, pieces=pieces(typed, found), hot=hot(reading), typed_text=typed)


def _look(visit: Visit) -> tuple[str, Reading, Hint]:
    field, _blank, place = visit.raw("_look").partition(" ")
    if place not in places():
        raise NotHere
    typed = visit.raw(field).strip()[:MOST]
    port = visit.house.coach
    reading = port.read(typed, visit.raw("_reply_to")[:MOST], places()[place].serious)
    return typed, reading, port.hint(typed, reading, place, _silent(visit))


def _silent(visit: Visit) -> frozenset[str]:
    """Switched off, resting, or put aside in this very draft."""
    own = visit.me.own
    return silent(own.coach_off, own.coach_kept, visit.now) | set(visit.raw("kept").split())


def pieces(typed: str, found: Hint) -> list[Piece]:
    """The text in pieces, those that the hint is about marked."""
    out, at = [], 0
    for begin, end in found.spans:
        if begin >= at:
            out += [Piece(typed[at:begin], False), Piece(typed[begin:end], True)]
            at = end
    return [piece for piece in (*out, Piece(typed[at:], False)) if piece.text]
