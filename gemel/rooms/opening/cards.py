"""A card from drawing to opening: what is between the two, one card, showing something, telling it aloud."""

from __future__ import annotations

import secrets
from typing import Any

from gemel.moments import Moment, NotHere, marks, meetings, of_kind, to_answer
from gemel.rooms.opening.between import Between, find_between, kept, lately
from gemel.rooms.opening.depths import own, reach, stand_by
from gemel.rooms.opening.kinds import Drawn
from gemel.rooms.opening.showing import draw, look_at, set_aside, show, show_nobody, tell_aloud
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
TAB = "together"
SHOWN = 3
EMPTY = _("A line is plenty. What comes to mind first?")
LONG = _("That is longer than fits: about 5,000 characters do. All of it is still here.")


@pages.get("/opening")
def opening(visit: Visit) -> Answer:
    me = visit.me
    if not me.alone:
        visit.write(stand_by, me, visit.now)
    found = lately(visit.db, me, visit.now)
    open_ids = {one.id for one in to_answer(visit.db, me, found)}
    cards = meetings(visit.db, me, visit.now, found, Between)
    values: dict[str, Any] = {
        "to_write": [it for it in cards if it.id in open_ids and not it.opened][:SHOWN],
        "waiting": [it for it in cards if it.handed_in and not it.opened][:SHOWN],
        "opened": [it for it in cards if it.opened and not me.alone][:SHOWN],
        "mine": _kept_by(visit),
        "chosen": own(visit.db, me, visit.now) is not None,
    }
    return visit.page("opening/opening.html", tab=TAB, **values)


def _kept_by(visit: Visit) -> list[Moment]:
    found = of_kind(visit.db, visit.me, visit.now, "opening-shown", author=visit.me.id, most=30)
    return [it for it in found if it.mode == "private" and it.readable][:SHOWN]


@pages.post("/opening")
def create(visit: Visit) -> Answer:
    once = visit.once()
    drawn = visit.write(draw, visit.me, visit.now, id=once, pick=secrets.randbelow)
    return to_card(once) if drawn else go("/opening", "no-question")


def to_card(round_id: bytes, told: str = "") -> Answer:
    return go(f"/opening/{show_id(round_id)}", told)


@pages.get("/opening/{id:str}")
def card(visit: Visit) -> Answer:
    alone = kept(visit.db, visit.me, visit.now, visit.id())
    if alone is not None:
        return visit.page("opening/kept.html", tab=TAB, it=alone)
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    if it.opened:
        return opened(visit, it)
    if it.handed_in:
        return visit.page("opening/waiting.html", tab=TAB, it=it, gone_by=it.gone_by(visit.now))
    return _form(visit, it, "")


def _form(visit: Visit, it: Between, wrong: str) -> Answer:
    return visit.page("opening/card.html", tab=TAB, it=it, wrong=wrong, status=422 if wrong else 200)


def opened(visit: Visit, it: Between, wrong: str = "") -> Answer:
    """What both showed. Looking at it is remembered for this person alone."""
    theirs = [part for part in it.parts if not part.mine]
    anchors = [part.id for part in (*theirs, it.felt_on) if part is not None]
    done = {id for id, found in marks(visit.db, visit.me, anchors).items() if ("done", visit.me.id) in found}
    fresh = [part for part in theirs if part.id not in done and part is not it.felt_on]
    if fresh:
        visit.write(look_at, visit.me, fresh, visit.now)
    felt = it.felt_on is None or it.felt_on.id in done
    values: dict[str, Any] = {"it": it, "fresh": any(part is it.theirs for part in fresh), "felt": felt, "wrong": wrong}
    return visit.page("opening/opened.html", tab=TAB, status=422 if wrong else 200, **values)


@pages.get("/opening/{id:str}/words")
def words(visit: Visit) -> Answer:
    """What the waiting page asks every few seconds: nothing, until both are in."""
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    if not it.opened:
        return Answer(status=204)
    visit.told = "opened"
    return opened(visit, it)


@pages.post("/opening/{id:str}/words")
def create_words(visit: Visit) -> Answer:
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    wrong = wrong_with(visit)
    if wrong:
        return _form(visit, it, wrong)
    if visit.me.alone:
        visit.write(show_nobody, visit.me, it.id, visit.text("words"), visit.now)
        return to_card(it.id, "kept-for-you")
    visit.write(show, visit.me, it.id, visit.text("words"), visit.now, id=visit.once())
    now_open = find_between(visit.db, visit.me, visit.now, it.id).both_in
    return to_card(it.id, "opened" if now_open else "handed-in")


def wrong_with(visit: Visit) -> str:
    try:
        return "" if visit.text("words") else EMPTY
    except TooLong:
        return LONG


@pages.post("/opening/{id:str}/absence")
def create_absence(visit: Visit) -> Answer:
    """Not this one. The next that lies open, or a fresh one; to the other nothing has happened."""
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    visit.write(set_aside, visit.me, [it.id])
    if visit.raw("then") != "another":
        return go("/opening", "set-aside")
    return _next(visit, it)


def _next(visit: Visit, it: Between) -> Answer:
    limit = reach(visit.db, visit.me, visit.now)
    rest = to_answer(visit.db, visit.me, [one for one in lately(visit.db, visit.me, visit.now) if one.id != it.id])
    within = [one for one in rest if isinstance(one.prompt, Drawn) and one.prompt.tier <= limit]
    return to_card(within[0].id) if within else create(visit)


@pages.get("/opening/{id:str}/aloud")
def aloud(visit: Visit) -> Answer:
    """A page to put between the two: who begins is drawn with the card, and the same on both phones."""
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    if visit.me.alone or visit.me.partner is None:
        raise NotHere
    names = [visit.me.name, visit.me.partner.name]
    first = names[(it.id[0] + visit.me.seat) % 2]
    return visit.page("opening/aloud.html", it=it, first=first)


@pages.post("/opening/{id:str}/aloud")
def create_aloud(visit: Visit) -> Answer:
    it = find_between(visit.db, visit.me, visit.now, visit.id())
    if visit.me.alone:
        raise NotHere
    visit.write(tell_aloud, visit.me, it.id, visit.now)
    return to_card(it.id, "kept")
