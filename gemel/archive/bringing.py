"""Bringing one's own archive back: as private moments of one's own, each once, whoever they were for before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from gemel.archive.errors import ArchiveError
from gemel.archive.form import Picture
from gemel.archive.opening import Kept, Opened
from gemel.media import Media, NotAPicture, Photo, TooLarge, TooSlow, new_photo, prepare
from gemel.moments import Body, keep, still_mine
from gemel.people.person import Person
from gemel.store import Store
from gemel.vault import canonical

BATCH = 100


@dataclass(slots=True)
class Brought:
    """What came of it."""

    moments: int = 0
    there: int = 0
    """Were here already, and are left as they are."""
    unknown: int = 0
    """Of kinds that this house does not know."""
    photos_lost: int = 0
    """Photos that did not open."""


def bring(store: Store, media: Media, person: Person, opened: Opened) -> Brought:
    """Write what is not there yet. Broken off in the middle it is simply done again."""
    *_steps, done = bringing(store, media, person, opened)
    return done


def bringing(store: Store, media: Media, person: Person, opened: Opened) -> Iterator[Brought]:
    """The same step by step, each time what came of it so far: hundreds of photos take minutes."""
    done = Brought(unknown=opened.unknown)
    yield done
    for start in range(0, len(opened.moments), BATCH):
        some, ready = opened.moments[start : start + BATCH], []
        for one in _fresh(store, person, some):
            ready.append((one, _with_photos(media, person, opened, one, done)))
            yield done
        with store.writing() as db:
            for one, body in ready:
                keep(db, person, body, one.at, id=brought_id(person, one.id), deep=one.entry.deep)
        done.moments += len(ready)
        done.there += len(some) - len(ready)
    yield done


def brought_id(person: Person, archived: bytes) -> bytes:
    """The id that an archived moment has with this person: the same every time, and never one of somebody else's,
    whatever the file says."""
    return blake2b(canonical("gemel/v1/brought", person.id, archived), digest_size=16).digest()


def _fresh(store: Store, person: Person, some: list[Kept]) -> Iterator[Kept]:
    """Those that are not there, under their own id or the one that they were brought under before."""
    with store.reading() as db:
        there = still_mine(db, person, [id for one in some for id in (one.id, brought_id(person, one.id))])
    for one in some:
        names = {one.id, brought_id(person, one.id)}
        if not names & there:
            there |= names  # one and the same, twice in the file
            yield one


def _with_photos(media: Media, person: Person, opened: Opened, one: Kept, done: Brought) -> Body:
    """The body with its photos, made plain anew and stored: before its row, as all photos are."""
    if not one.entry.photos or "photos" not in one.body.__struct_fields__:
        return one.body
    home = brought_id(person, one.id)
    found = [_stored(media, home, opened, picture) for picture in one.entry.photos]
    photos = tuple(photo for photo in found if photo is not None)
    done.photos_lost += len(found) - len(photos)
    return msgspec.structs.replace(one.body, photos=photos)


def _stored(media: Media, home: bytes, opened: Opened, picture: Picture) -> Photo | None:
    try:
        one = prepare(opened.photo(picture.file))
    except (ArchiveError, NotAPicture, TooLarge, TooSlow):
        return None
    photo = msgspec.structs.replace(new_photo(one), taken=picture.taken)
    media.put(home, photo, one.picture, one.small)
    return photo
