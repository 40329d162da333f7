"""All the tips, step by step, to read at leisure."""

from __future__ import annotations

from gemel.moments import NotHere
from gemel.programme import steps, tips
from gemel.topics import fitting
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.week.reading import this_week
from gemel.week.shown import said_by, shown
from gemel.week.state import BEGINNABLE, Stage
from gemel.week.verbs import PROPOSABLE

pages = Pages()


@pages.get("/week/tips")
def browse(visit: Visit) -> Answer:
    """Step by step, without those that touch what either leaves out."""
    left_out = visit.me.limits.without
    open_to = {step.slug: fitting(step.tips, left_out, said_by) for step in steps()}
    return visit.page("week/tips.html", tab="week", steps=steps(), open_to=open_to)


@pages.get("/week/tips/{id:str}")
def tip(visit: Visit) -> Answer:
    found = tips().get(str(visit.params["id"]))
    if found is None:
        raise NotHere
    step = next(step for step in steps() if step.slug == found.room)
    return visit.page("week/tip.html", tab="week", tip=shown(found, visit.me.alone), step=step, use=_use(visit))


def _use(visit: Visit) -> str:
    """What can be done with a tip just now: picked, planned, or only read."""
    stage = this_week(visit.db, visit.me, visit.now).stage(visit.now)
    if stage in PROPOSABLE or (visit.me.alone and stage in BEGINNABLE):
        return "plan"
    return "pick" if stage is Stage.PICKING else "begin" if stage in BEGINNABLE else ""
