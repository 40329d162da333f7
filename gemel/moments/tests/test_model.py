"""Three people, every verb, any order, a clock that jumps: what each sees is what the oracle says.

`GEMEL_LONG=1` walks at least 100,000 steps.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from gemel.moments import (
    Body,
    NotYours,
    OnlyWider,
    TooLate,
    ask,
    draft,
    erase,
    hand_in,
    hand_in_draft,
    keep,
    lift,
    put,
    revise,
    schedule,
    share,
    take_back,
    widen,
)  # fmt: skip
from gemel.moments.moving import leave, settle_alone, step_inside
from gemel.moments.tests.oracle import Asked
from gemel.moments.tests.saying import Aside, Note, Prompt
from gemel.moments.tests.world import NAMES, World, taken_steps
from gemel.people import pairing
from gemel.people.errors import AlreadyTwo
from gemel.testing import TestHouse

LONG = bool(os.environ.get("GEMEL_LONG"))
EXAMPLES, STEPS = (3_000, 50) if LONG else (20, 25)

who = st.sampled_from(NAMES)
which = st.integers(0, 1_000)
jump = st.sampled_from([-40 * 86_400, -86_400, -3_600, 0, 1, 60, 3_600, 86_400, 40 * 86_400])
kind = st.sampled_from([Note, Aside])


class Model(World):
    @rule(jump=jump)
    def clock(self, jump: int) -> None:
        self.oracle.now += jump

    @rule(name=who)
    def asks(self, name: str) -> None:
        self.ask(name)

    def ask(self, name: str) -> bytes:
        me, id = self.oracle.people[name], self.new_id()
        self.do(name, ask, Prompt(words="?"), self.oracle.now, id=id)
        self.oracle.rounds[id] = Asked(me.home, me.home.epoch)
        return id

    def a_round(self, name: str, which: int) -> bytes:
        known = self.oracle.asked_of(self.oracle.people[name])
        return known[which % len(known)] if known else self.ask(name)

    @rule(name=who, kind=kind, deep=st.booleans())
    def keeps(self, name: str, kind: type[Body], deep: bool) -> None:
        body, id = self.body(kind), self.new_id()
        self.do(name, keep, body, self.oracle.now, id=id, deep=deep)
        self.heard(name, id, body, "private", self.today(), deep=deep)

    @rule(name=who, kind=kind)
    def shares(self, name: str, kind: type[Body]) -> None:
        body, id = self.body(kind), self.new_id()
        for _twice in range(2):
            self.do(name, share, body, self.oracle.now, id=id)
        self.heard(name, id, body, "shared", self.oracle.now, given=True, epoch=self.epoch(name))

    @rule(name=who, after=st.sampled_from([60, 86_400, 30 * 86_400]))
    def schedules(self, name: str, after: int) -> None:
        body, id, at = self.body(Note), self.new_id(), self.oracle.now + after
        self.do(name, schedule, body, self.oracle.now, id=id, opens_at=at)
        self.heard(name, id, body, "scheduled", at, opens_at=at, given=True, epoch=self.epoch(name))

    @rule(name=who, which=which)
    def drafts(self, name: str, which: int) -> None:
        body, id, round_id = self.body(Note), self.new_id(), self.a_round(name, which)
        first = not self.oracle.has_a_part(self.oracle.people[name], round_id)
        if self.attempt(first, TooLate, name, draft, body, self.oracle.now, id=id, round_id=round_id):
            self.heard(name, id, body, "both", self.today(), round=round_id)

    @rule(name=who, which=which, kind=kind)
    def hands_in(self, name: str, which: int, kind: type[Body]) -> None:
        body, id, round_id = self.body(kind), self.new_id(), self.a_round(name, which)
        first = not self.oracle.has_a_part(self.oracle.people[name], round_id)
        if self.attempt(first, TooLate, name, hand_in, body, self.oracle.now, id=id, round_id=round_id):
            more = {"round": round_id, "given": True, "epoch": self.epoch(name)}
            self.heard(name, id, body, "both", self.oracle.now, **more)

    @rule(name=who, which=which)
    def hands_in_a_draft(self, name: str, which: int) -> None:
        if found := self.one(name, which, mine=True):
            id, it = found
            allowed = it.mode == "both" and not it.given
            if self.attempt(allowed, TooLate, name, hand_in_draft, self.find(name, id), self.oracle.now):
                it.given, it.at, it.epoch = True, self.oracle.now, self.epoch(name)

    @rule(name=who, which=which, kind=kind)
    def revises(self, name: str, which: int, kind: type[Body]) -> None:
        if found := self.one(name, which, mine=True):
            (id, it), body = found, self.body(kind)
            if self.attempt(not it.given, TooLate, name, revise, self.find(name, id), body):
                it.words, it.kind = body.words, type(body).__name__.lower()

    @rule(name=who, which=which, later=st.sampled_from([None, None, -60, 0, 86_400]))
    def widens(self, name: str, which: int, later: int | None) -> None:
        if found := self.one(name, which, mine=True):
            id, it = found
            opens_at = None if later is None else self.oracle.now + later
            allowed, now = self.oracle.may_widen(it, opens_at), self.oracle.now
            if self.attempt(allowed, OnlyWider, name, widen, self.find(name, id), now, opens_at=opens_at):
                it.mode, it.at = ("shared", now) if opens_at is None else ("scheduled", opens_at)
                it.opens_at, it.given, it.deep, it.epoch = opens_at, True, False, self.epoch(name)

    @rule(name=who, which=which)
    def takes_back(self, name: str, which: int) -> None:
        if found := self.one(name, which, mine=True):
            id, it = found
            if self.attempt(it.given, TooLate, name, take_back, self.find(name, id), self.oracle.now):
                it.back = True

    @rule(name=who, which=which)
    def erases(self, name: str, which: int) -> None:
        if found := self.one(name, which, mine=True):
            id, it = found
            self.do(name, erase, self.find(name, id), self.oracle.now)
            self.oracle.marks = {one for one in self.oracle.marks if one[0] != id}
            it.erased = True
            if not (it.mode == "both" and it.given):
                del self.oracle.said[id]

    @rule(name=who, which=which)
    def meddles(self, name: str, which: int) -> None:
        """Nothing of another's can be changed, whatever the verb."""
        if found := self.one(name, which, mine=False):
            it, now = self.find(name, found[0]), self.oracle.now
            for verb in (hand_in_draft, widen, take_back, erase):
                self.refused(NotYours, name, verb, it, now)
            self.refused(NotYours, name, revise, it, self.body(Note))

    @rule(name=who, which=which, mine=st.booleans(), what=st.sampled_from(["thanked", "agreed", "closed", "done"]))
    def marks_it(self, name: str, which: int, mine: bool, what: str) -> None:
        if found := self.one(name, which, mine):
            self.do(name, put, self.find(name, found[0]), what, self.oracle.now)
            self.oracle.marks.add((found[0], what, name))

    @rule(name=who, which=which, mine=st.booleans(), what=st.sampled_from(["thanked", "done"]))
    def lifts_a_mark(self, name: str, which: int, mine: bool, what: str) -> None:
        if found := self.one(name, which, mine):
            self.do(name, lift, self.find(name, found[0]), what)
            self.oracle.marks.discard((found[0], what, name))

    @initialize(chapters=st.integers(0, 5), leaver=st.sampled_from(["Ana", "Ben"]))
    def begins(self, chapters: int, leaver: str) -> None:
        """Walks begin somewhere in this story: alone, in a couple, parted, settled, in a couple again."""
        stays = "Ben" if leaver == "Ana" else "Ana"
        story: list[Callable[[], None]] = [
            lambda: self.says("Ana"),
            lambda: self.pairs("Ana", "Ben", 4),
            lambda: self.part(leaver),
            lambda: self.settle(stays),
            lambda: self.pairs(stays, "Cleo", 4),
        ]
        for chapter in story[:chapters]:
            chapter()
            self.says(stays)

    def says(self, name: str) -> None:
        self.shares(name, Note)
        self.hands_in(name, 0, Note)

    @precondition(lambda self: len(self.alone()) > 1)
    @rule(which=which, upto=st.sampled_from([1, 2, 3, 4, 4, 4, 4]))
    def meet(self, which: int, upto: int) -> None:
        """Two who are alone pair, through the steps that two phones take, or only some of them."""
        alone = self.alone()
        host = alone.pop(which % len(alone))
        self.pairs(host, alone[which % len(alone)], upto)

    def alone(self) -> list[str]:
        return [name for name, one in self.oracle.people.items() if self.oracle.alone(one)]

    def two(self) -> list[str]:
        return [name for name in NAMES if name not in self.alone()]

    def pairs(self, name: str, other: str, upto: int) -> None:
        host, guest, now = self.oracle.people[name], self.oracle.people[other], self.oracle.now
        self.do(name, pairing.invite, "come", now)
        if upto > 1:
            self.do(other, pairing.take, self.reads(name, pairing.mine).token, now)
        if upto > 2:
            self.do(name, pairing.confirm, self.reads(other, pairing.taken_by).code, now)
            self.oracle.confirmed(host)
        if upto > 3:
            self.do(other, step_inside, now)
            self.oracle.joined(host, guest)

    @precondition(lambda self: self.two())
    @rule(which=which)
    def one_of_two_neither_invites_nor_steps_in(self, which: int) -> None:
        for verb, *args in ((pairing.invite, "come"), (pairing.take, bytes(16)), (step_inside,)):
            self.refused(AlreadyTwo, self.two()[which % 2], verb, *args, self.oracle.now)

    def reads(self, name: str, reader: Callable[..., Any]) -> Any:
        with self.store.reading() as db:
            return reader(db, self.me(name), self.oracle.now)

    @precondition(lambda self: self.two())
    @rule(which=which)
    def leaves(self, which: int) -> None:
        self.part(self.two()[which % 2])

    def part(self, name: str) -> None:
        self.do(name, leave, self.oracle.now)
        self.oracle.left(self.oracle.people[name])

    @precondition(lambda self: self.alone())
    @rule(which=which)
    def leaves_nobody(self, which: int) -> None:
        self.do(self.alone()[which % len(self.alone())], leave, self.oracle.now)

    @precondition(lambda self: self.left_behind())
    @rule(which=which)
    def settles(self, which: int) -> None:
        """What the next visit does for somebody whose partner is gone, or never came."""
        self.settle(self.left_behind()[which % len(self.left_behind())])

    def settle(self, name: str) -> None:
        self.do(name, settle_alone)
        self.oracle.settled(self.oracle.people[name])

    def left_behind(self) -> list[str]:
        return [name for name in self.alone() if self.oracle.people[name].partner_pinned]


def test_what_everybody_sees_is_what_the_oracle_says(house: TestHouse) -> None:
    walk = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    taken_steps.clear()
    run_state_machine_as_test(lambda: Model(house), settings=walk)
    assert taken_steps["steps"] >= (100_000 if LONG else 300)
