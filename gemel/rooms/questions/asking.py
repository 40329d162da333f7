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
from gemel.rooms.questions.dealing import Pick, for_one, next_question
from gemel.rooms.questions.deck import Question, deck
from gemel.rooms.questions.kinds import ROUND, Answer, Asked, Way
from gemel.rooms.questions.talks import Talk, kept
from gemel.store import new_id


def used(db: Connection, me: Person) -> list[str]:
    """The ids of the questions these people had, oldest first. What one of them answered before the
    two were a couple counts for neither: the other holds no key to it, and both deal from one deck."""
    prompts = [one.prompt for one in reversed(rounds(db, me, ROUND)) if isinstance(one.prompt, Asked)]
    return [prompt.question for prompt in prompts if me.alone or prompt.way != "alone"]


def ask_next(db: Connection, me: Person, wish: str, now: int, *, id: bytes, pick: Pick) -> Round | None:
    """Ask the next question of everybody in the couple; None if no theme is left to them."""
    had = used(db, me)
    cards = for_one(deck(), had, me.limits) if me.alone else deck()
    question = next_question(cards, had, me.limits, pick, wish)
    if question is None:
        return None
    return ask(db, me, asked(question, "alone" if me.alone else "written"), now, id=id)


def asked(question: Question, way: Way) -> Asked:
    return Asked(question=question.id, asked=question.text, way=way)


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
    name = next((question.id for question in deck() if question.text == text), "")
    ask(db, me, Asked(question=name, asked=text), now, id=id)
    if with_words and my_part(db, me, now, id) is None:
        hand_in(db, me, it.body, now, id=new_id(), round_id=id)


def look_at(db: Connection, me: Person, theirs: list[Moment], now: int) -> None:
    """Remember for this person alone that they have seen these."""
    for it in theirs:
        put(db, me, it, "done", now)
