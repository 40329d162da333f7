"""The photos of a moment, for whoever may see the moment. They are stored nowhere on the way: `no-store`, like every
page, since a phone that keeps a picture keeps it in clear, for whoever holds the phone next."""

from __future__ import annotations

from gemel.media import KIND, Photo
from gemel.moments import Moment, NotHere, find
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.photos import photos_of
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/moments/{id:str}/photos/{number:int}")
def large(visit: Visit) -> Answer:
    return _picture(visit, small=False)


@pages.get("/moments/{id:str}/thumbnails/{number:int}")
def small(visit: Visit) -> Answer:
    return _picture(visit, small=True)


def _picture(visit: Visit, small: bool) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    data = visit.house.media.get(it.id, _photo(it, visit.params["number"]), small)
    return Answer(data, kind=KIND, headers={"content-disposition": "inline"})


def _photo(it: Moment, number: int) -> Photo:
    """The first is number 1, as people count."""
    photos = photos_of(it.body)
    if not 1 <= number <= len(photos):
        raise NotHere
    return photos[number - 1]
