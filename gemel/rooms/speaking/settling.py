"""The line that both settle on: proposed by either, agreed by both, let go by either."""

from __future__ import annotations

from gemel.moments import Moment, NotHere, find
from gemel.rooms.speaking.days import date_of
from gemel.rooms.speaking.kinds import Settled
from gemel.rooms.speaking.statements import address, show_talk
from gemel.rooms.speaking.talks import find_talk
from gemel.rooms.speaking.verbs import agree, let_line_go, propose
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST = 300
EMPTY = _("One line is plenty: who does what, and by when.")
DAY = _("Which day? It lies ahead, within a year. It can also be left out.")


@pages.post("/speaking/statements/{id:str}/settlements")
def create(visit: Visit) -> Answer:
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    day, typed = date_of(visit.raw("day"), visit.now, visit.zone), visit.text("line", MOST)
    wrong = EMPTY if not typed else DAY if visit.raw("day") and day is None else ""
    if wrong:
        return show_talk(visit, talk, wrong)
    body = Settled(line=typed, day=day.isoformat() if day else "")
    done = visit.write(propose, visit.me, talk.it.id, body, visit.now, id=visit.once())
    return go(address(talk.it.id), "proposed" if done else "moved-on")


def _line(visit: Visit) -> Moment:
    it = find(visit.db, visit.me, visit.now, visit.id())
    if not isinstance(it.body, Settled) or it.reply_to is None:
        raise NotHere
    return it


@pages.post("/speaking/settlements/{id:str}/agreements")
def create_agreement(visit: Visit) -> Answer:
    it = _line(visit)
    done = visit.write(agree, visit.me, it, visit.now)
    assert it.reply_to is not None
    return go(address(it.reply_to), "kept" if done else "moved-on")


@pages.post("/speaking/settlements/{id:str}/ending")
def create_ending(visit: Visit) -> Answer:
    statement = visit.write(let_line_go, visit.me, _line(visit), visit.now)
    return go(address(statement.id))
