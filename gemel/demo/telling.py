"""The demo couple tell each other something: cards, what is on their minds, what they ask for, a moment from two sides."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.demo.entries import HOUR, Entry, Told, Write, at_of, by, seen
from gemel.moments import ask, share
from gemel.people.person import Person
from gemel.rooms.empathy import seeing, venting
from gemel.rooms.empathy.kinds import OwnSide, Side, Vent
from gemel.rooms.growth import telling
from gemel.rooms.growth.kinds import News, NewsAnswer
from gemel.rooms.opening import showing
from gemel.rooms.opening.between import find_between
from gemel.rooms.opening.deck import deck
from gemel.rooms.opening.kinds import Drawn
from gemel.rooms.speaking import verbs as speaking
from gemel.rooms.speaking.kinds import Apology, ApologyAnswer, Reception, Settled, Statement
from gemel.store import new_id


def card(entry: Told, _now: int) -> Write:
    """A card that both showed something on, and that one of them asked on about."""
    drawn = deck().cards[entry["card"]]

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        row = ask(db, one, Drawn(card=drawn.id, asked=drawn.text, tier=drawn.tier), at, id=new_id()).id
        for person, seat, later in ((one, "one", 0), (other, "other", HOUR // 2)):
            showing.show(db, person, row, entry[seat], at + later, id=new_id())
        asker, _asked = by(one, other, entry["asks"])
        open_now = find_between(db, asker, at + HOUR, row)
        showing.receive(db, asker, open_now, open_now.stems[0], entry.get("words", ""), at + HOUR, id=new_id())
        for person in (one, other):
            showing.say_how_it_was(db, person, row, "good", at + HOUR)

    return write


def vent(entry: Told, _now: int) -> Write:
    """What was on somebody's mind, answered, and the answer helped."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, listener = by(one, other, entry["by"])
        row, answer = new_id(), new_id()
        share(db, author, Vent(words=entry["words"], wish=entry["wish"]), at, id=row)
        venting.answer(db, listener, row, entry["answer"], at + HOUR, id=answer)
        venting.say_it_helped(db, author, answer, at + 2 * HOUR)

    return write


def sides(entry: Told, _now: int) -> Write:
    """A moment that both were in: guessed, told, and open to both."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        row = seeing.begin(db, one, entry["moment"], at, id=new_id()).id
        for person, seat in ((one, "one"), (other, "other")):
            told = entry[seat]
            side = Side(
                moment=entry["moment"],
                guess=tuple(told["guess"]),
                felt=tuple(told["felt"]),
                words=told.get("words", ""),
            )
            kept = OwnSide(moment=entry["moment"], words=told["kept"]) if "kept" in told else None
            seeing.say(db, person, seeing.find_sides(db, person, at, row), side, kept, at, id=new_id())

    return write


def statement(entry: Told, now: int) -> list[Entry]:
    """Said plainly one day, received the next, and settled in one line."""
    row, begins = new_id(), at_of(entry, now)

    def say(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        body = Statement(words=entry["words"], topic=entry["topic"], line=entry["line"], minutes=entry["minutes"])
        speaking.send(db, author, body, at, id=row)

    def receive(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        heard = Reception(
            answer=entry["answer"], back=entry["back"], own=entry.get("own", ""), but=entry.get("but", "")
        )
        speaking.receive(db, reader, row, heard, Settled(line=entry["settled"]), at, id=new_id())
        line = speaking.find_talk(db, author, at, row).proposal
        assert line is not None
        speaking.agree(db, author, line, at + HOUR)

    return [(begins, say), (begins + 20 * HOUR, receive)]


def apology(entry: Told, _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        row = share(db, author, Apology(words=entry["words"]), at, id=new_id())
        share(db, reader, ApologyAnswer(word=entry["answer"]), at + HOUR, id=new_id(), reply_to=row)
        seen(db, reader, row, at + HOUR)

    return write


def news(entry: Told, _now: int) -> Write:
    """Something good, asked on about, and told a little further."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        row = new_id()
        telling.tell(db, author, News(words=entry["words"], dear=entry.get("dear", "")), at, id=row, kept=False)
        answer = NewsAnswer(asks=entry["asks"], shows=entry.get("shows", ""), marks=entry.get("marks", ""))
        telling.answer(db, reader, row, answer, at + HOUR, id=new_id())
        telling.say_more(db, author, row, entry["more"], at + 2 * HOUR, id=new_id())

    return write
