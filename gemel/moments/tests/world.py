"""Three people in a house and an oracle beside it; what must be true of both after every step."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import Row, select

from gemel import testing
from gemel.moments import Body, counts, find, marks, rounds, timeline
from gemel.moments.moment import open_all, opened, place
from gemel.moments.tables import moment
from gemel.moments.tests.conftest import prepare
from gemel.moments.tests.oracle import Oracle, Said, Somebody
from gemel.moments.visibility import visible_to
from gemel.people import account
from gemel.people.person import Keys, Person, load
from gemel.people.profile import Profile
from gemel.testing import PASSPHRASE, START, TEST_COST, TestHouse
from gemel.vault import SealedRow, Tampered, open_row

NAMES = ("Ana", "Ben", "Cleo")
taken_steps: Counter[str] = Counter()


class World(RuleBasedStateMachine):
    def __init__(self, house: TestHouse) -> None:
        super().__init__()
        self.house, self.store = house, house.house.store
        testing.empty(house.house)
        house.clock.now = START
        self.oracle = Oracle({name: Somebody(name) for name in NAMES}, START)
        self.accounts = {name: self.sign_up(name) for name in NAMES}
        self.words = self.ids = 0
        self.loaded: dict[str, Person] = {}

    def sign_up(self, name: str) -> tuple[bytes, Keys]:
        new = prepare(Profile(name=name), PASSPHRASE, TEST_COST, self.house.house.settings.pepper)
        with self.store.writing() as db:
            account.sign_up(db, new, START)
        return new.person, new.keys  # with the private key: every page can be compared

    # Who and what

    def me(self, name: str) -> Person:
        if name not in self.loaded:
            self.loaded[name] = self.load(name)
        return self.loaded[name]

    def load(self, name: str) -> Person:
        person, keys = self.accounts[name]
        with self.store.reading() as db:
            couple = account.couple_of(db, person)
            found = None if couple is None else load(db, person, couple, keys)
        assert found is not None
        return found

    def do(self, name: str, verb: Callable[..., Any], *args: Any, **more: Any) -> Any:
        me = self.me(name)
        self.loaded.clear()
        with self.store.writing() as db:
            return verb(db, me, *args, **more)

    def refused(self, kind: type[Exception], name: str, verb: Callable[..., Any], *args: Any, **more: Any) -> None:
        with pytest.raises(kind):
            self.do(name, verb, *args, **more)

    def attempt(self, allowed: bool, otherwise: type[Exception], name: str, verb: Callable[..., Any],
                *args: Any, **more: Any) -> bool:  # fmt: skip
        if allowed:
            self.do(name, verb, *args, **more)
        else:
            self.refused(otherwise, name, verb, *args, **more)
        return allowed

    def new_id(self) -> bytes:
        """Ids that are the same in every replay, and in no order."""
        self.ids += 1
        return hashlib.sha256(b"%d" % self.ids).digest()[:16]

    def body(self, sort: type[Any]) -> Any:
        self.words += 1
        return sort(words=f"words {self.words}")

    def heard(self, name: str, id: bytes, body: Body, mode: str, at: int, **more: Any) -> None:
        author = self.oracle.people[name]
        kind = type(body).__name__.lower()
        self.oracle.said[id] = Said(author, author.home, body.words, kind, mode, at, **more)  # type: ignore[attr-defined]

    def epoch(self, name: str) -> int:
        return self.oracle.people[name].home.epoch

    def today(self) -> int:
        return self.oracle.now - self.oracle.now % 86_400

    def one(self, name: str, which: int, mine: bool) -> tuple[bytes, Said] | None:
        """One of the moments that this person sees, theirs or not."""
        me = self.oracle.people[name]
        seen = [(key, it) for key, it in self.oracle.visible(me).items() if (it.author is me) == mine]
        return seen[which % len(seen)] if seen else None

    def find(self, name: str, id: bytes) -> Any:
        with self.store.reading() as db:
            return find(db, self.me(name), self.oracle.now, id)

    # What is true after every step

    @invariant()
    def as_the_oracle_says(self) -> None:
        taken_steps["steps"] += 1
        everything = self.rows()
        for name, somebody in self.oracle.people.items():
            me = self.me(name)
            assert me.alone == self.oracle.alone(somebody)
            assert set(me.keyring.epochs) == somebody.epochs
            self.sees_what_the_oracle_says(me, somebody)
            self.opens_what_the_oracle_says(me, somebody, everything)
        self.one_hand_in_each(everything)

    def sees_what_the_oracle_says(self, me: Person, somebody: Somebody) -> None:
        now, expected = self.oracle.now, self.oracle.visible(somebody)
        with self.store.reading() as db:
            seen = {it.id: it for it in open_all(me, db.execute(visible_to(me, now)))}
            page = timeline(db, me, now)
            assert counts(db, me, now) == self.oracle.counts(somebody)
            assert {one.id for one in rounds(db, me, "prompt")} == set(self.oracle.asked_of(somebody))
            put_on = marks(db, me, list(seen))
        assert {id: it.body.words for id, it in seen.items()} == {id: it.words for id, it in expected.items()}  # type: ignore[attr-defined]
        assert all(it.mine == (expected[id].author is somebody) for id, it in seen.items())
        assert [it.id for it in page.moments] == self.oracle.timeline(somebody)[:20]
        names = {person: name for name, (person, _keys) in self.accounts.items()}
        found = {(id, what, names[by]) for id, several in put_on.items() for what, by in several}
        assert found == self.oracle.marks_for(somebody, set(seen))

    def opens_what_the_oracle_says(self, me: Person, somebody: Somebody, everything: list[Row[Any]]) -> None:
        """Whatever key of theirs is tried on whatever row, only what they may hold opens."""
        for row in everything:
            may = self.oracle.can_open(somebody, self.oracle.said[bytes(row.id)])
            assert opened(me, row).readable == may
            assert may or not any(opens(row, key) for key in (me.keys.account, *me.keyring.epochs.values()))

    def one_hand_in_each(self, everything: list[Row[Any]]) -> None:
        with self.store.reading() as db:
            query = select(moment.c.couple_id, moment.c.round_id, moment.c.author_id).where(moment.c.mode == "both")
            parts = Counter(db.execute(query).all())
        assert all(number == 1 for number in parts.values())

    def rows(self) -> list[Row[Any]]:
        with self.store.reading() as db:
            return list(db.execute(select(moment).where(moment.c.wrapped.is_not(None))).all())


def opens(row: Row[Any], key: bytes) -> bool:
    try:
        open_row(SealedRow(bytes(row.sealed), bytes(row.wrapped)), place(row, bytes(row.couple_id)), key)
    except Tampered:
        return False
    return True
