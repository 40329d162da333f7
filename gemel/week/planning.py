"""A plan: one tip with its when, where and how, put on the table, agreed, carried into a calendar."""

from __future__ import annotations

from gemel.moments import NotHere
from gemel.programme import tips
from gemel.store import parse_id, show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _
from gemel.week.calendar import calendar_file
from gemel.week.kinds import Plan
from gemel.week.nudges import day_choices, day_of, end_of_week, hour_choices, hour_of, nudge_at
from gemel.week.reading import this_week
from gemel.week.shown import shown
from gemel.week.state import BEGINNABLE, plan_of
from gemel.week.verbs import PROPOSABLE, agree, found_plan, propose

pages = Pages()


@pages.get("/week/plans/new")
def new(visit: Visit) -> Answer:
    before = _before(visit)
    tip = before.tip if before else visit.query.get("tip", [""])[0]
    if tip not in tips() or not _may_plan(visit):
        return go("/week")
    return _form(visit, tip, before, {})


def _before(visit: Visit) -> Plan | None:
    """The plan that is being changed, if it is one."""
    id = parse_id(visit.query.get("from", [""])[0])
    return None if id is None else plan_of(found_plan(visit.db, visit.me, visit.now, id))


def _may_plan(visit: Visit) -> bool:
    stage = this_week(visit.db, visit.me, visit.now).stage(visit.now)
    return stage in PROPOSABLE or (visit.me.alone and stage in BEGINNABLE)


def _form(visit: Visit, tip: str, before: Plan | None, wrong: dict[str, str]) -> Answer:
    values = {
        "tip": shown(tips()[tip], visit.me.alone),
        "before": before,
        "wrong": wrong,
        "nudge": _nudge(visit, before),
    }
    days, hours = day_choices(visit.now, visit.zone), hour_choices(visit.now, visit.zone)
    return visit.page("week/plan.html", tab="week", status=422 if wrong else 200, days=days, hours=hours, **values)


def _nudge(visit: Visit, before: Plan | None) -> tuple[str, str]:
    """The day and the hour as chosen so far."""
    if visit.form:
        return visit.raw("nudge_day"), visit.raw("nudge_hour")
    at = before.nudge_at if before else 0
    return (str(day_of(at, visit.zone)), str(hour_of(at, visit.zone))) if at > visit.now else ("", "19")


@pages.post("/week/plans")
def create(visit: Visit) -> Answer:
    tip = visit.raw("tip")
    if tip not in tips():
        raise NotHere
    wrong, at = _wrong_with(visit)
    if wrong:
        return _form(visit, tip, None, wrong)
    visit.write(propose, visit.me, _plan(visit, tip, at), visit.now, id=visit.once())
    return go("/week")


def _wrong_with(visit: Visit) -> tuple[dict[str, str], int]:
    """What to ask again, kindly, and the reminder's time (0 for none)."""
    wrong = {}
    if not visit.text("when"):
        wrong["when"] = _("Roughly when? “Tuesday after dinner” is plenty.")
    if not visit.raw("nudge_day"):
        return wrong, 0
    at = nudge_at(visit.raw("nudge_day"), visit.raw("nudge_hour"), visit.now, visit.zone)
    if at is None:
        wrong["nudge"] = _("A day and an hour that lie ahead, please.")
    elif hour_of(at, visit.zone) in visit.me.limits.quiet:
        wrong["nudge"] = _("gemel stays silent at that hour. Which other one would suit?")
    return wrong, at or 0


def _plan(visit: Visit, tip: str, at: int) -> Plan:
    return Plan(
        tip=tip, title=tips()[tip].title, when=visit.text("when"), where=visit.text("where"),
        how=visit.text("how"), nudge_at=at, ends_at=end_of_week(visit.now, visit.zone),
    )  # fmt: skip


@pages.post("/week/plans/{id:str}/agreements")
def agreed(visit: Visit) -> Answer:
    it = found_plan(visit.db, visit.me, visit.now, visit.id())
    return go("/week", "agreed" if visit.write(agree, visit.me, it, visit.now) else "moved-on")


@pages.get("/week/plans/{id:str}/calendar")
def calendar(visit: Visit) -> Answer:
    it = found_plan(visit.db, visit.me, visit.now, visit.id())
    if not plan_of(it).nudge_at:
        raise NotHere
    answer = Answer(calendar_file(show_id(it.id), plan_of(it).nudge_at, visit.now), kind="text/calendar; charset=utf-8")
    answer.headers["content-disposition"] = 'attachment; filename="gemel.ics"'
    return answer
