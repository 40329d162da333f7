"""Pages of the map: the whole of it, one part, and a line that asks to be set right."""

from __future__ import annotations

from typing import get_args

from gemel.moments import Moment, NotHere, find
from gemel.rooms.questions.kinds import Note, NoteReply, Own, Reply
from gemel.rooms.questions.noting import answer_note, close_note, find_note, look_at, note, open_note
from gemel.rooms.questions.own import keep_own
from gemel.rooms.questions.regions import Region, regions
from gemel.rooms.questions.typed import wrong_line
from gemel.rooms.questions.world import World, world
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
FULL = _("Twelve lines are room enough for one part. Let one go first.")
WHICH = _("One of the three, please. What you wrote is still there.")
LIGHT = 1


@pages.get("/questions/map")
def whole(visit: Visit) -> Answer:
    here = world(visit.db, visit.me, visit.now)
    parts = [(one, bool(here.changed(one.id))) for one in regions().values()]
    asked = [] if visit.me.alone else here.asked_of_me()
    return visit.page("questions/map.html", tab="questions", parts=parts, asked=asked)


@pages.get("/questions/map/{name:str}")
def part(visit: Visit) -> Answer:
    region = _region(visit)
    fresh = [it for it in visit.waiting if isinstance(it.body, NoteReply)]
    if fresh:
        _put_away(visit, region, fresh)
    return _part(visit, region)


def _put_away(visit: Visit, region: Region, fresh: list[Moment]) -> None:
    """What stands on this page has been seen with it."""
    notes = {it.id for it in _here(visit).notes(region.id)}
    visit.write(look_at, visit.me, [it for it in fresh if it.reply_to in notes], visit.now)


def _region(visit: Visit) -> Region:
    found = regions().get(str(visit.params["name"]))
    if found is None:
        raise NotHere
    return found


def _part(visit: Visit, region: Region, wrong: str = "", at: str = "") -> Answer:
    """`at` names the form in which something is wrong."""
    here = world(visit.db, visit.me, visit.now)
    values = {"part": region, "here": here, "wrong": wrong, "at": at}
    return visit.page("questions/part.html", tab="questions", status=422 if wrong else 200, **values)


@pages.post("/questions/map/{name:str}/notes")
def create_note(visit: Visit) -> Answer:
    region, wrong = _region(visit), wrong_line(visit)
    if wrong:
        return _part(visit, region, wrong, "note")
    if visit.write(note, visit.me, region.id, visit.text("words"), visit.now, id=visit.once()) is None:
        return _part(visit, region, FULL, "note")
    return _go(region.id, "kept-for-you")


def _go(region: str, told: str = "") -> Answer:
    return go(f"/questions/map/{region}", told)


@pages.post("/questions/map/{name:str}/wonders")
def create_wonder(visit: Visit) -> Answer:
    region, wrong = _region(visit), wrong_line(visit, "wonder")
    if wrong:
        return _part(visit, region, wrong, "wonder")
    body = Own(asked=visit.text("wonder"), about=region.id, depth=LIGHT)
    visit.write(keep_own, visit.me, body, visit.now, id=visit.once())
    return _go(region.id, "kept-for-you")


@pages.get("/questions/map/notes/{id:str}")
def one_note(visit: Visit) -> Answer:
    """Of a word back, the part in which it stands; where the note is gone, the word alone."""
    found = find(visit.db, visit.me, visit.now, visit.id())
    if isinstance(found.body, NoteReply) and not found.mine:
        return _word_back(visit, found)
    it, body = find_note(visit.db, visit.me, visit.now, visit.id())
    if it.mine:
        return _go(body.about)
    visit.write(look_at, visit.me, [it], visit.now)
    return _note(visit, it, "")


def _word_back(visit: Visit, it: Moment) -> Answer:
    visit.write(look_at, visit.me, [it], visit.now)
    try:
        _it, body = find_note(visit.db, visit.me, visit.now, it.reply_to or b"")
    except NotHere:
        return go(f"/moments/{show_id(it.id)}")
    return _go(body.about)


def _note(visit: Visit, it: Moment, wrong: str) -> Answer:
    replies: list[Moment] = _here(visit).replies(it)
    status = 422 if wrong else 200
    return visit.page("questions/note.html", tab="questions", it=it, replies=replies, wrong=wrong, status=status)


def _here(visit: Visit) -> World:
    return world(visit.db, visit.me, visit.now)


@pages.post("/questions/map/notes/{id:str}/replies")
def create_reply(visit: Visit) -> Answer:
    """Still right, changed, or more: from the one it is about."""
    it, body = find_note(visit.db, visit.me, visit.now, visit.id())
    if it.mine:
        raise NotHere
    wrong = wrong_line(visit, needed=False) or ("" if visit.raw("reply") in get_args(Reply) else WHICH)
    if wrong:
        return _note(visit, it, wrong)
    reply = NoteReply(noted=body.words, reply=_reply(visit), words=visit.text("words"))
    visit.write(answer_note, visit.me, it, reply, visit.now, id=visit.once())
    return go("/questions/map", "sent")


def _reply(visit: Visit) -> Reply:
    found: Reply = next(word for word in get_args(Reply) if word == visit.raw("reply"))
    return found


@pages.post("/questions/map/notes/{id:str}/opening")
def create_opening(visit: Visit) -> Answer:
    it, body = _mine(visit)
    if visit.me.alone:
        raise NotHere
    sent = visit.write(open_note, visit.me, it, visit.now)
    return _go(body.about, "sent" if sent else "one-note")


@pages.post("/questions/map/notes/{id:str}/withdrawal")
def create_withdrawal(visit: Visit) -> Answer:
    it, body = _mine(visit)
    visit.write(close_note, visit.me, it, visit.now)
    return _go(body.about, "taken-back")


def _mine(visit: Visit) -> tuple[Moment, Note]:
    it, body = find_note(visit.db, visit.me, visit.now, visit.id())
    if not it.mine:
        raise NotHere
    return it, body
