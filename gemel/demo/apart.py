"""What each of the demo couple keeps for themselves or is asked about first: notes, readings, boundaries; and what rests."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from gemel.demo.entries import DAY, HOUR, Entry, Told, Write, at_of, by, seen
from gemel.moments import find, hand_in, keep
from gemel.pages import asking_first
from gemel.people.person import Person, keep_profile
from gemel.rooms.calm.kinds import Reflection
from gemel.rooms.growth import hurting, lettering, months, readings
from gemel.rooms.growth.kinds import Reading
from gemel.rooms.questions import noting, own
from gemel.rooms.questions.kinds import Answer, NoteReply, Own
from gemel.store import new_id


def question(entry: Told, _now: int) -> Write:
    """A question of one's own: asked and answered by both, or put among the cards, or kept."""
    body = Own(asked=entry["asked"], about=entry.get("about", ""), depth=entry.get("depth", 2))

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        if "one" in entry:
            _asked_at_once(db, one, other, at, author)
        else:
            (own.put_in if entry.get("shared") else own.keep_own)(db, author, body, at, id=new_id())

    def _asked_at_once(db: Connection, one: Person, other: Person, at: int, author: Person) -> None:
        row = own.ask_own(db, author, body, at, id=new_id())
        for person, seat in ((one, "one"), (other, "other")):
            hand_in(db, person, Answer(asked=body.asked, words=entry[seat]), at + HOUR, id=new_id(), round_id=row)

    return write


def note(entry: Told, _now: int) -> Write:
    """A line on the map of the other; some were opened, and set right."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        row = noting.note(db, author, entry["about"], entry["words"], at, id=new_id())
        assert row is not None
        if "reply" not in entry:
            return
        noting.open_note(db, author, find(db, author, at, row), at)
        reply = NoteReply(noted=entry["words"], reply=entry["reply"], words=entry.get("reply_words", ""))
        noting.answer_note(db, reader, find(db, reader, at, row), reply, at + HOUR, id=new_id())
        seen(db, reader, row, at + HOUR)

    return write


def hurt(entry: Told, now: int) -> list[Entry]:
    """On the list, with a next step; later at rest for both, or parked."""
    row, begins = new_id(), at_of(entry, now)

    def begin(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        hurting.put_on_list(db, author, entry["words"], at, id=row)
        hurting.take_step(db, reader, hurting.find_hurt(db, reader, at, row), entry["step"], at + HOUR, id=new_id())
        seen(db, reader, row, at + HOUR)

    def rest(db: Connection, one: Person, other: Person, at: int) -> None:
        for person in (one, other):
            hurting.rest(db, person, hurting.find_hurt(db, person, at, row), True, at)

    steps: list[Entry] = [(begins, begin)]
    return [*steps, (begins + entry["rests_after"] * DAY, rest)] if "rests_after" in entry else steps


def letters(entry: Told, now: int) -> list[Entry]:
    """A day chosen early in the year; each wrote apart, and on that day both letters opened."""
    row, opens = new_id(), at_of(entry, now)

    def choose(db: Connection, one: Person, _other: Person, at: int) -> None:
        lettering.choose(db, one, opens, at, id=row)

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        for person, seat in ((one, "one"), (other, "other")):
            year = lettering.find_year(db, person, at, row)
            lettering.write(db, person, year, entry[seat], at, id=new_id(), give=True)

    return [(opens - entry["chosen_before"] * DAY, choose), (opens + HOUR, write)]


def weeks_of_ones_own(entry: Told, now: int) -> list[Entry]:
    """A person's own line: closeness, trust, finding back, sorting things out, week by week up to `ago` days back."""
    last, rows = at_of(entry, now), entry["rows"]

    def answered(values: list[int]) -> Write:
        def write(db: Connection, one: Person, other: Person, at: int) -> None:
            author, _reader = by(one, other, entry["by"])
            closeness, lean, back, ease = values
            readings.answer(
                db, author, Reading(turn=0, closeness=closeness, lean=lean, back=back, ease=ease), at, id=new_id()
            )

        return write

    return [(last - (len(rows) - 1 - week) * 8 * DAY, answered(values)) for week, values in enumerate(rows)]


def reflection(entry: Told, _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        keep(db, author, Reflection(words=tuple(entry["words"]), prompt=entry["prompt"]), at, id=new_id())

    return write


def line(entry: Told, _now: int) -> Write:
    """Something to be asked about first: open to both, or one's own."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        asking_first.write(db, author, entry["words"], at, id=new_id(), opened=not entry.get("kept"))

    return write


def boundary(entry: Told, now: int) -> Write:
    """A topic that rests for a while, for both, and nobody is shown whose wish it was."""

    def write(db: Connection, one: Person, other: Person, _at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        rests = tuple((topic, now + entry["rests_for"] * DAY) for topic in entry["rests"])
        keep_profile(db, author, msgspec.structs.replace(author.profile, resting=rests))

    return write


def page_of_months(_entry: Told, _now: int) -> Write:
    """Both wished to see what they did together."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        for person in (one, other):
            months.wish(db, person, at, id=new_id())

    return write
