"""Both at the same moment, each on a phone of their own: one result, and nobody's tap is lost."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from gemel.moments.moving import leave
from gemel.moments.tests.saying import do, now
from gemel.moments.tests.test_at_once import at_once
from gemel.people.person import Person
from gemel.sittings import Exercise, Sitting, Tapped, act, find, start
from gemel.sittings.tests.doing import begun, rows, seen, speaking, tapped, under_way
from gemel.store import new_id
from gemel.testing import START, Client, TestHouse

ROUNDS = 50


class Phones:
    """Two people as their requests would load them, before either is answered."""

    def __init__(self, ana: Client, ben: Client) -> None:
        self.house, self.people = ana.house, (ana.me(), ben.me())

    def act(self, me: Person, it: Sitting, name: str, value: str = "") -> tuple[Sitting, Sitting]:
        return do(me, act, it.id, Tapped(name, it.version, value), self.house.clock.now, house=self.house)

    def both(self, it: Sitting, *taps: tuple[int, str, str]) -> Counter[str]:
        """Each tap from a thread of its own, all on the same page; which of them changed something."""
        moved: Counter[str] = Counter()

        def tap(seat: int, name: str, value: str) -> None:
            before, after = self.act(self.people[seat], it, name, value)
            moved[name] += before != after

        came = at_once([partial(tap, *one) for one in taps])
        assert came == {"done": len(taps)}
        return moved


@pytest.fixture
def phones(ana: Client, ben: Client) -> Phones:
    return Phones(ana, ben)


def test_one_of_two_taps_wins(ana: Client, ben: Client, talk: Exercise, phones: Phones) -> None:
    """The speaker says that was all, the listener that it was heard: one of the two, and both see which."""
    it, speaker, _listener = speaking(ana, ben, talk)
    won: Counter[str] = Counter()
    for _round in range(ROUNDS):
        if seen(ana, it).state.name != "floor":
            it, speaker, _listener = speaking(ana, ben, talk)
        page = tapped(speaker, it, "done")
        seat = speaker.me().seat
        moved = phones.both(page, (seat, "all", ""), (1 - seat, "yes", ""))
        after = seen(ana, it)
        assert moved.total() == 1
        assert (after.state.name == "floor") == bool(moved["yes"])
        assert after.version == page.version + 1 and seen(ben, it).phase == after.phase
        won += moved
        if after.state.name == "swap":
            tapped(ana, it, "stop")
            ana.house.clock.forward(seconds=1)
    print(f"{ROUNDS} rounds: {dict(won)}")


def test_two_private_taps_at_once_both_count(ana: Client, ben: Client, talk: Exercise, phones: Phones) -> None:
    for _round in range(ROUNDS):
        it = under_way(ana, ben, talk)
        assert phones.both(it, (0, "pick", "a"), (1, "pick", "b")) == {"pick": 2}
        after = seen(ana, it)
        assert (after.state.name, after.phase.values, after.version) == ("floor", {"topic.0": "a", "topic.1": "b"}, it.version + 1)
        tapped(ben, it, "stop")


def test_the_same_tap_sent_many_times_at_once_is_one(ana: Client, ben: Client, talk: Exercise, phones: Phones) -> None:
    it, speaker, _listener = speaking(ana, ben, talk)
    assert phones.both(it, *[(speaker.me().seat, "done", "")] * 8) == {"done": 1}
    assert seen(ben, it).state.name == "check"


def test_both_ask_for_the_same_at_once(ana: Client, ben: Client, talk: Exercise, house: TestHouse, phones: Phones) -> None:
    for _round in range(ROUNDS // 5):
        asking = [partial(do, me, start, talk, "phones", START, id=new_id(), house=house) for me in phones.people]
        assert at_once(asking) == {"done": 2}
        (row,) = [row for row in rows(house) if row.ended_at is None]
        it = seen(ana, bytes(row.id))
        assert it.state.name == "ready"
        tapped(ana, it, "stop")


def test_two_different_things_at_once_are_one(ana: Client, ben: Client, talk: Exercise, quiet: Exercise, house: TestHouse, phones: Phones) -> None:
    for _round in range(ROUNDS // 5):
        ready = tapped(ben, begun(ana, talk), "now")
        tapped(ana, ready, "ready")
        one, other = phones.people
        came = at_once([
            partial(phones.act, other, ready, "ready"),
            partial(do, one, start, quiet, "phones", now(ana), id=new_id(), house=house),
        ])  # fmt: skip
        assert came == {"done": 1, "Occupied": 1}
        (live,) = [row for row in rows(house) if row.ended_at is None and row.live_at is not None]
        tapped(ana, bytes(live.id), "stop")
        if not seen(ana, ready).over:
            tapped(ana, ready, "stop")


def test_a_pause_and_a_tap_at_once(ana: Client, ben: Client, talk: Exercise, calm: Exercise, house: TestHouse, phones: Phones) -> None:
    for _round in range(ROUNDS // 5):
        it, speaker, listener = speaking(ana, ben, talk)
        me, other = (phones.people[who.me().seat] for who in (speaker, listener))
        times = {"back": START + 1800}
        came = at_once([
            partial(phones.act, me, it, "done"),
            partial(do, other, start, calm, "phones", START, id=new_id(), times=times, house=house),
        ])  # fmt: skip
        assert came == {"done": 2}
        assert seen(ana, it).state.name == "early"
        (live,) = [row for row in rows(house) if row.ended_at is None]
        tapped(ana, bytes(live.id), "stop")


def test_a_tap_while_the_other_leaves(house: TestHouse, talk: Exercise) -> None:
    for number in range(10):
        ana, ben = house.couple(f"Ana {number}", f"Ben {number}")
        it = under_way(ana, ben, talk)
        phones = Phones(ana, ben)
        one, other = phones.people
        came = at_once([
            partial(phones.act, one, it, "pass"), partial(phones.act, other, it, "pick", "a"),
            partial(do, other, leave, START, house=house),
        ])  # fmt: skip
        assert came in ({"done": 3}, {"done": 2, "NoSitting": 1})
        assert seen(ana, it).state.name == "early"


def test_one_phone_in_two_hands_at_once(ana: Client, ben: Client, talk: Exercise, phones: Phones) -> None:
    """The page is open in two places; one cover, lifted once."""
    it = tapped(ana, begun(ana, talk, "one"), "ready")
    covered = tapped(ana, it, "pick", "a")
    assert covered.phase.covered
    assert phones.both(covered, (0, "uncover", ""), (1, "uncover", "")) == {"uncover": 1}
    assert not do(ben, find, it.id, START).phase.covered
