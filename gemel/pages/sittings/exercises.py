"""What there is to do together now, and one exercise before it begins."""

from __future__ import annotations

from gemel.sittings import EXERCISES, WAYS, Exercise, NoSitting, Occupied, Way, current, open_ones
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.happening import begin, lead_to
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _, translate

pages = Pages()
TIMES = [("20", _("20 minutes")), ("40", _("40 minutes")), ("60", _("An hour")), ("120", _("Two hours"))]
WAY_WORDS = {
    "phones": (_("Side by side, each with a phone"), _("Your cards differ, and go in step.")),
    "one": (_("With this phone between you"), _("You hand it over where the card says so.")),
    "call": (_("By voice call"), _("Each with a phone, apart; put the call on speaker.")),
    "written": (_("In writing"), _("Apart and quiet. What you write is gone when the turn is over.")),
}


@pages.get("/sittings")
def hub(visit: Visit) -> Answer:
    offered = [one for one in EXERCISES.by_name.values() if one.offered]
    happening = open_ones(visit.db, visit.me, visit.now)
    return visit.page("sittings/hub.html", tab="together", exercises=offered, happening=happening, show_id=show_id)


@pages.get("/exercises/{name:str}")
def exercise(visit: Visit) -> Answer:
    one = EXERCISES.by_name.get(str(visit.params["name"]))
    if one is None or not one.offered:
        raise NoSitting
    return visit.page("sittings/exercise.html", tab="together", one=one, cards=one.cards, ways=_ways(one), times=TIMES)


def _ways(one: Exercise) -> list[tuple[str, str, str]]:
    return [(way, translate(WAY_WORDS[way][0]), translate(WAY_WORDS[way][1])) for way in one.ways]


@pages.post("/sittings")
def create(visit: Visit) -> Answer:
    name = visit.raw("exercise")
    one = EXERCISES.by_name.get(name)
    if one is None or not one.offered:
        raise NoSitting
    try:
        return lead_to(begin(visit, name, _way(one, visit.raw("way")), _times(visit, one)))
    except Occupied:
        return _to_what_happens(visit)


def _to_what_happens(visit: Visit) -> Answer:
    """There the two can go on, or end it."""
    it = current(visit.db, visit.me, visit.now)
    if it is None:
        raise Occupied
    return go(f"/sittings/{show_id(it.id)}", "under-way")


def _way(one: Exercise, wanted: str) -> Way:
    return next((way for way in WAYS if way == wanted and way in one.ways), one.ways[0])


def _times(visit: Visit, one: Exercise) -> dict[str, int] | None:
    """The time agreed as it begins, out of a few; anything else becomes the least."""
    if one.time is None:
        return None
    minutes = visit.number("minutes", one.time.least, one.time.most) or one.time.least
    return {one.time.time: visit.now + 60 * minutes}
