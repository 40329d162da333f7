"""A room of three lines that takes photos, for tests: the house itself has none in its kernel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gemel import app
from gemel.live import Bus
from gemel.media import MediaError, Photo
from gemel.moments import KINDS, Body, Kind, of_kind, share
from gemel.testing import TestHouse
from gemel.web import asgi
from gemel.web.answer import Answer, go
from gemel.web.errors import TooManyBytes, said
from gemel.web.pages import Pages
from gemel.web.photos import stored, taken_in
from gemel.web.visit import Visit

pages = Pages()
TEMPLATES = Path(__file__).parent / "templates"


class Leaf(Body):
    words: str = ""
    photos: tuple[Photo, ...] = ()


@pages.get("/album")
def album(visit: Visit) -> Answer:
    return visit.page("album.html", moments=of_kind(visit.db, visit.me, visit.now, "leaf"), wrong="")


@pages.post("/album", files=True)
def create(visit: Visit) -> Answer:
    """The three lines of a room's view, left to the house when something is wrong."""
    id, pictures = visit.once(), taken_in(visit, "photo")
    body = Leaf(words=visit.text("words"), photos=stored(visit, id, pictures))
    visit.write(share, visit.me, body, visit.now, id=id)
    return go("/album", "kept")


@pages.post("/album/leaves", files=True)
def create_kindly(visit: Visit) -> Answer:
    """The same by a room that shows its own form again."""
    try:
        return create(visit)
    except (MediaError, TooManyBytes) as error:
        wrong = said(error)
        return visit.page("album.html", status=wrong.status, moments=[], wrong=wrong.title)


@contextmanager
def declared() -> Iterator[None]:
    """The kind is known for as long as one test: others count what there is."""
    KINDS.add([Kind("leaf", Leaf, "A leaf", card="album_entry.html", icon="image")])
    try:
        yield
    finally:
        del KINDS.by_name["leaf"], KINDS.by_body[Leaf]


def opened(house: TestHouse) -> TestHouse:
    """The same house with the album in it, to be served beside the house itself: on a bus of its own."""
    paths = house.house.templates.loader.searchpath  # type: ignore[union-attr]
    if str(TEMPLATES) not in paths:
        paths.append(str(TEMPLATES))
    its = replace(house.house, bus=Bus())
    return TestHouse(its, house.clock, asgi.build(its, [*app.routes(), *pages.routes]))


def leaves(house: TestHouse, person: object) -> list:
    """This person's leaves as the kernel opens them."""
    with house.house.store.reading() as db:
        return of_kind(db, person.me(), house.clock.now, "leaf")  # type: ignore[attr-defined]
