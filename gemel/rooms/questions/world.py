"""The map of somebody's world: what I noted, what I wonder, and what they opened since. Every line of it comes through
`visible_to`: what its author takes back or deletes is gone from here in the same moment. Nothing is counted or graded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from gemel.moments import Body, Moment, Round, of_kind, rounds
from gemel.people.person import Person
from gemel.rooms.questions.deck import by_id, by_text
from gemel.rooms.questions.kinds import ROUND, Asked, Note, NoteReply, Own
from gemel.rooms.questions.regions import of_card, of_question
from gemel.store import show_id

DAY = 86_400
WEEK = 7 * DAY
LATELY = 90 * DAY  # older than this, nothing is brought up: a map to ask by, and no file
SHOWN = 3
CARD, SHOWN_CARD = "opening-card", "opening-shown"  # of room 3; where there is no such room, nothing is found


@dataclass(frozen=True, slots=True)
class Heard:
    """Something they opened: what was asked, what they said, and where it is read whole."""

    asked: str
    words: str
    at: int
    path: str


@dataclass(frozen=True, slots=True)
class World:
    """The parts of one map, each for one region by its id."""

    me: Person
    now: int
    kept: list[Moment]
    opened: list[tuple[str, Heard]]
    """By region, newest first."""

    def notes(self, region: str) -> list[Moment]:
        """What this person noted, newest first."""
        return [it for it in self.kept if it.mine and _notes_on(it, region, self.whom)]

    def asked_of_me(self) -> list[Moment]:
        """What the other noted of this person and opened, without a word back so far. After a week it asks no more."""
        theirs = [it for it in self.kept if not it.mine and _notes_on(it, "", self.me.id)]
        return [it for it in theirs if self.asks(it)]

    def asks(self, note: Moment) -> bool:
        """Whether an open note still waits for a word back."""
        return note.given and not self.replies(note) and self.now - (note.handed_in_at or 0) < WEEK

    def replies(self, note: Moment) -> list[Moment]:
        return [it for it in self.kept if isinstance(it.body, NoteReply) and it.reply_to == note.id]

    def wonders(self, region: str) -> list[Moment]:
        """Questions this person keeps for themselves."""
        return [it for it in self.kept if it.mine and it.mode == "private" and _wonders(it.body, region)]

    def changed(self, region: str) -> list[Heard]:
        """The newest of what was opened since the day of the last note, and not longer ago than three months."""
        since = max((it.at - it.at % DAY for it in self.notes(region)), default=0)
        since = max(since, self.now - LATELY)
        return [one for name, one in self.opened if name == region and one.at >= since][:SHOWN]

    @property
    def whom(self) -> bytes:
        return whom(self.me)


def whom(me: Person) -> bytes:
    """Whose map it is: the partner's, or one's own for somebody alone."""
    return me.partner.id if me.partner else me.id


def _notes_on(it: Moment, region: str, person: bytes) -> bool:
    body = it.body
    return isinstance(body, Note) and body.whom == person and region in ("", body.about)


def _wonders(body: Body, region: str) -> bool:
    return isinstance(body, Own) and body.about == region


def world(db: Connection, me: Person, now: int) -> World:
    """In three queries, whatever lies there."""
    kept = of_kind(db, me, now, "map-note", "map-reply", "own-question", most=400)
    return World(me, now, [it for it in kept if it.readable], _opened(db, me, now))


def _opened(db: Connection, me: Person, now: int) -> list[tuple[str, Heard]]:
    found = of_kind(db, me, now, "answer", SHOWN_CARD, author=whom(me), open_now=True, most=200)
    lately = [it for it in found if it.readable and it.at >= now - LATELY - DAY]
    asked = {one.id: one for one in rounds(db, me, ROUND, CARD, since=now - 2 * LATELY)} if lately else {}
    heard = [(_region(it, asked), _heard(it)) for it in lately]
    return [(region, one) for region, one in heard if region and one.words]


def _heard(it: Moment) -> Heard:
    place = "opening" if it.kind == SHOWN_CARD else "questions"
    path = f"/{place}/{show_id(_anchor(it))}"
    return Heard(getattr(it.body, "asked", ""), getattr(it.body, "words", ""), it.at, path)


def _anchor(it: Moment) -> bytes:
    """What an answer is found under: its round, or itself where it was kept alone."""
    return it.round or it.id


def _region(it: Moment, asked: dict[bytes, Round]) -> str:
    """By its words where the deck knows them, else by what was asked in its round."""
    name = by_text().get(getattr(it.body, "asked", ""), "")
    if name:
        return of_question(by_id()[name])
    one = asked.get(_anchor(it))
    return _by_prompt(one.prompt) if one else ""


def _by_prompt(prompt: Body) -> str:
    if isinstance(prompt, Asked):
        card = by_id().get(prompt.question)
        return of_question(card) if card else prompt.about
    return of_card(getattr(prompt, "card", ""))
