"""The timeline: what either may see, a search over it, and one's own words taken back or deleted."""

from __future__ import annotations

from gemel.moments import KINDS, Cursor, Kind, Moment, erase, find, search, take_back, timeline
from gemel.store import parse_id, show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.photos import let_go, photos_of
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
PLAIN = Kind("", type("_Plain", (), {}), _("Something kept"), card="_entry_plain.html", icon="leaf")  # type: ignore[arg-type]


def kind_of(it: Moment) -> Kind:
    """The kind that says how to show a moment; a plain one where its room is gone or it will not open."""
    kind = KINDS.by_name.get(it.kind)
    return kind if kind is not None and kind.card and it.readable else PLAIN


@pages.get("/timeline")
def timeline_page(visit: Visit) -> Answer:
    before = _cursor(visit.query.get("before", [""])[0])
    page = timeline(visit.db, visit.me, visit.now, before)
    older = _shown(page.older)
    return visit.page("timeline.html", tab="timeline", moments=page.moments, older=older, kind_of=kind_of, first=not before)


def _shown(cursor: Cursor | None) -> str:
    return f"{cursor[0]}-{show_id(cursor[1])}" if cursor else ""


def _cursor(shown: str) -> Cursor | None:
    at, _dash, text = shown.partition("-")
    moment_id = parse_id(text)
    return (int(at), moment_id) if moment_id and at.isascii() and at.isdigit() and len(at) < 12 else None


@pages.post("/timeline/search")
def search_page(visit: Visit) -> Answer:
    """Searching is a POST: what somebody looks for is nobody's business, and an address is remembered."""
    words, before = visit.text("words", 200), _cursor(visit.text("before", 60))
    page = search(visit.db, visit.me, visit.now, words, before)
    return visit.page(
        "search.html", tab="timeline", moments=page.moments, older=_shown(page.older), back_to=page.older and page.older[0],
        words=words, kind_of=kind_of, first=not before,
    )  # fmt: skip


@pages.get("/moments/{id:str}")
def moment(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    return visit.page("moment.html", tab="timeline", it=it, kind=kind_of(it))


@pages.post("/moments/{id:str}/withdrawal")
def withdraw(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    visit.write(take_back, visit.me, it, visit.now)
    return go(f"/moments/{show_id(it.id)}", "taken-back")


@pages.get("/moments/{id:str}/erasure")
def erasure(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    return visit.page("erasure.html", tab="timeline", it=it) if it.mine else go(f"/moments/{show_id(it.id)}")


@pages.post("/moments/{id:str}/erasure")
def erased(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.now, visit.id())
    visit.write(erase, visit.me, it, visit.now)
    for photo in photos_of(it.body):
        visit.house.media.drop(it.id, photo)
    let_go(visit, [it.id])
    return go("/timeline", "erased")
