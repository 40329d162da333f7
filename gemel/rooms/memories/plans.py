"""Pages of the plan for a wish: written by either, with every earlier text kept."""

from __future__ import annotations

from typing import Any

from gemel.rooms.memories import wishing
from gemel.rooms.memories.between import body_of
from gemel.rooms.memories.days import TO_COME, to_come
from gemel.rooms.memories.kinds import Plan
from gemel.rooms.memories.wishing import Wished, find_wish
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/memories/wishes/{id:str}/plans"
MOST = 500
FIELDS = ("when", "step", "who")
EMPTY = _("The first small step is enough to call it a plan.")
LONG = _("That is longer than fits here: about 500 characters do. All of it is still here.")
MEANWHILE = _(
    "The plan was changed while you wrote. Both are here: take over from the other what fits, and keep it once more."
)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _form(visit, _found(visit), {})


def _found(visit: Visit) -> Wished:
    return find_wish(visit.db, visit.me, visit.now, visit.id())


def _form(visit: Visit, one: Wished, wrong: dict[str, str]) -> Answer:
    """As typed; before anything is typed, as the plan stands."""
    start = body_of(one.newest[0], Plan) if one.newest else None
    values: dict[str, Any] = {"one": one, "wrong": wrong, "start": start}
    return visit.page("memories/plan.html", tab="together", status=422 if wrong else 200, **values)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    one, wrong = _found(visit), _wrong_with(visit)
    if wrong:
        return _form(visit, one, wrong)
    body = Plan(
        wish=one.it.id,
        step=visit.text("step", MOST),
        day=to_come(visit.raw("day"), visit.now, visit.zone),
        when=visit.text("when", MOST),
        who=visit.text("who", MOST),
    )
    base = visit.number("turn", 0, 100_000)
    done = visit.write(wishing.plan, visit.me, one.it.id, body, base or 0, visit.now, id=visit.once())
    if not done:
        return _form(visit, _found(visit), {"meanwhile": MEANWHILE})
    return go(f"/memories/wishes/{show_id(one.it.id)}", "kept")


def _wrong_with(visit: Visit) -> dict[str, str]:
    wrong = {name: LONG for name in FIELDS if _too_long(visit, name)}
    if not visit.raw("step").strip():
        wrong["step"] = EMPTY
    if visit.raw("day") and to_come(visit.raw("day"), visit.now, visit.zone) is None:
        wrong["day"] = TO_COME
    return wrong


def _too_long(visit: Visit, name: str) -> bool:
    try:
        visit.text(name, MOST)
    except TooLong:
        return True
    return False
