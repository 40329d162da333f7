"""What somebody likes to be asked about, and what not. Each says it for themselves; the cards obey both."""

from __future__ import annotations

import msgspec

from gemel.people.person import keep_profile
from gemel.programme import themes
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
LIKED, NOT_THIS = "liked", "not"


@pages.get("/questions/themes")
def page(visit: Visit) -> Answer:
    mine = visit.me.profile
    said = dict.fromkeys(mine.liked, LIKED) | dict.fromkeys(mine.without, NOT_THIS)
    return visit.page("questions/themes.html", tab="questions", themes=themes(), said=said)


@pages.post("/questions/themes")
def change(visit: Visit) -> Answer:
    said = {slug: visit.raw(f"theme-{slug}") for slug, _title in themes()}
    named = {word: tuple(sorted(slug for slug in said if said[slug] == word)) for word in (LIKED, NOT_THIS)}
    others = (slug for slug in visit.me.profile.without if slug not in said)  # topics that are no themes
    without = tuple(sorted((*others, *named[NOT_THIS])))
    mine = msgspec.structs.replace(visit.me.profile, liked=named[LIKED], without=without)
    visit.write(keep_profile, visit.me, mine)
    return go("/questions", "boundaries")
