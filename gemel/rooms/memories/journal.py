"""Pages of the journal: words and pictures of a day, for both or for oneself, and opened later."""

from __future__ import annotations

from typing import Any

from gemel.media import Photo
from gemel.moments import Moment, NotYours, TooLate
from gemel.rooms.memories import keeping
from gemel.rooms.memories.between import body_of, found, look_at
from gemel.rooms.memories.days import LIVED, lived
from gemel.rooms.memories.kinds import Entry
from gemel.rooms.memories.pictures import taken
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.photos import stored
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/memories/journal"
EMPTY = _("A line or a picture is plenty.")
LONG = _("That is longer than fits: about 5,000 characters do. All of it is still here.")
MEANWHILE = _("This page was changed meanwhile, perhaps on your other phone. What you typed is still here.")
Wrong = dict[str, str]


@pages.get(HERE)
def journal(visit: Visit) -> Answer:
    unseen = [it for it in visit.waiting if isinstance(it.body, Entry)]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    number = _number(visit)
    listed, more = keeping.pages_of(visit.db, visit.me, visit.now, number)
    values: dict[str, Any] = {"pages": listed, "more": number + 1 if more else 0, "first": number == 1}
    return visit.page("memories/journal.html", tab="together", **values)


def _number(visit: Visit) -> int:
    typed = visit.query.get("page", ["1"])[0]
    return int(typed) if typed.isascii() and typed.isdigit() and int(typed[:4]) > 0 and len(typed) < 4 else 1


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _form(visit, None, {})


def _form(visit: Visit, it: Moment | None, wrong: Wrong) -> Answer:
    status = 422 if wrong else 200
    return visit.page("memories/page_new.html", tab="together", status=status, it=it, wrong=wrong)


@pages.post(HERE, files=True)
def create(visit: Visit) -> Answer:
    id, kept = visit.once(), visit.raw("way") == "keep" or visit.me.alone
    body = _written(visit, id)
    if isinstance(body, dict):
        return _form(visit, None, body)
    visit.write(keeping.write, visit.me, body, visit.now, id=id, kept=kept)
    return go(f"{HERE}/{show_id(id)}", "kept-for-you" if kept else "kept")


def _written(visit: Visit, id: bytes, before: tuple[Photo, ...] = ()) -> Entry | Wrong:
    """The page as it was typed, its new pictures stored; or what to look at again. `before`: those it has already."""
    day, words = lived(visit.raw("day"), visit.now, visit.zone), _words(visit)
    if day is None or words is None:
        return {"day": "" if day else LIVED, "words": LONG if words is None else ""}
    pictures, wrong = taken(visit, len(before))
    if wrong:
        return {"photo": wrong}
    if not (words or pictures or before):
        return {"words": EMPTY}
    return Entry(day=day, words=words, photos=(*before, *stored(visit, id, pictures)))


def _words(visit: Visit) -> str | None:
    try:
        return visit.text("words")
    except TooLong:
        return None


@pages.get(f"{HERE}/{{id:str}}")
def page(visit: Visit) -> Answer:
    return visit.page("memories/page.html", tab="together", it=_found(visit))


def _found(visit: Visit) -> Moment:
    return found(visit.db, visit.me, visit.now, visit.id(), Entry)


@pages.get(f"{HERE}/{{id:str}}/words")
def words(visit: Visit) -> Answer:
    try:
        return _form(visit, _changeable(visit), {})
    except TooLate:  # it was opened meanwhile, perhaps on one's other phone
        return go(f"{HERE}/{show_id(visit.id())}", "moved-on")


def _changeable(visit: Visit) -> Moment:
    """One's own, while nobody else could read it: what was given is taken back or deleted, never rewritten."""
    it = _found(visit)
    if not it.mine:
        raise NotYours
    if it.handed_in_at is not None:
        raise TooLate
    return it


@pages.post(f"{HERE}/{{id:str}}/words", files=True)
def change(visit: Visit) -> Answer:
    it, gone = _changeable(visit), set(visit.all("leave"))
    before = body_of(it, Entry).photos
    staying = tuple(photo for photo in before if photo.id.hex() not in gone)
    if visit.raw("revision") != str(it.revision):
        return _overtaken(visit, it)
    body = _written(visit, it.id, staying)
    if isinstance(body, dict):
        return _form(visit, it, body)
    visit.write(keeping.change, visit.me, it, body)
    for photo in before:
        if photo not in staying:
            visit.house.media.drop(it.id, photo)
    return go(f"{HERE}/{show_id(it.id)}", "kept")


def _overtaken(visit: Visit, it: Moment) -> Answer:
    """The same form sent twice; or a page that was changed on one's other phone."""
    if body_of(it, Entry).words == _words(visit):
        return go(f"{HERE}/{show_id(it.id)}", "kept")
    return _form(visit, it, {"words": MEANWHILE})


@pages.post(f"{HERE}/{{id:str}}/opening")
def create_opening(visit: Visit) -> Answer:
    it = _found(visit)
    visit.write(keeping.open_up, visit.me, it, visit.now)
    return go(f"{HERE}/{show_id(it.id)}", "opened-page")
