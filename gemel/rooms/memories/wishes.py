"""Pages of the wishes: the list of both, one wish, and the form for a new one."""

from __future__ import annotations

from typing import Any

from gemel.moments import Body
from gemel.rooms.memories import wishing
from gemel.rooms.memories.between import found, look_at
from gemel.rooms.memories.days import YEAR, year_to_come
from gemel.rooms.memories.firsts import firsts
from gemel.rooms.memories.kinds import Cost, Did, Energy, Season, Wish
from gemel.rooms.memories.wishing import Wished, find_wish
from gemel.store import parse_id, show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/memories/wishes"
MOST = 300
SEASONS: dict[str, Season] = {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"}
COSTS: dict[str, Cost] = {"none": "none", "little": "little", "some": "some"}
ENERGIES: dict[str, Energy] = {"low": "low", "some": "some", "more": "more"}
EMPTY = _("What would it be? One line is plenty.")
LONG = _("That is longer than fits here: about 300 characters do. All of it is still here.")


@pages.get(HERE)
def wishes(visit: Visit) -> Answer:
    listed = wishing.wishes(visit.db, visit.me, visit.now)
    unseen = [it for it in visit.waiting if isinstance(it.body, Wish)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    live = [one for one in listed if not one.let_go and not one.done]
    values: dict[str, Any] = {
        "ours": [one for one in live if one.ours],
        "open": [one for one in live if one.open and not one.ours],
        "own": [one for one in live if not one.open],
        "let_go": [one for one in listed if one.let_go],
    }
    return visit.page("memories/wishes.html", tab="together", **values)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    """Empty; or with the words of a wish from before."""
    before = parse_id(visit.query.get("from", [""])[0])
    it = found(visit.db, visit.me, visit.now, before, Wish) if before else None
    return _form(visit, {}, start=it.body if it else None)


def _form(visit: Visit, wrong: dict[str, str], start: Body | None = None) -> Answer:
    status = 422 if wrong else 200
    return visit.page("memories/wish_new.html", tab="together", status=status, wrong=wrong, start=start)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    """A wish as typed; or, in one tap, one of the suggestions."""
    suggested = firsts().get(visit.raw("first"))
    if suggested is not None:
        return _created(visit, Wish(words=suggested.text, new=True), kept=False)
    wrong = _wrong_with(visit)
    if wrong:
        return _form(visit, wrong)
    return _created(visit, _typed(visit), kept=visit.raw("way") == "keep")


def _created(visit: Visit, body: Wish, kept: bool) -> Answer:
    id = visit.once()
    visit.write(wishing.wish, visit.me, body, visit.now, id=id, kept=kept)
    return go(f"{HERE}/{show_id(id)}", "kept-for-you" if kept or visit.me.alone else "wish")


def _wrong_with(visit: Visit) -> dict[str, str]:
    wrong: dict[str, str] = {}
    try:
        if not visit.text("words", MOST):
            wrong["words"] = EMPTY
    except TooLong:
        wrong["words"] = LONG
    if visit.raw("year") and year_to_come(visit.raw("year"), visit.now, visit.zone) is None:
        wrong["year"] = YEAR
    return wrong


def _typed(visit: Visit) -> Wish:
    return Wish(
        words=visit.text("words", MOST),
        season=SEASONS.get(visit.raw("season"), ""),
        year=year_to_come(visit.raw("year"), visit.now, visit.zone) or 0,
        cost=COSTS.get(visit.raw("cost"), ""),
        energy=ENERGIES.get(visit.raw("energy"), ""),
        new=visit.raw("new") == "yes",
    )


@pages.get(f"{HERE}/{{id:str}}")
def wish(visit: Visit) -> Answer:
    one = _found(visit)
    unseen = [it for it in visit.waiting if it.id == one.it.id or _of_it(it.body, one)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    return visit.page("memories/wish.html", tab="together", one=one)


def _of_it(body: object, one: Wished) -> bool:
    return isinstance(body, Did) and body.wish == one.it.id


def _found(visit: Visit) -> Wished:
    return find_wish(visit.db, visit.me, visit.now, visit.id())


@pages.post(f"{HERE}/{{id:str}}/agreements")
def create_agreement(visit: Visit) -> Answer:
    visit.write(wishing.agree, visit.me, visit.id(), visit.now, back=visit.raw("back") == "yes")
    return _back(visit)


@pages.post(f"{HERE}/{{id:str}}/opening")
def create_opening(visit: Visit) -> Answer:
    visit.write(wishing.open_up, visit.me, visit.id(), visit.now)
    return _back(visit, "wish")


@pages.post(f"{HERE}/{{id:str}}/ending")
def create_ending(visit: Visit) -> Answer:
    visit.write(wishing.let_go, visit.me, visit.id(), visit.now)
    return go(HERE, "wish-let-go")


def _back(visit: Visit, told: str = "") -> Answer:
    return go(f"{HERE}/{show_id(visit.id())}", told)
