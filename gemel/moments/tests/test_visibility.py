"""Who sees what: every mode, every reader, before and after the event that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from gemel.moments import (
    Meeting,
    Moment,
    NotHere,
    TooLate,
    asked_lately,
    erase,
    find,
    in_rounds,
    meetings,
    of_kind,
    search,
    take_back,
    timeline,
    widen,
)  # fmt: skip
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import (
    DAY,
    as_of,
    asked,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    lock_private_pages,
    look,
    now,
    open_private_pages,
    said,
    scheduled,
    sees,
    shared,
)  # fmt: skip
from gemel.people.person import Keys
from gemel.store import new_id
from gemel.testing import Client, TestHouse

# Ana writes. Ben is her partner, Eli was before Ben, Cleo is a stranger, and nobody has no account.
# «yes»: the words. «shut»: that something is there, but not its words. «-»: nothing at all.
TABLE = """
                          | before                     | after
                          | Ana   Ben  Eli Cleo nobody | Ana   Ben  Eli Cleo nobody
own                       | yes    -    -    -    -    | yes   yes   -    -    -     Ana opens it
own, taken back           | yes    -    -    -    -    | yes    -    -    -    -
own, erased               |  -     -    -    -    -    |  -     -    -    -    -
deep                      | shut   -    -    -    -    | yes   yes   -    -    -     Ana opens it
deep, taken back          | shut   -    -    -    -    | yes    -    -    -    -
deep, erased              |  -     -    -    -    -    |  -     -    -    -    -
draft                     | yes    -    -    -    -    | yes    -    -    -    -     Ben hands in
draft, taken back         | yes    -    -    -    -    | yes    -    -    -    -
draft, erased             |  -     -    -    -    -    |  -     -    -    -    -
handed in                 | yes    -    -    -    -    | yes   yes   -    -    -     Ben hands in
handed in, taken back     | yes    -    -    -    -    | yes    -    -    -    -
handed in, erased         |  -     -    -    -    -    |  -     -    -    -    -
scheduled                 | yes    -    -    -    -    | yes   yes   -    -    -     its time comes
scheduled, taken back     | yes    -    -    -    -    | yes    -    -    -    -
scheduled, erased         |  -     -    -    -    -    |  -     -    -    -    -
shared                    | yes   yes   -    -    -    | yes   yes   -    -    -     a day goes by
shared, taken back        | yes    -    -    -    -    | yes    -    -    -    -
shared, erased            |  -     -    -    -    -    |  -     -    -    -    -
alone: own                | yes    -    -    -    -    | yes    -    -    -    -     Ben joins
alone: deep               | shut   -    -    -    -    | shut   -    -    -    -
alone: draft              | yes    -    -    -    -    | yes    -    -    -    -
alone: handed in          | yes    -    -    -    -    | yes    -    -    -    -     Ben joins, and hands in
alone: scheduled          | yes    -    -    -    -    | yes    -    -    -    -     Ben joins, its time comes
alone: shared             | yes    -    -    -    -    | yes    -    -    -    -     Ben joins
alone: shared, taken back | yes    -    -    -    -    | yes    -    -    -    -
alone: shared, erased     |  -     -    -    -    -    |  -     -    -    -    -
"""
WHO = ("Ana", "Ben", "Eli", "Cleo", "nobody")


def halves() -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in TABLE.strip().splitlines()[2:]:
        state, before, after = line.split("|")
        yield state.strip(), "before", dict(zip(WHO, before.split(), strict=True))
        yield state.strip(), "after", dict(zip(WHO, after.split()[: len(WHO)], strict=True))


@dataclass
class Scene:
    """Ana, after Eli and with Ben, and what she wrote: alone before Ben came, or with him."""

    house: TestHouse
    state: str
    people: dict[str, Client]
    round: bytes = b""
    moment: bytes = b""

    @property
    def alone(self) -> bool:
        return self.state.startswith("alone: ")

    @property
    def mode(self) -> str:
        return self.state.removeprefix("alone: ").partition(",")[0]

    def begin(self) -> None:
        ana = self.people["Ana"]
        if not self.alone:
            self.house.pair(ana, self.people["Ben"])
        self.round = asked(ana)
        self.moment = WRITTEN[self.mode](ana, self.round)

    def event(self) -> None:
        if self.alone:
            self.house.pair(self.people["Ana"], self.people["Ben"])
        if self.mode in {"draft", "handed in"}:
            handed(self.people["Ben"], self.round, "a pebble")
        if self.mode in {"scheduled", "shared"}:
            self.house.clock.forward(days=1)
        if self.mode in {"own", "deep"} and not self.alone:
            change_now(open_private_pages(self.people["Ana"]), widen, self.moment)
            lock_private_pages(self.people["Ana"])

    def undo(self) -> None:
        ana, how = self.people["Ana"], self.state.rpartition(", ")[2]
        if how == "erased":
            change_now(ana, erase, self.moment)
        if how == "taken back":
            with suppress(TooLate):  # what was never given cannot be taken back
                change_now(ana, take_back, self.moment)

    def seen_by(self, name: str) -> str:
        if name == "nobody":
            nobody = as_of(self.house, new_id(), self.people["Ana"].me().couple, Keys(bytes(32), bytes(32)))
            return "-" if nobody is None else "somebody"
        who = self.people[name]
        expected = {it.id: it for it in everything(who)}.get(self.moment)
        self.check_every_reader(who, expected)
        if expected is None:
            return "-"
        return {"lighthouse": "yes", "Locked": "shut"}[said(expected)]

    def check_every_reader(self, who: Client, it: Moment | None) -> None:
        """Whatever reads moments agrees with the rule."""
        its_time_has_come = it is not None and it.at <= now(who)
        in_round = it is not None and it.round is not None
        assert self.found(who) == it
        assert self.reads(look(who, of_kind, now(who), "note", "aside")) == (it is not None)
        assert self.reads(look(who, timeline, now(who)).moments) == its_time_has_come
        assert self.reads(look(who, search, now(who), "light").moments) == (its_time_has_come and said(it) == "lighthouse")
        assert self.reads(look(who, in_rounds, now(who), [self.round])) == in_round
        lately = look(who, asked_lately, now(who), "prompt")
        parts = [part for one in look(who, meetings, now(who), lately, Meeting) for part in one.parts]
        assert self.reads(parts) == (in_round and self.round in {one.id for one in lately})

    def found(self, who: Client) -> Moment | None:
        try:
            return found(who, self.moment)
        except NotHere:
            return None

    def reads(self, several: list[Moment]) -> bool:
        return self.moment in {it.id for it in several}


WRITTEN = {
    "own": lambda ana, _round: kept(ana),
    "deep": lambda ana, _round: kept(ana, deep=True),
    "draft": drafted,
    "handed in": handed,
    "scheduled": lambda ana, _round: scheduled(ana, after=DAY),
    "shared": lambda ana, _round: shared(ana),
}


@pytest.fixture
def people(house: TestHouse) -> dict[str, Client]:
    everybody = {name: house.person(name) for name in WHO[:4]}
    house.pair(everybody["Ana"], everybody["Eli"])
    do(everybody["Eli"], leave, house.clock.now)
    do(everybody["Ana"], settle_alone)
    return everybody


@pytest.mark.parametrize(("state", "when", "expected"), halves())
def test_who_sees_what(
    house: TestHouse, people: dict[str, Client], state: str, when: str, expected: dict[str, str]
) -> None:
    scene = Scene(house, state, people)
    scene.begin()
    if when == "after":
        scene.event()
    scene.undo()
    assert {name: scene.seen_by(name) for name in WHO} == expected


@pytest.mark.parametrize("mode", ["own", "draft", "handed in", "scheduled", "shared"])
@pytest.mark.parametrize("how", ["taken back", "erased"])
def test_what_was_withdrawn_first_is_not_opened_by_its_event(
    house: TestHouse, people: dict[str, Client], mode: str, how: str
) -> None:
    scene = Scene(house, f"{mode}, {how}", people)
    scene.begin()
    scene.undo()
    if mode != "own":  # there is nothing left to widen
        scene.event()
    assert scene.seen_by("Ben") == "-"


def test_a_couple_that_parted_sees_nothing_of_each_other(ana: Client, ben: Client) -> None:
    shared(ana, "from Ana")
    shared(ben, "from Ben")
    do(ben, leave, now(ben))
    assert {said(it) for it in everything(ana)} == {"from Ana"}
    assert {said(it) for it in everything(ben)} == {"from Ben"}


def test_what_was_shared_alone_opens_when_its_author_says_so(house: TestHouse, cleo: Client) -> None:
    ben, moment = house.person("Ben"), shared(cleo)
    house.pair(cleo, ben)
    assert moment not in sees(ben)
    change_now(cleo, widen, moment)
    assert said(found(ben, moment)) == "lighthouse"


def test_a_draft_opens_no_answer(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    answer = handed(ana, round_id)
    drafted(ben, round_id)
    assert answer not in sees(ben)


def test_something_else_said_in_a_round_opens_no_answer(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    answer = handed(ana, round_id)
    shared(ben, round_id=round_id)
    assert answer not in sees(ben)


def test_a_hand_in_opens_no_other_round(ana: Client, ben: Client) -> None:
    answer = handed(ana, asked(ana))
    handed(ben, asked(ana))
    assert answer not in sees(ben)


def test_what_is_scheduled_opens_at_its_second(house: TestHouse, ana: Client, ben: Client) -> None:
    moment = scheduled(ana, after=60)
    house.clock.forward(seconds=59)
    assert moment not in sees(ben)
    house.clock.forward(seconds=1)
    assert moment in sees(ben)


def test_taking_back_after_reading_does_not_shut_the_other_answer(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    one, other = handed(ana, round_id), handed(ben, round_id)
    change_now(ana, take_back, one)
    assert sees(ana) == {one, other}
    assert sees(ben) == {other}


def test_erasing_after_reading_does_not_shut_the_other_answer(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    one, other = handed(ana, round_id), handed(ben, round_id)
    change_now(ana, erase, one)
    assert sees(ana) == {other} == sees(ben)


def test_a_clock_that_jumps_back_shuts_what_was_scheduled(house: TestHouse, ana: Client, ben: Client) -> None:
    moment = scheduled(ana)
    house.clock.forward(days=2)
    assert moment in sees(ben)
    house.clock.forward(days=-2)
    assert moment not in sees(ben)


def test_hidden_and_absent_are_told_alike(ana: Client, ben: Client) -> None:
    hidden = kept(ana)
    for moment_id in (hidden, new_id()):
        with pytest.raises(NotHere) as refused:
            look(ben, find, now(ben), moment_id)
        assert refused.value.args == ()
