"""Time together at a glance, the list of ideas, and ideas put before the other."""

from __future__ import annotations

from dataclasses import replace

from gemel import topics
from gemel.rooms.together.asking import (
    Row,
    blank,
    options,
    typed_rows,
    with_ideas,
    with_option,
    with_suggestion,
)
from gemel.rooms.together.dating import booked_of, choose, dates, found, let_go, options_of, propose
from gemel.rooms.together.ideas import FITS, PLACES, fitting, of_the_day
from gemel.rooms.together.kinds import Booked, Option, Options
from gemel.rooms.together.shown import shown
from gemel.rooms.together.times import day_choices, today
from gemel.store import parse_id, show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/together")
def together(visit: Visit) -> Answer:
    here = dates(visit.db, visit.me, visit.now)
    options = options_of(here.table).options if here.table else ()
    ahead = [(number, shown(one)) for number, one in enumerate(options) if one.at > visit.now]
    booked, past = (shown(booked_of(it)) if it else None for it in (here.booked, here.past))
    return visit.page("together/together.html", tab="together", here=here, options=ahead, booked=booked, past=past)


@pages.get("/together/ideas")
def browse(visit: Visit) -> Answer:
    """All the ideas by what they fit; without a wish, a dozen for today."""
    fits, place = (visit.query.get(name, [""])[0] for name in ("fits", "place"))
    fits, place = fits if fits in FITS else "", place if place in PLACES else ""
    ideas = topics.fitting(fitting(fits, place), visit.me.limits.without, lambda one: one.text)
    if not fits and not place:
        ideas = of_the_day(ideas, visit.me.couple + str(today(visit.now, visit.zone)).encode())
    shown_ones = [shown(one) for one in ideas]
    return visit.page("together/ideas.html", tab="together", ideas=shown_ones, fits=fits, place=place)


@pages.get("/together/dates/new")
def new(visit: Visit) -> Answer:
    before = parse_id(visit.query.get("from", [""])[0])
    if before is None:
        return _form(visit, blank(visit, 1 if visit.me.alone or visit.query.get("rows") == ["1"] else 3))
    body = found(visit.db, visit.me, visit.now, before, (Booked, Options)).body
    return _form(visit, _rows_of(visit, body), body.moves if isinstance(body, Options) else show_id(before))


def _rows_of(visit: Visit, body: object) -> list[Row]:
    """The rows of ideas that are being changed; of a date, its one."""
    if isinstance(body, Booked):
        return [with_option(visit, Option(body.what, body.at, body.cost, body.energy))]
    assert isinstance(body, Options)
    rows = [replace(with_option(visit, one), number=place) for place, one in enumerate(body.options, 1)]
    return [*rows, *blank(visit, 3)[len(rows) :]] if len(rows) > 1 else rows


@pages.post("/together/dates/new")
def new_with_ideas(visit: Visit) -> Answer:
    rows = with_ideas(visit, visit.all("idea"))
    return _form(visit, rows, more=len(set(visit.all("idea"))) > len(rows))


def _form(visit: Visit, rows: list[Row], moves: str = "", more: bool = False) -> Answer:
    wrong = any(row.wrong for row in rows)
    values = {"rows": rows, "moves": moves, "wrong": wrong, "days": day_choices(visit.now, visit.zone), "more": more}
    return visit.page("together/new.html", tab="together", status=422 if wrong else 200, **values)


@pages.post("/together/dates")
def create(visit: Visit) -> Answer:
    if visit.raw("draw"):
        return _form(visit, with_suggestion(visit), _moves(visit))
    rows = typed_rows(visit)
    if any(row.wrong for row in rows):
        return _form(visit, rows, _moves(visit))
    said = options(visit, rows)
    visit.write(propose, visit.me, said, visit.now, visit.zone, id=visit.once(), moves=_moves(visit))
    return go("/together", "kept-for-you" if visit.me.alone else "proposed")


def _moves(visit: Visit) -> str:
    id = parse_id(visit.raw("moves"))
    return show_id(id) if id else ""


@pages.post("/together/dates/{id:str}/choices")
def choice(visit: Visit) -> Answer:
    """Pick one of the other's ideas: it is a date from then on."""
    it = found(visit.db, visit.me, visit.now, visit.id(), Options)
    number = visit.number("option", 0, 2)
    if number is None:
        return go("/together")
    return go("/together", "" if visit.write(choose, visit.me, it, number, visit.now, visit.zone) else "moved-on")


@pages.post("/together/dates/{id:str}/ending")
def ending(visit: Visit) -> Answer:
    it = found(visit.db, visit.me, visit.now, visit.id(), (Booked, Options))
    visit.write(let_go, visit.me, it, visit.now)
    return go("/together", "let-go")


def address(it_id: bytes) -> str:
    return f"/together/dates/{show_id(it_id)}"
