"""Every exercise of the house, walked at random by two people with two phones each: they agree after every step.

5,000 steps for each in memory (more where some state was not reached yet), and a shorter walk through the database. `GEMEL_LONG=1` walks forty times as far, and
another way each time; `GEMEL_SEED` repeats one.
"""

from __future__ import annotations

import os
import time
from random import Random
from zlib import crc32

import pytest

from gemel.app import fill_registry
from gemel.moments.moving import leave
from gemel.moments.tests.saying import do, look
from gemel.sittings import EXERCISES, Exercise, Sitting, Tapped, Way, act, find, finish, start
from gemel.sittings.tables import sitting
from gemel.sittings.tests.phones import START, Memory, Walk
from gemel.store import new_id
from gemel.testing import Client, TestHouse

fill_registry()
LONG = bool(os.environ.get("GEMEL_LONG"))
STEPS, STEPS_KEPT = (200_000, 3_000) if LONG else (5_000, 150)
MOST = 8
SEED = int(os.environ.get("GEMEL_SEED", "0")) or None
every = pytest.mark.parametrize("name", sorted(EXERCISES.by_name))


def seed(name: str) -> int:
    return SEED or (Random().randrange(1, 2**31) if LONG else crc32(name.encode()))


@every
def test_two_phones_agree_whatever_happens(name: str) -> None:
    chosen, began = seed(name), time.perf_counter()
    exercise = EXERCISES.by_name[name]
    walk = Walk(Memory(exercise), Random(chosen))
    try:
        for times in range(1, MOST + 1):  # until every state was stood in
            walk.run(times * STEPS)
            if walk.seen == set(exercise.machine.states):
                break
    except Exception:
        print(f"GEMEL_SEED={chosen}, after {walk.steps}")
        raise
    took = time.perf_counter() - began
    print(f"{name}: {walk.steps.total():,} steps in {took:.1f} s, {len(walk.proven)} situations, {dict(walk.came)}")
    assert walk.seen == set(exercise.machine.states)


class Kept:
    """The same world through the real verbs, on the house's database."""

    def __init__(self, house: TestHouse, exercise: Exercise, ana: Client, ben: Client) -> None:
        self.house, self.exercise, self.clients = house, exercise, (ana, ben)
        self.id, self.now = b"", START
        self.people = [who.me() for who in self.clients]

    def do(self, seat: int, verb, *args, **more):  # type: ignore[no-untyped-def]
        return do(self.people[seat], verb, *args, house=self.house, **more)

    def start(self, seat: int, way: Way, first: int, times: dict[str, int] | None) -> None:
        if self.id:
            self.do(seat, finish, self.id, self.now)
        self.id = new_id()
        self.do(seat, start, self.exercise, way, self.now, id=self.id, times=times)

    def fetch(self, seat: int) -> Sitting:
        return look(self.people[seat], find, self.id, self.now, house=self.house)

    def act(self, seat: int, tapped: Tapped) -> tuple[Sitting, Sitting]:
        return self.do(seat, act, self.id, tapped, self.now)

    def interrupt(self, seat: int) -> None:
        """What is under way ends, or its end is written down."""
        self.do(seat, act, self.id, Tapped("stop", -1), self.now)
        self.do(seat, finish, self.id, self.now)

    def leaves(self, seat: int) -> None:
        self.do(seat, leave, self.now)
        self.people[1 - seat] = self.clients[1 - seat].me()


@every
def test_and_so_they_do_through_the_database(name: str, house: TestHouse, ana: Client, ben: Client) -> None:
    chosen = seed(name)
    world = Kept(house, EXERCISES.by_name[name], ana, ben)
    walk = Walk(world, Random(chosen), leaving=0)
    try:
        walk.run(STEPS_KEPT)
        walk.leaves()
    except Exception:
        print(f"GEMEL_SEED={chosen}, after {walk.steps}")
        raise
    with house.house.store.reading() as db:
        open_now = db.execute(sitting.select().where(sitting.c.ended_at.is_(None), sitting.c.live_at.is_not(None))).all()
    assert len(open_now) <= 1
    print(f"{name}: {walk.steps.total()} steps through the database")
