"""Pages of one statement: kept for its author, or between the two."""

from __future__ import annotations

import msgspec

from gemel.moments import Moment, NotHere, keep, put, revise
from gemel.rooms.speaking.building_pages import draft_of, show
from gemel.rooms.speaking.composing import as_line
from gemel.rooms.speaking.days import at_noon, date_of, put_off
from gemel.rooms.speaking.kinds import Reception, Settled, Statement
from gemel.rooms.speaking.talks import Talk, find_statement, find_talk, my_open_one, talks
from gemel.rooms.speaking.verbs import let_go, look_at, open_it, put_by, send, send_kept
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
MOST = 2_000
EMPTY = _("A sentence is plenty. It can be changed until it is yours.")
LONG = _("That is longer than fits: about 2,000 characters do. All of it is still here.")
ONE = _("One of yours is open between you two. This one can wait here, and be sent when that one is done.")


def address(moment_id: bytes) -> str:
    return f"/speaking/statements/{show_id(moment_id)}"


@pages.post("/speaking/statements")
def create(visit: Visit) -> Answer:
    wrong = words_wrong(visit, EMPTY)
    if wrong:
        return show(visit, "words", draft_of(visit), wrong)
    once, body = visit.once(), _body(visit)
    if body.aloud:
        visit.write(keep, visit.me, body, visit.now, id=once)
        return go(address(once), "kept-for-you")
    if not visit.write(send, visit.me, body, visit.now, id=once):
        return show(visit, "words", draft_of(visit), ONE)
    return go("/speaking", "sent")


def words_wrong(visit: Visit, empty: str) -> str:
    try:
        return "" if visit.text("words", MOST) else empty
    except TooLong:
        return LONG


def _body(visit: Visit) -> Statement:
    draft, me = draft_of(visit), visit.me
    day = date_of(draft.by, visit.now, visit.zone)
    line = as_line(draft.ask, me.name, me.partner.name) if draft.asks and me.partner else ""
    return Statement(
        words=visit.text("words", MOST),
        topic=draft.topic if visit.raw("label") != "none" else "",
        asks=draft.asks,
        line=line,
        day=day.isoformat() if day and draft.asks else "",
        aloud=me.alone or visit.raw("way") != "send",
    )


@pages.get("/speaking/statements/{id:str}")
def statement(visit: Visit) -> Answer:
    it = find_statement(visit.db, visit.me, visit.now, visit.id())
    talk = next((one for one in talks(visit.db, visit.me, visit.now) if one.it.id == it.id), None)
    if talk is not None:
        return show_talk(visit, talk)
    if not it.mine:
        raise NotHere
    return show_own(visit, it)  # kept, taken back, or from before these two


def show_own(visit: Visit, it: Moment, wrong: str = "") -> Answer:
    status = 422 if wrong else 200
    busy = None if visit.me.alone else my_open_one(visit)
    return visit.page("speaking/own.html", tab="together", it=it, wrong=wrong, busy=busy, status=status)


def show_talk(visit: Visit, talk: Talk, wrong: str = "") -> Answer:
    """Where it stands. Nobody but whoever opened it can tell from any page that it was opened."""
    if not talk.it.mine and not talk.looked and talk.answer is None:
        return visit.page("speaking/cover.html", tab="together", talk=talk)
    fresh = [it for it in visit.waiting if it.reply_to == talk.it.id and isinstance(it.body, Reception | Settled)]
    if fresh:
        visit.write(look_at, visit.me, fresh, visit.now)
    day = at_noon(talk.settled.day, visit.zone) if talk.settled else None
    until = at_noon(talk.answer.until, visit.zone) if talk.answer else None
    status = 422 if wrong else 200
    values = {"talk": talk, "day": day, "until": until, "wrong": wrong, "status": status}
    return visit.page("speaking/talk.html", tab="together", **values)  # type: ignore[arg-type]


@pages.post("/speaking/statements/{id:str}/opening")
def create_opening(visit: Visit) -> Answer:
    it = find_talk(visit.db, visit.me, visit.now, visit.id()).it
    visit.write(open_it, visit.me, it, visit.now)
    return go(address(it.id))


@pages.post("/speaking/statements/{id:str}/postponement")
def create_postponement(visit: Visit) -> Answer:
    """Later today, or tomorrow. Whoever wrote it learns nothing of this."""
    it = find_talk(visit.db, visit.me, visit.now, visit.id()).it
    until = put_off(visit.raw("until"), visit.now, visit.zone)
    visit.write(put_by, visit.me, it, until, visit.now)
    return go("/", "set-aside")


@pages.post("/speaking/statements/{id:str}/ending")
def create_ending(visit: Visit) -> Answer:
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    visit.write(let_go, visit.me, talk.it.id, visit.now)
    return go("/speaking", "let-go")


def _kept(visit: Visit) -> Moment:
    """One's own that nobody else can read."""
    it = find_statement(visit.db, visit.me, visit.now, visit.id())
    if not it.mine or it.handed_in_at is not None:
        raise NotHere
    return it


@pages.post("/speaking/statements/{id:str}/words")
def create_words(visit: Visit) -> Answer:
    it = _kept(visit)
    wrong = words_wrong(visit, EMPTY)
    if wrong:
        return show_own(visit, it, wrong)
    assert isinstance(it.body, Statement)
    visit.write(revise, visit.me, it, msgspec.structs.replace(it.body, words=visit.text("words", MOST)))
    return go(address(it.id), "kept-for-you")


@pages.post("/speaking/statements/{id:str}/saying")
def create_saying(visit: Visit) -> Answer:
    """Said aloud. It leaves the list of what is prepared and stays its author's."""
    visit.write(put, visit.me, _kept(visit), "done", visit.now)
    return go("/speaking", "kept-for-you")


@pages.post("/speaking/statements/{id:str}/sending")
def create_sending(visit: Visit) -> Answer:
    it = _kept(visit)
    if visit.me.alone:
        raise NotHere
    if not visit.write(send_kept, visit.me, it, visit.now):
        return show_own(visit, it, ONE)
    return go("/speaking", "sent")
