"""Ten years of two people: every kind that is registered, in the shares that a couple's use would leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec
from sqlalchemy import Connection

from bench.years.bodies import filled
from gemel import testing
from gemel.demo.painting import SCENES, painted
from gemel.media import Photo, new_photo
from gemel.moments import KINDS, Body, ask, find, hand_in, in_rounds, keep, put, share
from gemel.rooms.questions.kinds import Asked
from gemel.store import new_id

DAY = 86_400
YEARS = 10
BATCH = 500
SHARES = {
    "thanks": 200, "ritual-had": 110, "win": 100, "answer": 100, "journal": 80, "time-together": 50, "reading": 45, "picks": 44,
    "lookback": 44, "private-page": 30, "follow": 25, "plan": 22, "week-lived": 22, "opening-shown": 20, "date": 12,
    "date-best": 18, "map-note": 10, "vent": 8, "vent-answer": 8, "wish": 6, "did": 6, "getaway-line": 6, "statement": 5,
}  # fmt: skip
"""Of a thousand; what is not named has one. Guesses at two who use it much: between them a thank-you a day, and in a week four
small wins, four times a ritual, four answers, three pages of the journal."""
TOGETHER = {"answer", "picks", "lookback", "opening-shown", "date-best", "side", "year-letter", "likes"}
ALONE = {
    "reading", "reading-skip", "readings-away", "pulse", "look", "map-note", "own-side", "own-question", "reflection",
}  # fmt: skip


def order(number: int) -> Iterator[str]:
    """The kinds of so many moments: each as often as its share, spread evenly over the years."""
    owed = dict.fromkeys(KINDS.by_name, 0.0)
    whole = sum(SHARES.get(name, 1) for name in owed)
    for _index in range(number):
        for name in owed:
            owed[name] += SHARES.get(name, 1) / whole
        most = max(owed, key=owed.__getitem__)
        owed[most] -= 1
        yield most


class Life:
    """A couple, and what is written into it."""

    def __init__(self, house: testing.TestHouse, name: str, photos: int) -> None:
        self.house, self.photos = house, photos
        self.pair = house.couple(f"{name} one", f"{name} other")
        self.people = self.pair[0].me(), self.pair[1].me()
        self.open: dict[str, bytes] = {}
        """The round of each kind that waits for the second of the two."""

    def write(self, db: Connection, kind: str, index: int, at: int) -> None:
        body = filled(KINDS.by_name[kind].body, index)
        author, reader = self.people if index % 2 else self.people[::-1]
        if kind in TOGETHER:
            self._both(db, kind, body, at)
        elif kind in ALONE or kind == "private-page":
            keep(db, author, body, at, id=new_id(), deep=kind == "private-page")
        else:
            row = new_id()
            share(db, author, self._with_pictures(row, body) if kind == "journal" else body, at, id=row)
            put(db, reader, find(db, reader, at, row), "done", at)

    def _both(self, db: Connection, kind: str, body: Body, at: int) -> None:
        """The first of a pair asks and hands in; the second opens both."""
        second, (one, other) = kind in self.open, self.people
        if not second:
            self.open[kind] = ask(db, one, Asked(question="", asked=""), at, id=new_id()).id
        author, round_id = (other, self.open.pop(kind)) if second else (one, self.open[kind])
        hand_in(db, author, body, at, id=new_id(), round_id=round_id)
        if second:
            for it in in_rounds(db, author, at, [round_id]):
                put(db, one if it.author == other.id else other, it, "done", at)

    def _with_pictures(self, row: bytes, body: Body) -> Body:
        """Up to two on a page, as long as there are any left."""
        few = min(2, self.photos)
        self.photos -= few
        return msgspec.structs.replace(body, photos=tuple(self._picture(row, number) for number in range(few)))

    def _picture(self, row: bytes, number: int) -> Photo:
        one = painted(list(SCENES)[(row[0] + number) % len(SCENES)])
        photo = new_photo(one)
        self.house.house.media.put(row, photo, one.picture, one.small)
        return photo


def lived(house: testing.TestHouse, name: str, number: int, photos: int) -> tuple[testing.Client, testing.Client]:
    """A couple with so many moments behind them over ten years, and up to so many photos, really sealed."""
    life, kinds = Life(house, name, photos), enumerate(order(number))
    began, step = house.clock.now - YEARS * 365 * DAY, YEARS * 365 * DAY / number
    while several := list(islice(kinds, BATCH)):
        with house.house.store.writing() as db:
            for index, kind in several:
                life.write(db, kind, index, int(began + (index + 1) * step) - 60)
    return life.pair
