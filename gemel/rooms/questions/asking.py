"""Asking and answering: what a person does with a question. Each function is one short transaction."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from gemel.moments import (
    Moment,
    Round,
    TooLate,
    ask,
    draft,
    find,
    hand_in,
    hand_in_draft,
    in_rounds,
    keep,
    put,
    revise,
    rounds,
)
from gemel.people.person import Person
from gemel.rooms.questions.dealing import DAY, Had, Pick, allowed, for_one, luck, next_question, ready, reason
from gemel.rooms.questions.deck import Question, by_id, by_text, deck
from gemel.rooms.questions.kinds import RESTED, ROUND, Answer, Asked, Rested, Way
from gemel.rooms.questions.own import pot
from gemel.rooms.questions.talks import Talk, kept
from gemel.store import new_id
from gemel.vault import kind_tag

FROM_POT = 3  # while their own questions wait, about one card in so many is one of them


def had(db: Connection, me: Person) -> list[Had]:
    """What these people had, oldest first. What one of them answered before the two were a couple
    counts for neither: the other holds no key to it, and both deal from one deck."""
    return [one for it in reversed(rounds(db, me, ROUND, RESTED)) for one in _had(me, it)]


def _had(me: Person, it: Round) -> list[Had]:
    prompt = it.prompt
    if isinstance(prompt, Rested):
        return [_known(name, it.asked_at) for name in prompt.questions]
    if isinstance(prompt, Asked) and (me.alone or prompt.way != "alone"):
        return [_known(prompt.question, it.asked_at, prompt.depth)]
    return []


def _known(name: str, at: int, depth: int = 0) -> Had:
    card = by_id().get(name)
    return Had(name, at, card.depth, card.theme) if card else Had(name, at, depth)


def ask_next(db: Connection, me: Person, wish: str, now: int, *, id: bytes, card: str = "") -> Round | None:
    """Ask the next question of everybody in the couple; None if no theme is left to them. A card that lay open
    on a page is asked itself."""
    before = had(db, me)
    question = _open_card(me, card) or _draw(db, me, before, wish, now)
    if question is None:
        return None
    why = reason(question, before, now)
    return ask(db, me, asked(question, "alone" if me.alone else "written", why), now, id=id)


def _open_card(me: Person, card: str) -> Question | None:
    """Only light cards ever lie open on a page: which of them are there tells nothing of anybody's limit."""
    return next((one for one in allowed(deck(), me.limits) if one.id == card and one.depth == 1), None)


def _draw(db: Connection, me: Person, before: list[Had], wish: str, now: int) -> Question | None:
    pick = luck_of(me, before, now)
    if me.alone:
        return next_question(for_one(deck(), before, me.limits), before, me.limits, pick, now, wish)
    own = [one for one in ready(pot(db, me, now) + deck(), before, me.limits, now) if one.own]
    if own and not wish and pick(FROM_POT) == 0:
        return own[pick(len(own))]
    return next_question(deck(), before, me.limits, pick, now, wish)


def luck_of(me: Person, before: list[Had], now: int) -> Pick:
    """The same on both phones: what one of them draws, the other would have drawn."""
    return luck(kind_tag(me.keyring.current[1], "next-question"), now // DAY, len(before))


def asked(question: Question, way: Way, why: str = "") -> Asked:
    depth, about = (question.depth, question.theme) if question.own else (0, "")
    return Asked(question=question.id, asked=question.text, way=way, reason=why, depth=depth, about=about)


def let_rest(db: Connection, me: Person, names: list[str], now: int, *, id: bytes) -> None:
    """The two talked over these: others come up before them. Nothing else of the talk is kept."""
    known = tuple(dict.fromkeys(name for name in names if name in by_id()))
    if known:
        ask(db, me, Rested(questions=known), now, id=id)


def answer(db: Connection, me: Person, it: Talk, words: str, now: int, *, id: bytes, later: bool) -> None:
    """Hand in one's part, or keep it as a draft. Handing the same words in twice does it once."""
    body, mine = Answer(asked=it.prompt.asked, words=words), my_part(db, me, now, it.id)
    if mine is None:
        return _first(db, me, it, body, now, id, later)
    if mine.handed_in_at is not None and mine.body == body:
        return None
    revise(db, me, mine, body)
    if not later:
        hand_in_draft(db, me, find(db, me, now, mine.id), now)
    return None


def _first(db: Connection, me: Person, it: Talk, body: Answer, now: int, id: bytes, later: bool) -> None:
    verb = draft if later else hand_in
    try:
        verb(db, me, body, now, id=id, round_id=it.id)
    except IntegrityError:
        # Handed in and deleted since: nothing of it is left to be seen, and once is once.
        raise TooLate from None


def my_part(db: Connection, me: Person, now: int, round_id: bytes) -> Moment | None:
    parts = in_rounds(db, me, now, [round_id])
    return next((part for part in parts if part.mine and part.mode == "both"), None)


def answer_alone(db: Connection, me: Person, it: Talk, words: str, now: int) -> None:
    """Keep an answer for oneself. It carries the round's id, and so it is one, however often it is sent."""
    body, before = Answer(asked=it.prompt.asked, words=words), kept(db, me, now, it.id)
    if before is None:
        keep(db, me, body, now, id=it.id)
    else:
        revise(db, me, before, body)


def ask_again(db: Connection, me: Person, it: Moment, now: int, *, id: bytes, with_words: bool) -> None:
    """Put to both what one of them answered alone; with their answer handed in, if they say so."""
    assert isinstance(it.body, Answer)
    text = it.body.asked
    name = by_text().get(text, "")
    ask(db, me, Asked(question=name, asked=text), now, id=id)
    if with_words and my_part(db, me, now, id) is None:
        hand_in(db, me, it.body, now, id=new_id(), round_id=id)


def look_at(db: Connection, me: Person, theirs: list[Moment], now: int) -> None:
    """Remember for this person alone that they have seen these."""
    for it in theirs:
        put(db, me, it, "done", now)
