"""What the demo couple did and will do: dates, days away, wishes, first times, rituals, and a journal with pictures."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import Connection

from gemel.demo.entries import DAY, HOUR, Entry, Told, Write, at_of, by, day_of
from gemel.demo.painting import painted
from gemel.media import Media, Photo, new_photo
from gemel.moments import find
from gemel.people.person import Person
from gemel.rooms.memories import having, keeping, wishing
from gemel.rooms.memories.firsts import firsts
from gemel.rooms.memories.kinds import Did, First, Plan, Ritual, Wish
from gemel.rooms.memories.kinds import Entry as JournalPage
from gemel.rooms.together import dating, getaways, liking
from gemel.rooms.together.kinds import Likes, Line, Option
from gemel.rooms.together.memories import remember
from gemel.store import new_id


def outing(entry: Told, now: int) -> list[Entry]:
    """Ideas a few days before, one of them chosen, and from the morning after a best moment each."""
    options, begins = new_id(), at_of(entry | {"ago": entry["ago"] + entry.get("before", 3)}, now)
    evening = datetime.combine(day_of(entry, now), time(entry.get("at", 19), 30))

    def choose(db: Connection, one: Person, other: Person, at: int) -> None:
        author, chooser = by(one, other, entry["by"])
        found = tuple(_option(told, int(evening.timestamp())) for told in entry["ideas"])
        dating.propose(db, author, found, at, author.zone, id=options)
        dating.choose(db, chooser, find(db, chooser, at, options), entry["chosen"], at + HOUR, chooser.zone)

    def look_back(db: Connection, one: Person, other: Person, at: int) -> None:
        it = find(db, one, at, dating.derived(options, "picked"))
        for person, seat in ((one, "one"), (other, "other")):
            remember(db, person, it, entry[seat], at, id=new_id())

    steps: list[Entry] = [(begins, choose)]
    return [*steps, (int(evening.timestamp()) + DAY, look_back)] if "one" in entry else steps


def _option(told: Told, at: int) -> Option:
    return Option(what=told["what"], at=at, cost=told.get("cost", "none"), energy=told.get("energy", "low"))


def getaway(entry: Told, _now: int) -> Write:
    """Put on the table by one, agreed by the other, with a list that both write on."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        row = new_id()
        getaways.begin(db, one, entry["where"], at, id=row)
        trip = find(db, one, at, row)
        getaways.agree(db, other, trip, at)
        for number, line in enumerate(entry["lines"]):
            author, line_id = (one, other)[number % 2], new_id()
            getaways.add(db, author, trip, Line(part=line["part"], words=line["words"]), at + 60 * number, id=line_id)
            if line.get("settled"):
                getaways.settle(db, author, find(db, author, at + 60 * number, line_id), at + 60 * number, back=False)

    return write


def to_try(_entry: Told, _now: int) -> Write:
    """Both go through the same twenty things; only what both would like is ever shown."""

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        liking.deal(db, one, at)
        asked = liking.liking(db, one, at).asked
        assert asked is not None
        items = liking.asked_of(asked).items
        for person, step in ((one, 3), (other, 2)):
            likes = Likes(yes=items[::step], maybe=items[1::step])
            liking.like(db, person, asked.id, likes, at, id=new_id())

    return write


class Album:
    """What comes with pictures: painted once each, sealed like any other photo."""

    def __init__(self, media: Media) -> None:
        self.media = media

    def journal(self, entry: Told, now: int) -> Write:
        day = day_of(entry, now)

        def write(db: Connection, one: Person, other: Person, at: int) -> None:
            author, _reader = by(one, other, entry["by"])
            row = new_id()
            body = JournalPage(day=day, words=entry.get("words", ""), photos=self._photos(row, entry))
            keeping.write(db, author, body, at, id=row, kept=entry.get("kept", False))

        return write

    def wish(self, entry: Told, now: int) -> list[Entry]:
        """Wished by one, wanted by both, planned, and perhaps done."""
        row, begins = new_id(), at_of(entry, now)

        def begin(db: Connection, one: Person, other: Person, at: int) -> None:
            author, reader = by(one, other, entry["by"])
            body = Wish(
                words=entry["words"], cost=entry.get("cost", ""), energy=entry.get("energy", ""), new="first" in entry
            )
            wishing.wish(db, author, body, at, id=row, kept=entry.get("kept", False))
            if not entry.get("open") and not entry.get("kept"):
                wishing.agree(db, reader, row, at + HOUR, back=False)
            if "step" in entry:
                plan = Plan(wish=row, step=entry["step"], when=entry.get("when", ""), who=entry.get("who", ""))
                wishing.plan(db, reader, row, plan, 0, at + HOUR, id=new_id())

        steps: list[Entry] = [(begins, begin)]
        return [*steps, self._doing(entry["done"] | {"what": entry["words"]}, now, row)] if "done" in entry else steps

    def first(self, entry: Told, now: int) -> list[Entry]:
        """A first time off the list of suggestions."""
        return [self._doing(entry | {"what": firsts()[entry["name"]].text, "first": True}, now, b"")]

    def _doing(self, told: Told, now: int, wish: bytes) -> Entry:
        day, kind = day_of(told, now), First if told.get("first") else Did

        def write(db: Connection, one: Person, other: Person, at: int) -> None:
            author, _reader = by(one, other, told["by"])
            row = new_id()
            body = kind(
                what=told["what"], day=day, words=told.get("words", ""), wish=wish, photos=self._photos(row, told)
            )
            keeping.do(db, author, body, at, id=row, opened=True)

        return at_of(told, now), write

    def _photos(self, row: bytes, entry: Told) -> tuple[Photo, ...]:
        return tuple(self._put(row, name) for name in entry.get("pictures", ()))

    def _put(self, row: bytes, name: str) -> Photo:
        one = painted(name)
        photo = new_photo(one)
        self.media.put(row, photo, one.picture, one.small)
        return photo


def ritual(entry: Told, now: int) -> list[Entry]:
    """Named by one, called theirs by both, and had every so many days."""
    row, begins = new_id(), at_of(entry, now)

    def name(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["by"])
        body = Ritual(name=entry["name"], when=entry.get("when", ""), tiny=entry.get("tiny", ""))
        having.name(db, author, body, at, id=row)
        having.agree(db, reader, row, row, at + HOUR, back=False)

    def have(db: Connection, one: Person, _other: Person, at: int) -> None:
        having.had_it(db, one, row, at)

    def keep(db: Connection, one: Person, other: Person, at: int) -> None:
        for person in (one, other):
            having.still_ours(db, person, row, at)

    kept = [(now - 12 * DAY, keep)] if entry["had"] else []
    return [(begins, name), *((at_of({"ago": ago, "hour": 18}, now), have) for ago in entry["had"]), *kept]
