"""Pages of one's own line: four questions a week, their pictures, and hiding all of it."""

from __future__ import annotations

from typing import Any

from gemel.moments import NotHere, erase, find
from gemel.rooms.growth.asked import CLOSENESS, SCALES
from gemel.rooms.growth.kinds import Reading
from gemel.rooms.growth.lines import lines
from gemel.rooms.growth.readings import answer, away, hide, next_at, readings, show_again, shown, skip
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
HERE = "/growth/readings"
START = 50
"""Where the slider stands before anybody moved it."""


@pages.get(HERE)
def own(visit: Visit) -> Answer:
    """As if unused where all of it was put away, unless one's private pages are open."""
    open_again = _private_open(visit) and bool(away(visit.db, visit.me, visit.now))
    found = (readings if open_again else shown)(visit.db, visit.me, visit.now)
    values: dict[str, Any] = {
        "found": found,
        "lines": lines(found),
        "open_again": open_again,
        "next_at": next_at(found),
    }
    return visit.page("growth/own.html", tab="together", **values)


def _private_open(visit: Visit) -> bool:
    return visit.session is not None and visit.session.private_open(visit.now)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    """When the last answer was, and never what it was."""
    found = shown(visit.db, visit.me, visit.now)
    last = found[-1].at if found else 0
    values: dict[str, Any] = {
        "last": last,
        "next_at": next_at(found),
        "start": START,
        "scales": SCALES,
        "closeness": CLOSENESS,
    }
    return visit.page("growth/asking.html", tab="together", **values)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    body = _body(visit)
    if not body.none and all(getattr(body, name) is None for name in ("closeness", "lean", "back", "ease")):
        visit.write(skip, visit.me, visit.now, id=visit.once())
        return go("/growth", "set-aside")
    visit.write(answer, visit.me, body, visit.now, id=visit.once())
    return go(HERE, "kept-for-you")


def _body(visit: Visit) -> Reading:
    """What cannot be read counts as left out."""
    numbers = {one.name: visit.number(one.name, 0, one.top) for one in SCALES}
    none = tuple(one.name for one in SCALES if one.nothing and visit.raw(one.name) == "none")
    return Reading(turn=0, closeness=_closeness(visit), none=none, **numbers)


def _closeness(visit: Visit) -> int | None:
    """A slider always sends a number: it counts once it was moved, or said to be right where it stood."""
    value, said = visit.number("closeness", 0, CLOSENESS.top), visit.raw("closeness_counts")
    moved = value is not None and value != START
    return value if said == "yes" or (moved and said != "no") else None


@pages.post(f"{HERE}/absences")
def skip_it(visit: Visit) -> Answer:
    visit.write(skip, visit.me, visit.now, id=visit.once())
    return go("/", "set-aside")


@pages.post(f"{HERE}/hiding")
def hide_it(visit: Visit) -> Answer:
    """Nothing is told: the page afterwards is the page of somebody who never began."""
    visit.write(hide, visit.me, visit.now, id=visit.once())
    return go(HERE)


@pages.post(f"{HERE}/return")
def bring_back(visit: Visit) -> Answer:
    if not _private_open(visit):
        raise NotHere
    visit.write(show_again, visit.me, visit.now)
    return go(HERE)


@pages.post(f"{HERE}/erasure")
def delete(visit: Visit) -> Answer:
    """One answer, for good."""
    it = find(visit.db, visit.me, visit.now, visit.form_id("reading"))
    if not (it.mine and isinstance(it.body, Reading)):
        raise NotHere
    visit.write(erase, visit.me, it, visit.now)
    return go(HERE, "erased")
