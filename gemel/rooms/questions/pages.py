"""Pages of the questions: what is open between the two, and one question from asking to opening."""

from __future__ import annotations

import msgspec

from gemel.moments import Moment, NotHere, marks, meetings, of_kind, share
from gemel.people.person import keep_own
from gemel.rooms.questions.asking import answer, answer_alone, ask_again, ask_next, look_at
from gemel.rooms.questions.kinds import Follow
from gemel.rooms.questions.reasons import told_why
from gemel.rooms.questions.talks import Talk, asked_round, find_talk, kept, lately
from gemel.rooms.questions.typed import EMPTY, wrong_with
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
SHOWN = 3
REMEMBERED = 50


@pages.get("/questions")
def questions(visit: Visit) -> Answer:
    found = meetings(visit.db, visit.me, visit.now, lately(visit.db, visit.me, visit.now), Talk)
    mine = of_kind(visit.db, visit.me, visit.now, "answer", author=visit.me.id, most=30)
    own = [it for it in mine if it.mode == "private" and it.readable]
    waiting = [one for one in found if _between(visit, one, {it.id for it in own})][:SHOWN]
    opened = [one for one in found if one.both_in][:SHOWN]
    return visit.page("questions/questions.html", tab="questions", waiting=waiting, opened=opened, own=own[:SHOWN])


def _between(visit: Visit, one: Talk, answered: set[bytes]) -> bool:
    """Still open for this person: not opened, not kept, not set aside."""
    if one.handed_in:
        return not one.both_in and not visit.me.alone
    return one.id not in answered and one.id not in visit.me.own.set_aside


@pages.post("/questions")
def create(visit: Visit) -> Answer:
    once = visit.once()
    found = visit.write(ask_next, visit.me, visit.raw("wish"), visit.now, id=once, card=visit.raw("card"))
    return _go(once) if found else go("/questions", "no-question")


def _go(round_id: bytes, told: str = "") -> Answer:
    return go(f"/questions/{show_id(round_id)}", told)


@pages.get("/questions/{id:str}")
def question(visit: Visit) -> Answer:
    own = kept(visit.db, visit.me, visit.now, visit.id())
    if own is not None:
        return _kept(visit, own)
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    if talk.both_in and not visit.me.alone:
        return _opened(visit, talk)
    if talk.handed_in:
        return _handed_in(visit, talk)
    return _form(visit, talk, "")


def _kept(visit: Visit, it: Moment) -> Answer:
    return visit.page("questions/kept.html", tab="questions", it=it)


def _handed_in(visit: Visit, talk: Talk) -> Answer:
    """The same page whatever the other does; their own words only for somebody who is alone now."""
    if visit.me.alone and talk.mine:
        return _kept(visit, talk.mine)
    return visit.page("questions/waiting.html", tab="questions", talk=talk, gone_by=talk.gone_by(visit.now))


def _form(visit: Visit, talk: Talk, wrong: str) -> Answer:
    why, status = told_why(talk.prompt, visit.me.alone), 422 if wrong else 200
    return visit.page("questions/answer.html", tab="questions", talk=talk, why=why, wrong=wrong, status=status)


def _opened(visit: Visit, talk: Talk, wrong: str = "") -> Answer:
    theirs = _unseen(visit, talk)
    if theirs:
        visit.write(look_at, visit.me, theirs, visit.now)
    fresh = any(it.mode == "both" for it in theirs)
    status = 422 if wrong else 200
    return visit.page("questions/opened.html", tab="questions", talk=talk, fresh=fresh, wrong=wrong, status=status)


def _unseen(visit: Visit, talk: Talk) -> list[Moment]:
    theirs = [it for it in talk.parts if not it.mine]
    known = marks(visit.db, visit.me, [it.id for it in theirs])
    return [it for it in theirs if ("done", visit.me.id) not in known.get(it.id, set())]


@pages.get("/questions/{id:str}/opening")
def opening(visit: Visit) -> Answer:
    """What the waiting page asks every few seconds: nothing, until both are in."""
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    if not talk.both_in:
        return Answer(status=204)
    visit.told = "opened"
    return _opened(visit, talk)


@pages.post("/questions/{id:str}/answer")
def create_answer(visit: Visit) -> Answer:
    wrong = wrong_with(visit)
    if wrong:
        return _form(visit, find_talk(visit.db, visit.me, visit.now, visit.id()), wrong)
    return _answer_alone(visit) if visit.me.alone else _answer(visit)


def _answer_alone(visit: Visit) -> Answer:
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    visit.write(answer_alone, visit.me, talk, visit.text("words"), visit.now)
    return _go(talk.id, "kept-for-you")


def _answer(visit: Visit) -> Answer:
    talk, later = find_talk(visit.db, visit.me, visit.now, visit.id()), visit.raw("way") == "later"
    visit.write(answer, visit.me, talk, visit.text("words"), visit.now, id=visit.once(), later=later)
    if later:
        return go("/questions", "kept-for-you")
    now_open = find_talk(visit.db, visit.me, visit.now, talk.id).both_in
    return _go(talk.id, "opened" if now_open else "handed-in")


@pages.post("/questions/{id:str}/absence")
def set_aside(visit: Visit) -> Answer:
    """Not this one. Remembered for this person alone; to the other nothing has happened."""
    talk, own = find_talk(visit.db, visit.me, visit.now, visit.id()), visit.me.own
    others = [one for one in own.set_aside if one != talk.id]
    visit.write(keep_own, visit.me, msgspec.structs.replace(own, set_aside=(*others, talk.id)[-REMEMBERED:]))
    return go("/questions", "set-aside")


@pages.post("/questions/{id:str}/asking")
def ask_both(visit: Visit) -> Answer:
    """Ask of the two what one of them answered alone."""
    own = kept(visit.db, visit.me, visit.now, visit.id())
    if own is None or visit.me.alone:
        raise NotHere
    once, with_words = visit.once(), visit.raw("with") == "words"
    visit.write(ask_again, visit.me, own, visit.now, id=once, with_words=with_words)
    return _go(once)


@pages.post("/questions/{id:str}/follow-ups")
def follow_up(visit: Visit) -> Answer:
    talk = find_talk(visit.db, visit.me, visit.now, visit.id())
    if not talk.both_in or visit.me.alone:
        raise NotHere
    stem = visit.raw("stem") if visit.raw("stem") in talk.stems else ""
    wrong = wrong_with(visit)
    if wrong and not (wrong == EMPTY and stem):
        return _opened(visit, talk, wrong)
    body = Follow(asked=talk.prompt.asked, stem=stem, words=visit.text("words"))
    visit.write(share, visit.me, body, visit.now, id=visit.once(), round_id=talk.id)
    return _go(talk.id, "sent")


@pages.get("/questions/{id:str}/conversation")
def conversation(visit: Visit) -> Answer:
    """A page to put the phone down on."""
    _it, prompt = asked_round(visit.db, visit.me, visit.id())
    return visit.page("questions/conversation.html", prompt=prompt)
