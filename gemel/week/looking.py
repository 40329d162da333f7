"""Looking back, in under two minutes: how it went, a line for oneself, a line to share, a wish."""

from __future__ import annotations

from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _
from gemel.week.kinds import Lookback
from gemel.week.reading import this_week
from gemel.week.state import Week
from gemel.week.verbs import LOOKABLE, look_back

pages = Pages()
TRIED = ("yes", "some", "let-go")
WISHES = ("again", "easier", "new")


@pages.get("/week/lookback")
def lookback(visit: Visit) -> Answer:
    """Open as soon as a plan is agreed: whoever likes to, looks back early, and nobody is shown that."""
    now = this_week(visit.db, visit.me, visit.now)
    return lookback_page(visit, now) if now.stage(visit.now) in LOOKABLE else go("/week")


def lookback_page(visit: Visit, now: Week, wrong: dict[str, str] | None = None) -> Answer:
    return visit.page("week/lookback.html", tab="week", status=422 if wrong else 200, week=now, wrong=wrong or {})


@pages.post("/week/lookback")
def looked_back(visit: Visit) -> Answer:
    now = this_week(visit.db, visit.me, visit.now)
    if now.plan is None:
        return go("/week")
    if visit.raw("tried") not in TRIED:
        return lookback_page(visit, now, {"tried": _("Which comes closest?")})
    look = Lookback(
        plan="", tip=now.plan.tip, title=now.plan.title, tried=visit.raw("tried"),  # type: ignore[arg-type]
        words=visit.text("words"), wish=visit.raw("wish") if visit.raw("wish") in WISHES else "new",  # type: ignore[arg-type]
    )  # fmt: skip
    visit.write(look_back, visit.me, visit.form_id("week"), look, visit.text("note"), visit.now, id=visit.once())
    return go("/week", "looked-back")
