"""Pages of the open hurts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gemel.moments import Moment
from gemel.moments.errors import NotYours
from gemel.rooms.growth import hurting
from gemel.rooms.growth.hurting import Open, find_hurt, look_at, put_on_list
from gemel.rooms.growth.kinds import Hurt, HurtStep
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/growth/hurts"
MOST = 280
EMPTY = _("A few words are plenty: what still pinches?")
EMPTY_STEP = _("One small step is plenty, such as a day and a quarter of an hour.")
LONG = _("That is longer than fits here: about 280 characters do. All of it is still here.")


def unseen(visit: Visit) -> list[Moment]:
    return [it for it in visit.waiting if isinstance(it.body, (Hurt, HurtStep))]


def today(visit: Visit) -> list[Card]:
    """That something is new on the list, and no word of it."""
    return [Card("growth/_today_hurt.html", {}, weight=40)] if unseen(visit) else []


@pages.get(HERE)
def hurts(visit: Visit) -> Answer:
    new_here = unseen(visit)
    if new_here:
        visit.write(look_at, visit.me, new_here, visit.now)
    found = hurting.hurts(visit.db, visit.me, visit.now)
    live = [one for one in found if not one.closed]
    values: dict[str, Any] = {
        "for_now": next((one for one in live if one.for_now), None),
        "parked": [one for one in live if one.ours and not one.for_now],
        "own": [one for one in live if not one.ours and not one.for_now],
        "at_rest": [one for one in found if one.closed],
    }
    return visit.page("growth/hurts.html", tab="together", **values)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    return visit.page("growth/hurt_new.html", tab="together", wrong=wrong, status=422 if wrong else 200)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    wrong = _wrong_with(visit, EMPTY)
    if wrong:
        return _form(visit, wrong)
    visit.write(put_on_list, visit.me, visit.text("words"), visit.now, id=visit.once())
    return go(HERE, "kept-for-you" if visit.me.alone else "kept")


def _wrong_with(visit: Visit, empty: str) -> str:
    try:
        return "" if visit.text("words", MOST) else empty
    except TooLong:
        return LONG


@pages.get(f"{HERE}/{{id:str}}")
def hurt(visit: Visit) -> Answer:
    return _hurt(visit, _found(visit), "")


def _found(visit: Visit) -> Open:
    return find_hurt(visit.db, visit.me, visit.now, visit.id())


def _hurt(visit: Visit, one: Open, wrong: str) -> Answer:
    return visit.page("growth/hurt.html", tab="together", one=one, wrong=wrong, status=422 if wrong else 200)


@pages.post(f"{HERE}/{{id:str}}/steps")
def create_step(visit: Visit) -> Answer:
    one, wrong = _found(visit), _wrong_with(visit, EMPTY_STEP)
    if wrong:
        return _hurt(visit, one, wrong)
    return _change(visit, one, hurting.take_step, visit.text("words"), visit.now, id=visit.once())


def _change(visit: Visit, one: Open, verb: Callable[..., None], *args: Any, **kwargs: Any) -> Answer:
    visit.write(verb, visit.me, one, *args, **kwargs)
    return go(f"{HERE}/{show_id(one.it.id)}", "kept")


@pages.post(f"{HERE}/{{id:str}}/places")
def create_place(visit: Visit) -> Answer:
    return _change(visit, _found(visit), hurting.place, visit.raw("place") == "now", visit.now, id=visit.once())


@pages.post(f"{HERE}/{{id:str}}/rests")
def create_rest(visit: Visit) -> Answer:
    return _change(visit, _found(visit), hurting.rest, visit.raw("rest") != "no", visit.now)


@pages.post(f"{HERE}/{{id:str}}/opening")
def open_it(visit: Visit) -> Answer:
    return _change(visit, _mine(visit), hurting.open_to_both, visit.now)


@pages.post(f"{HERE}/{{id:str}}/withdrawal")
def withdraw(visit: Visit) -> Answer:
    visit.write(hurting.withdraw, visit.me, _mine(visit), visit.now)
    return go(HERE, "erased")


def _mine(visit: Visit) -> Open:
    one = _found(visit)
    if not one.it.mine:
        raise NotYours
    return one
