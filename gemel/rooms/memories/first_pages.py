"""The page of suggestions: a dozen for the day, or what fits. Each becomes a wish in one tap."""

from __future__ import annotations

from gemel import topics
from gemel.rooms.memories.between import body_of
from gemel.rooms.memories.days import today
from gemel.rooms.memories.firsts import FITS, fitting, of_the_day
from gemel.rooms.memories.keeping import done
from gemel.rooms.memories.kinds import First, Wish
from gemel.rooms.memories.wishing import wishes
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/memories/firsts")
def something_new(visit: Visit) -> Answer:
    fits = visit.query.get("fits", [""])[0]
    fits = fits if fits in FITS else ""
    known = _known(visit)
    fresh = [one for one in fitting(fits) if one.text not in known]
    fresh = topics.fitting(fresh, visit.me.limits.without, lambda one: one.text)
    seed = f"{today(visit.now, visit.zone)}".encode() + visit.me.couple
    return visit.page("memories/firsts.html", tab="together", fits=fits, firsts=of_the_day(fresh, seed))


def _known(visit: Visit) -> set[str]:
    """The words of what is on the list already, or done."""
    listed = {body_of(one.it, Wish).words for one in wishes(visit.db, visit.me, visit.now)}
    return listed | {it.body.what for it in done(visit.db, visit.me, visit.now) if isinstance(it.body, First)}
