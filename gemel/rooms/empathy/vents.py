"""What is on somebody's mind: written, sent or kept, and opened by the other when they have room for it."""

from __future__ import annotations

from typing import Any

from gemel.coach import STUB
from gemel.moments import NotHere, keep, of_kind, share, waiting_for, widen
from gemel.rooms.empathy.kinds import AnotherWord, Vent, VentAnswer
from gemel.rooms.empathy.looking import Looked
from gemel.rooms.empathy.seeing import shown as shared_moments
from gemel.rooms.empathy.venting import Thread, find_vent, take_in, thread
from gemel.rooms.empathy.wishes import WISHES, wish
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _, translate

pages = Pages()
TAB = "together"
SHOWN = 6
LONG_READ = 1_200
"""Characters from which reading and answering takes rather ten minutes than five."""
EMPTY = _("A line is plenty. What is it about?")
LONG = _("That is longer than fits: about 5,000 characters do. All of it is still here.")


def today(visit: Visit) -> list[Card]:
    """What waits to be heard, or came back: who and how long, no word of it."""
    it = next((it for it in visit.waiting if isinstance(it.body, Vent | VentAnswer | AnotherWord)), None)
    if it is None:
        return []
    vent_id = it.id if isinstance(it.body, Vent) else it.reply_to
    return [Card("empathy/_today.html", {"it": it, "vent_id": vent_id, "minutes": minutes(it.body)}, weight=1)]


def minutes(body: object) -> int:
    if not isinstance(body, Vent):
        return 1
    return 10 if len(body.words) > LONG_READ else 5


@pages.get("/empathy")
def empathy(visit: Visit) -> Answer:
    me, now = visit.me, visit.now
    to_hear = [] if me.alone else waiting_for(visit.db, me, now, "vent", most=SHOWN)
    vents = [it for it in of_kind(visit.db, me, now, "vent", most=60) if it.readable]
    own, heard = [it for it in vents if it.mine], [it for it in vents if not it.mine and it not in to_hear]
    asked = [it for it in of_kind(visit.db, me, now, "three-questions", author=me.id, most=10) if it.readable]
    values: dict[str, Any] = {"to_hear": to_hear, "own": own[:SHOWN], "heard": heard[:SHOWN], "asked": asked[:3]}
    values["moments"] = shared_moments(visit.db, me, now)[:SHOWN]
    return visit.page("empathy/empathy.html", tab=TAB, **values)


@pages.get("/empathy/vents/new")
def new(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    wishes = [(one.name, translate(one.mine)) for one in WISHES]
    return visit.page("empathy/new.html", tab=TAB, wishes=wishes, wrong=wrong, status=422 if wrong else 200)


@pages.post("/empathy/vents")
def create(visit: Visit) -> Answer:
    wrong = wrong_with(visit)
    if wrong:
        return _form(visit, wrong)
    kept = visit.me.alone or visit.raw("way") == "keep"
    body = Vent(words=visit.text("words"), wish=wish(visit.raw("wish")).name)
    vent_id = visit.write(keep if kept else share, visit.me, body, visit.now, id=visit.once())
    return said(visit, vent_id, "kept-for-you" if kept else "sent")


def wrong_with(visit: Visit) -> str:
    try:
        return "" if visit.text("words") else EMPTY
    except TooLong:
        return LONG


def said(visit: Visit, vent_id: bytes, told: str) -> Answer:
    return led_on(visit, f"/empathy/vents/{show_id(vent_id)}", told, visit.text("words"))


def led_on(visit: Visit, address: str, told: str, words: str) -> Answer:
    """On to a page; where the words spoke of danger, first a line about help, in no address and for this person only."""
    if not in_danger(visit, words):
        return go(address, told)
    visit.told = told
    answer = visit.page("empathy/said.html", tab=TAB, address=address)
    answer.headers["hx-push-url"] = address
    return answer


def in_danger(visit: Visit, words: str) -> bool:
    """Nothing that is sent waits for the model: where it is not there, the patterns answer alone."""
    try:
        return visit.house.coach.read(words).safety
    except (OSError, RuntimeError):
        return STUB.read(words).safety


@pages.get("/empathy/vents/{id:str}")
def vent(visit: Visit) -> Answer:
    return shown(visit)


def shown(visit: Visit, wrong: str = "", looked: Looked | None = None) -> Answer:
    """The vent with all that was said to it: to its author, or to whoever may answer."""
    found = thread(visit.db, visit.me, visit.now, find_vent(visit.db, visit.me, visit.now, visit.id()))
    fresh = [it for it in found.parts if not it.mine and it.id not in found.seen]
    if fresh:
        visit.write(take_in, visit.me, fresh, visit.now)
    status = 422 if wrong else 200
    return visit.page(_template(found), tab=TAB, status=status, wrong=wrong, looked=looked, **_values(found))


def _template(found: Thread) -> str:
    return "empathy/mine.html" if found.vent.mine else "empathy/theirs.html"


def _values(found: Thread) -> dict[str, object]:
    body = found.vent.body
    assert isinstance(body, Vent)
    address = f"/empathy/vents/{show_id(found.vent.id)}"
    return {"it": found.vent, "thread": found, "wish": wish(body.wish), "address": address}


@pages.post("/empathy/vents/{id:str}/opening")
def open_it(visit: Visit) -> Answer:
    """Its author lets the other hear what was kept."""
    it = find_vent(visit.db, visit.me, visit.now, visit.id())
    if visit.me.alone or not it.mine:
        raise NotHere
    visit.write(widen, visit.me, it, visit.now)
    return go(f"/empathy/vents/{show_id(it.id)}", "sent")
