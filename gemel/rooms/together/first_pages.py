"""Pages of the things to try: twenty at a time, liked in private, and only what is on both lists."""

from __future__ import annotations

from gemel.moments import find_round
from gemel.rooms.together.dating import look_at
from gemel.rooms.together.ideas import First, firsts
from gemel.rooms.together.kinds import Likes
from gemel.rooms.together.liking import asked_of, deal, like, liking
from gemel.topics import fitting
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/together/firsts")
def things_to_try(visit: Visit) -> Answer:
    unseen = [it for it in visit.waiting if isinstance(it.body, Likes)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    here = liking(visit.db, visit.me, visit.now)
    if here.asked is not None and not here.handed_in:
        return visit.page(
            "together/picks.html", tab="together", items=_items(visit, asked_of(here.asked).items), asked=here.asked
        )
    yes, maybe = _items(visit, here.liked.yes), _items(visit, here.liked.maybe)
    return visit.page("together/firsts.html", tab="together", yes=yes, maybe=maybe, here=here)


def _items(visit: Visit, ids: tuple[str, ...]) -> list[First]:
    """The things of these ids, without those that are gone from the list or touch what either leaves out."""
    known = firsts()
    return fitting((known[id] for id in ids if id in known), visit.me.limits.without, lambda one: one.text)


@pages.post("/together/firsts")
def create(visit: Visit) -> Answer:
    visit.write(deal, visit.me, visit.now)
    return go("/together/firsts")


@pages.post("/together/firsts/{id:str}/picks")
def create_picks(visit: Visit) -> Answer:
    """Yes and maybe are handed in; a no, and what was left alone, are not written down."""
    asked = find_round(visit.db, visit.me, visit.id())
    said = {item: visit.raw(f"pick-{item}") for item in asked_of(asked).items}
    likes = Likes(
        yes=tuple(item for item, word in said.items() if word == "yes"),
        maybe=tuple(item for item, word in said.items() if word == "maybe"),
    )
    visit.write(like, visit.me, asked.id, likes, visit.now, id=visit.once())
    return go("/together/firsts", "kept-for-you" if visit.me.alone else "")
