"""The week itself: where it stands, beginning one, picking, letting go."""

from __future__ import annotations

from typing import Any

from gemel.moments import TooLate
from gemel.programme import steps, tips
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _
from gemel.week.kinds import Size
from gemel.week.looking import lookback_page
from gemel.week.offers import suggested_size
from gemel.week.reading import this_week
from gemel.week.shown import open_to, shown_all, shown_step
from gemel.week.state import BEGINNABLE, Stage, Week
from gemel.week.verbs import begin, let_go, past_weeks, pick, suggestions

pages = Pages()
MOST = 3


@pages.get("/week")
def week(visit: Visit) -> Answer:
    """What the two do now, one card at a time."""
    now = this_week(visit.db, visit.me, visit.now)
    stage = now.stage(visit.now)
    if stage is Stage.PICKING:
        return picks_page(visit, now, _asked_for(visit))
    if stage is Stage.LOOKING_BACK:
        return lookback_page(visit, now)
    if stage in BEGINNABLE:
        return _beginning(visit, now)
    return visit.page(f"week/{stage}.html", tab="week", week=now, **_shown(visit, now))


def _shown(visit: Visit, now: Week) -> dict[str, Any]:
    """The tips that the page of a rung needs: picked by both or by one, planned."""
    mine, theirs, both = now.my_picks or (), now.their_picks or (), now.overlap
    planned = [it.body.tip for it in (now.agreed, now.table) if it is not None]  # type: ignore[attr-defined]
    tips = {tip.id: tip for tip in shown_all(planned, visit.me.alone)}
    lists = [shown_all((tip for tip in one if tip not in both), visit.me.alone) for one in (mine, theirs)]
    return {"both": shown_all(both, visit.me.alone), "mine": lists[0], "theirs": lists[1], "tips": tips}


def _beginning(visit: Visit, now: Week) -> Answer:
    """Nothing is under way: what was, if it was just lived, and the next offer."""
    past = past_weeks(visit.db, visit.me, visit.now)
    size = _size(visit.query.get("size", [""])[0], suggested_size(past, visit.now))
    seed = visit.me.id + now.id  # somebody alone sees the same offers until they have lived with one
    ids = suggestions(visit.me, past, size, seed, visit.now) if visit.me.alone else ()
    name = "beginning_alone" if visit.me.alone else "beginning"
    return visit.page(f"week/{name}.html", tab="week", week=now, size=size, offers=shown_all(ids, visit.me.alone))


def _size(asked: str, otherwise: Size) -> Size:
    return "light" if asked == "light" else "usual" if asked == "usual" else otherwise


@pages.post("/week")
def asked(visit: Visit) -> Answer:
    visit.write(begin, visit.me, _size(visit.raw("size"), "usual"), visit.now)
    return go("/week")


@pages.get("/week/picks")
def picks(visit: Visit) -> Answer:
    now = this_week(visit.db, visit.me, visit.now)
    return picks_page(visit, now, _asked_for(visit)) if now.stage(visit.now) is Stage.PICKING else go("/week")


def _asked_for(visit: Visit) -> list[str]:
    """A tip that was found while browsing."""
    return [id for id in visit.query.get("tip", []) if id in tips()]


def picks_page(
    visit: Visit, now: Week, chosen: list[str], more: str = "", wrong: str = "", status: int = 200
) -> Answer:
    """The offers, with what was ticked elsewhere before them and the tips of one more step after."""
    without = visit.me.limits.without
    offers = open_to(now.offers, without)
    offered = shown_all([*(id for id in chosen if id not in offers), *offers], visit.me.alone)
    also = [tip for tip in shown_step(more, visit.me.alone, without) if tip not in offered]
    values = {"offered": offered, "also": also, "more": more, "steps": steps(), "picked": chosen, "wrong": wrong}
    return visit.page("week/picks.html", tab="week", status=status, week=now, **values)


@pages.post("/week/picks")
def picked(visit: Visit) -> Answer:
    chosen = [id for id in dict.fromkeys(visit.all("tip")) if id in tips()]
    if visit.raw("more") or not 1 <= len(chosen) <= MOST:
        return _picks_again(visit, chosen)
    try:
        visit.write(pick, visit.me, visit.form_id("week"), tuple(chosen), visit.now, id=visit.once())
    except TooLate:  # another week by now, or picks of the other phone, deleted since
        return go("/week", "moved-on")
    return go("/week")


def _picks_again(visit: Visit, chosen: list[str]) -> Answer:
    now = this_week(visit.db, visit.me, visit.now)
    if now.stage(visit.now) is not Stage.PICKING:
        return go("/week")
    if visit.raw("more"):
        return picks_page(visit, now, chosen, more=visit.raw("more"))
    wrong = (
        _("One to three, please. One is plenty.")
        if not chosen
        else _("Three at most. Which ones stay? Your ticks are still there.")
    )
    return picks_page(visit, now, chosen, wrong=wrong, status=422)


@pages.get("/week/endings")
def ending(visit: Visit) -> Answer:
    now = this_week(visit.db, visit.me, visit.now)
    return (
        go("/week")
        if now.stage(visit.now) in BEGINNABLE
        else visit.page("week/ending.html", tab="week", name=show_id(now.id))
    )


@pages.post("/week/endings")
def ended(visit: Visit) -> Answer:
    visit.write(let_go, visit.me, visit.form_id("week"), visit.now)
    return go("/week", "let-go")
