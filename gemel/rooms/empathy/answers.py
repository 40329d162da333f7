"""Answering a vent: looked at before it goes, if wanted, and sent whatever the look says."""

from __future__ import annotations

from gemel.moments import NotHere, put
from gemel.rooms.empathy.kinds import Vent
from gemel.rooms.empathy.looking import Looked, looked_at
from gemel.rooms.empathy.venting import another_word, answer, find_vent, mine, say_it_helped, theirs
from gemel.rooms.empathy.vents import said, shown, wrong_with
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import MAX_TEXT, Visit

pages = Pages()


@pages.post("/empathy/vents/{id:str}/looks")
def look(visit: Visit) -> Answer:
    """The same page with what was typed on it, and a look at it. Kept nowhere, told to nobody."""
    try:
        return _look(visit)
    except NotHere:
        return _given_back(visit)


def _look(visit: Visit) -> Answer:
    it = theirs(find_vent(visit.db, visit.me, visit.now, visit.id()))
    assert isinstance(it.body, Vent)
    found = _looked(visit, it.body)
    return shown(visit, looked=found)


def _looked(visit: Visit, vent: Vent) -> Looked:
    """An empty look where the coach is not to be had."""
    typed = visit.raw("words").replace("\r\n", "\n").strip()[:MAX_TEXT]
    try:
        return looked_at(vent, typed, visit.house.coach)
    except (OSError, RuntimeError):
        return Looked(typed=typed, away=True)


@pages.post("/empathy/vents/{id:str}/answers")
def create(visit: Visit) -> Answer:
    try:
        return _create(visit)
    except NotHere:
        return _given_back(visit)


def _given_back(visit: Visit) -> Answer:
    """It is not here, or not any more: the words are, to be copied."""
    words = visit.raw("words")[:MAX_TEXT].strip()
    if not words:
        raise NotHere
    return visit.page("empathy/gone.html", tab="together", status=404, words=words)


def _create(visit: Visit) -> Answer:
    it = theirs(find_vent(visit.db, visit.me, visit.now, visit.id()))
    wrong = wrong_with(visit)
    if wrong:
        return shown(visit, wrong)
    visit.write(answer, visit.me, it.id, visit.text("words"), visit.now, id=visit.once())
    return said(visit, it.id, "sent")


@pages.post("/empathy/vents/{id:str}/words")
def create_word(visit: Visit) -> Answer:
    """Not quite: whoever vented says what is still missing, in a word of their own."""
    it = mine(visit.me, find_vent(visit.db, visit.me, visit.now, visit.id()))
    wrong = wrong_with(visit)
    if wrong:
        return shown(visit, wrong)
    visit.write(another_word, visit.me, it.id, visit.text("words"), visit.now, id=visit.once())
    return said(visit, it.id, "sent")


@pages.post("/empathy/answers/{id:str}/thanks")
def thank(visit: Visit) -> Answer:
    """That helped: told because whoever vented tapped it, and only then."""
    vent_id = visit.write(say_it_helped, visit.me, visit.id(), visit.now)
    return go(f"/empathy/vents/{show_id(vent_id)}", "sent")


@pages.post("/empathy/vents/{id:str}/absence")
def set_aside(visit: Visit) -> Answer:
    """Not now. Today lets it rest, the page stays; to the other nothing has happened."""
    it = theirs(find_vent(visit.db, visit.me, visit.now, visit.id()))
    visit.write(put, visit.me, it, "done", visit.now)
    return go("/empathy", "set-aside")
