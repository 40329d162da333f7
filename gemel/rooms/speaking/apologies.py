"""Pages of apologies: four parts, one text, said aloud or sent. Nobody is asked to forgive."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, find, keep, of_kind, put, revise, share
from gemel.people.person import Person
from gemel.rooms.speaking.apologising import PARTS, compose, spots
from gemel.rooms.speaking.kinds import Apology, ApologyAnswer
from gemel.rooms.speaking.statements import MOST, words_wrong
from gemel.rooms.speaking.verbs import look_at, send_kept
from gemel.rooms.speaking.vocabulary import apologies, speaks_of_fear
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST_PART = 500
ACT = _("What was it that you did? One act is plenty.")
EMPTY = _("A sentence is plenty. It can be changed until it is yours.")
ANSWERS = (
    ("thanks", _("Thank you")),
    ("time", _("I need time")),
    ("not-yet", _("Not yet")),
)


def address(moment_id: bytes) -> str:
    return f"/speaking/apologies/{show_id(moment_id)}"


@pages.get("/speaking/apologies/new")
def new(visit: Visit) -> Answer:
    return _form(visit, {})


def _form(visit: Visit, parts: dict[str, str], wrong: str = "") -> Answer:
    status, examples = 422 if wrong else 200, apologies().example
    return visit.page(
        "speaking/apologise.html", tab="together", parts=parts, examples=examples, wrong=wrong, status=status
    )


@pages.post("/speaking/apologies/new")
def next_step(visit: Visit) -> Answer:
    """The parts come in; out goes a text, or the form again with an example taken over. Nothing is kept."""
    parts = _parts(visit)
    if visit.raw("take") in PARTS:
        return _form(visit, parts | {visit.raw("take"): apologies().example[visit.raw("take")]})
    if visit.raw("to") == "parts":
        return _form(visit, parts)
    return _words(visit, parts, compose(parts)) if parts["act"] else _form(visit, parts, ACT)


def _parts(visit: Visit) -> dict[str, str]:
    return {name: visit.text(name, MOST_PART) for name in PARTS}


def _words(visit: Visit, parts: dict[str, str], words: str, wrong: str = "") -> Answer:
    fear = speaks_of_fear(words) or visit.house.coach.read(words).safety
    values = {"parts": parts, "words": words, "spots": [] if fear else spots(parts), "fear": fear, "wrong": wrong}
    return visit.page("speaking/apology_words.html", tab="together", status=422 if wrong else 200, **values)


@pages.post("/speaking/apologies")
def create(visit: Visit) -> Answer:
    wrong = words_wrong(visit, EMPTY)
    if wrong:
        return _words(visit, _parts(visit), visit.raw("words"), wrong)
    aloud = visit.me.alone or visit.raw("way") != "send"
    once, body = visit.once(), Apology(words=visit.text("words", MOST), aloud=aloud)
    visit.write(keep if aloud else share, visit.me, body, visit.now, id=once)
    return go(address(once), "kept-for-you") if aloud else go("/speaking", "sent")


@pages.get("/speaking/apologies/{id:str}")
def apology(visit: Visit) -> Answer:
    return _show(visit, _apology(visit))


def _apology(visit: Visit) -> Moment:
    it = find(visit.db, visit.me, visit.now, visit.id())
    if not isinstance(it.body, Apology):
        raise NotHere
    return it


def _show(visit: Visit, it: Moment, wrong: str = "") -> Answer:
    answer = answer_to(visit.db, visit.me, visit.now, it)
    fresh = [one for one in visit.waiting if one.reply_to == it.id and isinstance(one.body, ApologyAnswer)]
    if fresh:
        visit.write(look_at, visit.me, fresh, visit.now)
    page = "speaking/apology_own.html" if it.mine else "speaking/apology.html"
    values = {"it": it, "answer": answer, "answers": ANSWERS, "wrong": wrong, "status": 422 if wrong else 200}
    return visit.page(page, tab="together", **values)  # type: ignore[arg-type]


def answer_to(db: Connection, me: Person, now: int, it: Moment) -> str:
    """The word that came back last, or none."""
    found = [one for one in of_kind(db, me, now, "apology-answer", most=100) if one.reply_to == it.id and one.given]
    words = [one.body for one in found if isinstance(one.body, ApologyAnswer) and one.author != it.author]
    return max(words, key=lambda body: body.turn).word if words else ""


def between(visit: Visit) -> list[Moment]:
    """Apologies that were sent between the two of now, newest first."""
    if visit.me.alone:
        return []
    found = of_kind(visit.db, visit.me, visit.now, "apology", most=30)
    return [it for it in found if it.readable and it.given and it.epoch == visit.me.keyring.current[0]]


@pages.post("/speaking/apologies/{id:str}/answers")
def create_answer(visit: Visit) -> Answer:
    it = _apology(visit)
    if it.mine:
        raise NotHere
    if visit.raw("word") not in {name for name, _label in ANSWERS}:
        return _show(visit, it, _("Which of the three is nearest? It can be changed later."))
    visit.write(_answer, visit.me, it, visit.raw("word"), visit.now, id=visit.once())
    return go(address(it.id), "sent")


def _answer(db: Connection, me: Person, it: Moment, word: str, now: int, *, id: bytes) -> None:
    earlier = [one.body for one in of_kind(db, me, now, "apology-answer", author=me.id) if one.reply_to == it.id]
    turn = 1 + max((body.turn for body in earlier if isinstance(body, ApologyAnswer)), default=0)
    share(db, me, ApologyAnswer(word=word, turn=turn), now, id=id, reply_to=it.id)  # type: ignore[arg-type]
    put(db, me, it, "done", now)


def _kept(visit: Visit) -> Moment:
    it = _apology(visit)
    if not it.mine or it.handed_in_at is not None:
        raise NotHere
    return it


@pages.post("/speaking/apologies/{id:str}/words")
def create_words(visit: Visit) -> Answer:
    it = _kept(visit)
    wrong = words_wrong(visit, EMPTY)
    if wrong:
        return _show(visit, it, wrong)
    assert isinstance(it.body, Apology)
    visit.write(revise, visit.me, it, msgspec.structs.replace(it.body, words=visit.text("words", MOST)))
    return go(address(it.id), "kept-for-you")


@pages.post("/speaking/apologies/{id:str}/saying")
def create_saying(visit: Visit) -> Answer:
    visit.write(put, visit.me, _kept(visit), "done", visit.now)
    return go("/speaking", "kept-for-you")


@pages.post("/speaking/apologies/{id:str}/sending")
def create_sending(visit: Visit) -> Answer:
    it = _kept(visit)
    if visit.me.alone or not visit.write(send_kept, visit.me, it, visit.now):
        raise NotHere
    return go("/speaking", "sent")
