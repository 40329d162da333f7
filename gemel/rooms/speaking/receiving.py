"""Receiving what was sent: say it back, own one part, answer. One card at a time, and no room for a complaint of one's
own in the same round."""

from __future__ import annotations

from datetime import date

from gemel.moments import NotHere
from gemel.rooms.speaking.days import date_of, morning_of
from gemel.rooms.speaking.kinds import Reception, Settled
from gemel.rooms.speaking.statements import address, show_talk
from gemel.rooms.speaking.talks import Talk, find_talk
from gemel.rooms.speaking.verbs import receive
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
CARDS = ("back", "own", "answer")
BACK = _("A line in your own words, or the tick that says you have said it back aloud.")
WHICH = _("Which of these is nearest for you?")
BUT = _("What could you offer instead? A few words are plenty.")
DAY = _("Until which day? It lies ahead, within a year.")


def _mine_to_answer(visit: Visit) -> Talk:
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    if talk.it.mine:
        raise NotHere
    return talk


@pages.get("/speaking/statements/{id:str}/receptions/new")
def new(visit: Visit) -> Answer:
    talk = _mine_to_answer(visit)
    if not talk.wants_answer:
        return show_talk(visit, talk)
    return _card(visit, talk, "back")


def _card(visit: Visit, talk: Talk, name: str, wrong: str = "") -> Answer:
    if not talk.looked:  # the words come with opening it, and with nothing else
        return show_talk(visit, talk)
    status, at = 422 if wrong else 200, CARDS.index(name) + 1
    carried = [(one, visit.raw(one)) for one in ("back", "aloud", "own") if visit.raw(one)]
    values = {"talk": talk, "carried": carried, "at": at, "total": len(CARDS), "wrong": wrong}
    return visit.page(f"speaking/receive_{name}.html", tab="together", status=status, **values)


@pages.post("/speaking/statements/{id:str}/receptions/new")
def next_card(visit: Visit) -> Answer:
    """From card to card. What was written travels in the form and nowhere else."""
    talk = _mine_to_answer(visit)
    came, wants = visit.raw("came"), visit.raw("to")
    if wants in CARDS:
        return _card(visit, talk, wants)
    if came == "back":
        wrong = "" if visit.text("back") or visit.raw("aloud") else BACK
        return _card(visit, talk, "back" if wrong else "own", wrong)
    return _card(visit, talk, "answer" if came == "own" else "back")


@pages.post("/speaking/statements/{id:str}/receptions")
def create(visit: Visit) -> Answer:
    talk = _mine_to_answer(visit)
    day = date_of(visit.raw("until"), visit.now, visit.zone)
    wrong = _wrong_with(visit, talk, day)
    if wrong:
        return _card(visit, talk, "answer", wrong)
    body, until = _body(visit, day), morning_of(day, visit.zone) if day else 0
    line = _line(visit, talk, body)
    done = visit.write(receive, visit.me, talk.it.id, body, line, visit.now, id=visit.once(), until=until)
    return go(address(talk.it.id), "sent" if done else "moved-on")


def _wrong_with(visit: Visit, talk: Talk, day: date | None) -> str:
    answer = visit.raw("answer")
    if answer not in (("yes", "but", "until", "no") if talk.body.asks else ("heard", "until")):
        return WHICH
    if answer == "but" and not visit.text("but", 300):
        return BUT
    return DAY if answer == "until" and day is None else ""


def _body(visit: Visit, day: date | None) -> Reception:
    answer = visit.raw("answer")
    return Reception(
        back=visit.text("back"),
        aloud=visit.raw("aloud") == "yes",
        own=visit.text("own"),
        answer=answer,  # type: ignore[arg-type]  # checked before
        but=visit.text("but", 300) if answer == "but" else "",
        until=day.isoformat() if answer == "until" and day else "",
    )


def _line(visit: Visit, talk: Talk, body: Reception) -> Settled | None:
    """What a yes, or another offer, lays on the table: a line of the request or the offer, with its day."""
    if body.answer not in {"yes", "but"}:
        return None
    return Settled(line=body.but or talk.body.line, day=talk.body.day)
