"""Pages of the day: what it brings back, not today, and never again."""

from __future__ import annotations

from gemel.moments import KINDS, Kind, Moment, find
from gemel.rooms.memories import lookback
from gemel.rooms.memories.lookback import left_out, past, put_away
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
HERE = "/memories/day"


@pages.get(HERE)
def day(visit: Visit) -> Answer:
    found, away = past(visit.db, visit.me, visit.now, visit.zone), left_out(visit.db, visit.me, visit.now)
    if found and lookback.wanted_today(visit.me, visit.now, visit.zone):
        visit.write(put_away, visit.me, visit.now, visit.zone)
    return visit.page("memories/day.html", tab="together", past=found, away=away, kind_of=kind_of)


def kind_of(it: Moment) -> Kind:
    return KINDS.by_name[it.kind]


@pages.post(f"{HERE}/rests")
def create_rest(visit: Visit) -> Answer:
    """Not today: put away until tomorrow, for this person."""
    visit.write(put_away, visit.me, visit.now, visit.zone)
    return go("/", "not-today")


@pages.post(f"{HERE}/absences")
def create_absence(visit: Visit) -> Answer:
    """Do not bring this day back: for this person, for good."""
    it = find(visit.db, visit.me, visit.now, visit.form_id("moment"))
    visit.write(lookback.leave_out, visit.me, it, visit.now, visit.zone)
    return go(HERE, "left-out")


@pages.post(f"{HERE}/absences/{{id:str}}/ending")
def create_ending(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    visit.write(lookback.let_come_back, visit.me, it, visit.now)
    return go(HERE, "kept")
