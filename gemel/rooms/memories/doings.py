"""Pages of what was done: of a wish, or of something new, with a line and pictures."""

from __future__ import annotations

from typing import Any

from gemel.moments import NotHere
from gemel.rooms.memories.between import body_of, look_at
from gemel.rooms.memories.days import LIVED, lived
from gemel.rooms.memories.firsts import Suggestion, firsts
from gemel.rooms.memories.keeping import do, done
from gemel.rooms.memories.kinds import Did, First, Wish
from gemel.rooms.memories.pictures import taken
from gemel.rooms.memories.wishing import Wished, find_wish
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.photos import stored
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
MOST = 500
LONG = _("That is longer than fits here: about 500 characters do. All of it is still here.")
Wrong = dict[str, str]


@pages.get("/memories/done")
def all_done(visit: Visit) -> Answer:
    unseen = [it for it in visit.waiting if isinstance(it.body, Did)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    return visit.page("memories/done.html", tab="together", done=done(visit.db, visit.me, visit.now))


@pages.get("/memories/wishes/{id:str}/doings/new")
def new(visit: Visit) -> Answer:
    return _of_wish(visit, _found(visit), {})


def _found(visit: Visit) -> Wished:
    return find_wish(visit.db, visit.me, visit.now, visit.id())


def _of_wish(visit: Visit, one: Wished, wrong: Wrong) -> Answer:
    body = body_of(one.it, Wish)
    return _form(visit, f"/memories/wishes/{show_id(one.it.id)}", "/doings", body.words, body.new, wrong)


def _form(visit: Visit, back: str, path: str, what: str, new: bool, wrong: Wrong, fixed: bool = False) -> Answer:
    values: dict[str, Any] = {"back": back, "action": back + path, "what": what, "new": new, "fixed": fixed}
    return visit.page("memories/doing.html", tab="together", status=422 if wrong else 200, wrong=wrong, **values)


@pages.post("/memories/wishes/{id:str}/doings", files=True)
def create(visit: Visit) -> Answer:
    one = _found(visit)
    what, kind = body_of(one.it, Wish).words, First if visit.raw("new") == "yes" else Did
    wrong = _kept(visit, kind, what, wish=one.it.id, opened=one.open)
    return _of_wish(visit, one, wrong) if wrong else go(f"/memories/wishes/{show_id(one.it.id)}", _told(kind))


def _told(kind: type[Did]) -> str:
    return "first-time" if kind is First else "done"


@pages.get("/memories/firsts/{name:str}")
def first(visit: Visit) -> Answer:
    return _of_first(visit, _suggestion(visit), {})


def _suggestion(visit: Visit) -> Suggestion:
    one = firsts().get(str(visit.params["name"]))
    if one is None:
        raise NotHere
    return one


def _of_first(visit: Visit, one: Suggestion, wrong: Wrong) -> Answer:
    return _form(visit, f"/memories/firsts/{one.id}", "/doings", one.text, True, wrong, fixed=True)


@pages.post("/memories/firsts/{name:str}/doings", files=True)
def create_first(visit: Visit) -> Answer:
    one = _suggestion(visit)
    wrong = _kept(visit, First, one.text, wish=b"", opened=True)
    return _of_first(visit, one, wrong) if wrong else go("/memories/done", _told(First))


def _kept(visit: Visit, kind: type[Did], what: str, *, wish: bytes, opened: bool) -> Wrong:
    """Keep what was done as it was typed; or say what to look at again."""
    day, words, id = lived(visit.raw("day"), visit.now, visit.zone), _words(visit), visit.once()
    if day is None or words is None:
        return {"day": "" if day else LIVED, "words": LONG if words is None else ""}
    pictures, wrong = taken(visit)
    if wrong:
        return {"photo": wrong}
    _write(visit, kind(what=what, day=day, words=words, wish=wish, photos=stored(visit, id, pictures)), id, opened)
    return {}


def _write(visit: Visit, body: Did, id: bytes, opened: bool) -> None:
    visit.write(do, visit.me, body, visit.now, id=id, opened=opened)


def _words(visit: Visit) -> str | None:
    try:
        return visit.text("words", MOST)
    except TooLong:
        return None
