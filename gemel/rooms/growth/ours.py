"""The page for both: what was done together, a month at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date

from gemel.rooms.growth.months import (
    Month,
    agreed,
    close,
    counted,
    is_open,
    month_named,
    month_of,
    of_both,
    remember,
    wish,
)
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
HERE = "/growth/months"
LABELS = {
    "opened": _("Opened to each other"),
    "small": _("Small good things"),
    "firsts": _("First times"),
    "weeks": _("Weeks tried and looked back on"),
}


@pages.get(HERE)
def months(visit: Visit) -> Answer:
    if not is_open(visit.db, visit.me, visit.now):
        mine = visit.me.id in agreed(visit.db, visit.me, visit.now)
        return visit.page("growth/months_closed.html", tab="together", mine=mine)
    first, last = month_of(visit.me.began_at), month_of(visit.now)
    month = month_named(visit.query.get("month", [""])[0], first, last)
    found = counted(of_both(visit.db, visit.me, visit.now, month.since, min(month.until, visit.now + 1)))
    back = visit.write(remember, visit.me, visit.now)
    rows = [(LABELS[name], found[name]) for name in LABELS if name in found]
    earlier, later = month != first, month != last
    values: dict[str, Any] = {
        "month": month,
        "title": _title(month),
        "rows": rows,
        "weeks": back.weeks,
        "earlier": earlier,
        "later": later,
    }
    return visit.page("growth/months.html", tab="together", **values)


def _title(month: Month, language: str = "en") -> str:
    return format_date(date(month.year, month.number, 1), "LLLL y", locale=language)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    visit.write(wish, visit.me, visit.now, id=visit.once())
    return go(HERE)


@pages.post(f"{HERE}/closing")
def close_it(visit: Visit) -> Answer:
    visit.write(close, visit.me, visit.now)
    return go(HERE)
