"""Photos on the way into a moment: three lines in a room's view.

    pictures = taken_in(visit, "photo")
    photos = stored(visit, id, pictures)
    visit.write(share, visit.me, Page(words=words, photos=photos), visit.now, id=id)

The route carries `files=True`; `id` is `visit.once()`, asked for one time.
"""

from __future__ import annotations

from collections.abc import Iterable

from gemel.media import OverRoom, Photo, Prepared, new_photo, prepare
from gemel.media.store import BATCH
from gemel.moments import NotHere, find
from gemel.moments.remaining import mine, remaining
from gemel.store import parse_id
from gemel.web.visit import Visit

MEGABYTE = 1_000_000


def taken_in(visit: Visit, field: str = "photo") -> list[Prepared]:
    """The pictures that came in a field, made plain: a second or so each. Raises gemel.media's NotAPicture, TooLarge,
    TooSlow, Crowded or OverRoom, which become a page that still holds every word."""
    files = visit.files(field)
    if files and full(visit):
        raise OverRoom
    visit.close()  # no look at the database is held open meanwhile
    return [prepare(one.data) for one in files]


def full(visit: Visit) -> bool:
    """Whether this person's photos fill their room. Whoever is just below may go beyond it by one form."""
    room = visit.house.settings.room * MEGABYTE
    return bool(room) and visit.house.media.weight(mine(visit.db, visit.me)) >= room


def stored(visit: Visit, moment_id: bytes, pictures: list[Prepared]) -> tuple[Photo, ...]:
    """Sealed and on the disk, to be put into the moment's body. Write the row straight after: without it the files
    belong to nobody, and are swept. A form that comes again gets what its first coming stored."""
    if parse_id(visit.raw("_id")) == moment_id:
        try:
            return photos_of(find(visit.db, visit.me, visit.now, moment_id).body)
        except NotHere:
            visit.close()
    return tuple(_put(visit, moment_id, one) for one in pictures)


def let_go(visit: Visit, gone: Iterable[bytes]) -> None:
    """The files of moments that are gone. Not where somebody else's has that id: whoever could read a moment once may
    call one of their own like it, and delete that."""
    media = visit.house.media
    there = [one for one in gone if media.holds(one)]
    for start in range(0, len(there), BATCH):
        some = there[start : start + BATCH]
        left = remaining(visit.db, some)
        for one in some:
            if one not in left:
                media.drop(one)


def photos_of(body: object) -> tuple[Photo, ...]:
    """The photos of any body; none where its kind has none, or it does not open."""
    return getattr(body, "photos", ())


def _put(visit: Visit, moment_id: bytes, one: Prepared) -> Photo:
    photo = new_photo(one)
    visit.house.media.put(moment_id, photo, one.picture, one.small)
    return photo
