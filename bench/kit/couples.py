"""Couples with a past: real accounts, paired by the real steps, and moments written through the kernel."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gemel import app, testing
from gemel.moments import Body, ask, hand_in, in_rounds, keep, put, schedule, share
from gemel.moments.moment import find
from gemel.people.person import Person
from gemel.rooms.questions.kinds import Answer, Asked
from gemel.rooms.thanks.kinds import Thanks
from gemel.settings import Settings, make_pepper, pepper_path, read_pepper
from gemel.store import new_id
from gemel.web import asgi

HOUR, DAY = 3600, 86_400
BATCH = 200  # moments in one transaction, so that filling does not wait for the disk 20,000 times
WORDS = (
    "You made tea before I asked, and put it where my hand would find it. I had been dreading that call all morning, "
    "and for a minute there was only the steam and you humming in the next room."
)
QUESTION = "What did this week teach you about us?"


@dataclass(frozen=True, slots=True)
class Couple:
    one: testing.Client
    other: testing.Client

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"gemel={self.one.cookie}"}


@contextmanager
def fresh_house(data: Path, url: str = "") -> Iterator[testing.TestHouse]:
    """A house in an empty folder, as `gemel init` leaves it. Only its passphrases are cheap to check."""
    testing.lower_the_floor()
    make_pepper(pepper_path(data, {}))
    pepper = read_pepper(pepper_path(data, {}))
    settings = Settings(data=data, pepper=pepper, database_url=url, cost=testing.TEST_COST)
    clock = testing.Clock(int(time.time()))
    house = app.open_house(settings, clock)
    try:
        yield testing.TestHouse(house, clock, asgi.build(house, app.routes()))
    finally:
        house.close()


def couple_with(house: testing.TestHouse, name: str, number: int) -> Couple:
    """A couple with that many moments behind them, half by each, the last of them an hour old."""
    pair = Couple(*house.couple(f"{name} one", f"{name} other"))
    people = pair.one.me(), pair.other.me()
    for first in range(0, number, BATCH):
        with house.house.store.writing() as db:
            for index in range(first, min(first + BATCH, number)):
                _write(db, people, index, house.clock.now - (number - index) * HOUR, house.clock.now)
    return pair


def _write(db, people: tuple[Person, Person], index: int, at: int, now: int) -> None:
    """In every ten: five thank-yous shared, one that waited, two private notes, one question that both answered."""
    author, reader = people if index % 2 else people[::-1]
    step = index % 10
    if step in {8, 9}:
        _answer(db, author, reader, at, index)
    elif step in {2, 5}:
        keep(db, author, _thanks(index), at, id=new_id())
    elif step == 7:
        _received(db, reader, schedule(db, author, _thanks(index), at - DAY, id=new_id(), opens_at=at), now)
    else:
        _received(db, reader, share(db, author, _thanks(index), at, id=new_id()), now)


def _thanks(index: int) -> Body:
    return Thanks(did=f"{WORDS} ({index})", showed="That you notice.", changed="I was calmer all day.")


def _received(db, reader: Person, moment: bytes, now: int) -> None:
    """Whoever reads here puts what they read away, as years of use would leave it."""
    put(db, reader, find(db, reader, now, moment), "done", now)


def _answer(db, author: Person, reader: Person, at: int, index: int) -> None:
    """Two moments that follow each other meet in one round; the second opens both."""
    number = index - index % 2
    round_id = number.to_bytes(16, "big")
    ask(db, author, Asked(question=f"q-{number}", asked=QUESTION), at - DAY, id=round_id)
    mine = new_id()
    hand_in(db, author, Answer(asked=QUESTION, words=WORDS), at, id=mine, round_id=round_id)
    if index % 2:
        for one in in_rounds(db, author, at, [round_id]):
            put(db, reader if one.author == author.id else author, one, "done", at)
