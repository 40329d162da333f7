"""Pages of the room agreement."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from gemel.moments import Moment, NotHere, find
from gemel.rooms.listening.agreeing import Agreed, agree, agreed, body_of, end, look_at, own_list, propose, standing
from gemel.rooms.listening.kinds import Agreement, lines_of
from gemel.store import parse_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
MOST_LINES, MOST_LINE = 8, 200
EMPTY = _("One line is plenty to begin with. What helps you to speak freely?")
LONG = _("That is longer than fits: about 2,000 characters do. All of it is still here.")
LONG_LINE = _("One of the lines is long. About 200 characters each can be read aloud in one breath.")
MANY = _("Eight lines are plenty for two. Which of them matter most?")


@lru_cache
def examples(language: str = "en") -> tuple[str, ...]:
    """Lines to take over and change."""
    path = Path(__file__).parent / "content" / language / "agreement_examples.toml"
    return tuple(tomllib.loads(path.read_text("utf-8"))["example"])


def today(visit: Visit) -> list[Card]:
    """Lines that the partner put on the table, until this person has looked at them."""
    return [Card("listening/_today.html", {}, weight=20)] if _unseen(visit) else []


def _unseen(visit: Visit) -> list[Moment]:
    return [it for it in visit.waiting if isinstance(it.body, Agreement)]


def opening(visit: Visit) -> Card | None:
    """What stands agreed, quietly, at the start of a sitting; else one line that says where it could be."""
    if visit.me.alone:
        return None
    it = standing(visit.db, visit.me, visit.now)
    return Card("listening/_agreement.html", {"agreement": it}, weight=0)


@pages.get("/agreement")
def agreement(visit: Visit) -> Answer:
    if visit.me.alone:
        own = own_list(visit.db, visit.me, visit.now)
        return visit.page("listening/agreement_alone.html", tab="together", own=own)
    unseen = _unseen(visit)
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    here = agreed(visit.db, visit.me, visit.now)
    return visit.page("listening/agreement.html", tab="together", here=here)


@pages.get("/agreement/new")
def new(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    here = agreed(visit.db, visit.me, visit.now)
    start = visit.raw("needs") if visit.form else _start(visit, here)
    values = {"start": start, "stands": here.standing, "examples": _to_take(start), "wrong": wrong}
    return visit.page("listening/new.html", tab="together", status=422 if wrong else 200, **values)


def _start(visit: Visit, here: Agreed) -> str:
    """The text to begin from: what is being changed, what stands, or one's own list."""
    wanted = parse_id(visit.query.get("from", [""])[0])
    asked = next((it for it in (here.table, here.standing) if it and it.id == wanted), None)
    it = asked or here.standing or own_list(visit.db, visit.me, visit.now)
    return body_of(it).needs if it else ""


def _to_take(start: str) -> list[tuple[str, str]]:
    return [(line, line) for line in examples() if line not in lines_of(start)]


@pages.post("/agreement")
def create(visit: Visit) -> Answer:
    wrong = _wrong_with(visit)
    if wrong:
        return _form(visit, wrong)
    body = Agreement(needs="\n".join(_lines(visit)))
    visit.write(propose, visit.me, body, visit.now, id=visit.once())
    return go("/agreement", "kept-for-you" if visit.me.alone else "proposed")


def _lines(visit: Visit) -> list[str]:
    """What was typed, then the examples that were ticked; each line once."""
    taken = [line for line in visit.all("take") if line in examples()]
    return lines_of("\n".join([visit.text("needs", 2_000), *taken]))


def _wrong_with(visit: Visit) -> str:
    try:
        lines = _lines(visit)
    except TooLong:
        return LONG
    if not lines:
        return EMPTY
    if len(lines) > MOST_LINES:
        return MANY
    return LONG_LINE if max(map(len, lines)) > MOST_LINE else ""


@pages.post("/agreement/{id:str}/agreements")
def create_agreement(visit: Visit) -> Answer:
    return go("/agreement", "kept" if visit.write(agree, visit.me, _found(visit), visit.now) else "moved-on")


@pages.post("/agreement/{id:str}/ending")
def create_ending(visit: Visit) -> Answer:
    return go("/agreement", "" if visit.write(end, visit.me, _found(visit), visit.now) else "moved-on")


def _found(visit: Visit) -> Moment:
    it = find(visit.db, visit.me, visit.now, visit.id())
    if not isinstance(it.body, Agreement):
        raise NotHere
    return it
