"""A book of the year, as a PDF: what both can see, less what somebody leaves out of this print. Nothing is stored."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from gemel.media import MediaError
from gemel.moments import Moment, NotHere, open_to_all
from gemel.pages.binding import Item, bounds, file_of, growth_of, items, month_name, months
from gemel.printing import Book, PrintError, TooThick, bound, lacking
from gemel.printing.pictures import shrunk
from gemel.store import show_id
from gemel.ui.tree import describe, draw
from gemel.vault import Tampered
from gemel.web.answer import Answer
from gemel.web.dates import local
from gemel.web.errors import said
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _, translate

pages = Pages()
MOST_PHOTOS = 240
NOTHING = _("There is nothing left to print. Choose a month, and something in it.")
WORDS = {
    "kind": _("A book of the year"),
    "and_": _(" & "),
    "contents": _("What is in it"),
    "found": _("This is paper: whoever finds it can read it. Keep it where you would keep a letter."),
    "tree": _("The tree of this year"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants in this print. Only ever in the form."""

    months: frozenset[int]
    kinds: frozenset[str]
    without: frozenset[str]
    photos: bool

    def has(self, one: Item) -> bool:
        inside = one.on.month in self.months and one.kind.name in self.kinds
        return inside and show_id(one.it.id) not in self.without and bool(one.lines or self.photos)


@pages.get("/book")
def book(visit: Visit) -> Answer:
    last = local(visit.now, visit.zone).year
    first = min(local(visit.me.began_at, visit.zone).year, last)
    return visit.page("book/book.html", tab="timeline", years=list(range(last, first - 1, -1)))


@pages.get("/book/{year:int}")
def preview(visit: Visit) -> Answer:
    found = _found(visit)
    all_of_it = items(visit, found, _year(visit))
    usual = frozenset(one.kind.name for one in all_of_it if one.kind.printed)
    chosen = Chosen(frozenset(range(1, 13)), usual, frozenset(), True)
    return _preview(visit, all_of_it, chosen)


def _year(visit: Visit) -> int:
    year = int(visit.params["year"])
    if not 1970 <= year <= local(visit.now, visit.zone).year:
        raise NotHere
    return year


def _found(visit: Visit) -> list[Moment]:
    """From the year's first second until now: what tells of a year may have been written down after it."""
    since, _until = bounds(_year(visit), visit.zone)
    return open_to_all(visit.db, visit.me, visit.now, since, visit.now + 1)


def _preview(visit: Visit, all_of_it: list[Item], chosen: Chosen, wrong: str = "", status: int = 200) -> Answer:
    kinds = {one.kind.name: translate(one.kind.title) for one in all_of_it}
    return visit.page(
        "book/preview.html", tab="timeline", status=status, year=_year(visit), wrong=wrong, chosen=chosen,
        months=[(number, month_name(number)) for number in sorted({one.on.month for one in all_of_it})],
        kinds=sorted(kinds.items(), key=lambda kind: kind[1]), items=all_of_it,
        any_photos=any(one.photos for one in all_of_it),
        lacking=lacking(*(line for one in all_of_it for line in one.lines)),
    )  # fmt: skip


@pages.post("/book/{year:int}", slow=True)
def printed(visit: Visit) -> Answer:
    found = _found(visit)
    all_of_it, chosen = items(visit, found, _year(visit)), _chosen(visit)
    kept = [one for one in all_of_it if chosen.has(one)]
    if not kept:
        return _preview(visit, all_of_it, chosen, NOTHING, 422)
    visit.close()  # the press takes its time; no look at the database is held open meanwhile
    try:
        pdf = _bound(visit, found, kept, chosen.photos)
    except PrintError as error:
        told = said(error)
        return _preview(visit, all_of_it, chosen, told.line, told.status)
    return Answer(pdf, kind="application/pdf", headers={"content-disposition": 'attachment; filename="book.pdf"'})


def _chosen(visit: Visit) -> Chosen:
    asked = set(visit.all("month"))
    return Chosen(
        months=frozenset(number for number in range(1, 13) if str(number) in asked), kinds=frozenset(visit.all("kind")), without=frozenset(visit.all("without")),
        photos=visit.raw("photos") == "yes",
    )  # fmt: skip


def _bound(visit: Visit, found: list[Moment], kept: list[Item], with_photos: bool) -> bytes:
    year, me = _year(visit), visit.me
    names = (me.name, me.partner.name) if me.partner else (me.name,)
    words = {name: translate(text) for name, text in WORDS.items()} | {"year": str(year)}
    growth = growth_of(visit, found, *bounds(year, visit.zone))
    photos = _photos(visit, kept) if with_photos else {}
    title = f"{words['and_'].join(names)}, {year}"
    made = Book(title=title, names=names, months=months(kept, photos), tree_alt=describe(growth), words=words)
    return bound(made, str(draw(growth, standalone=True)), {file_of(name): data for name, data in photos.items()})


def _photos(visit: Visit, kept: list[Item]) -> dict[bytes, bytes]:
    """Each photo as large as print needs it, opened one after the other. One that is not there costs nobody the book."""
    wanted = [(one.it.id, photo) for one in kept for photo in one.photos]
    if len(wanted) > MOST_PHOTOS:
        raise TooThick
    found: dict[bytes, bytes] = {}
    for moment_id, photo in wanted:
        with suppress(MediaError, Tampered):
            found[photo.id] = shrunk(visit.house.media.get(moment_id, photo))
    return found
