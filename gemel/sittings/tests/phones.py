"""Two people and three phones in a world of unsure wires: each phone holds only what it last fetched.

`Memory` keeps a sitting as the database would, with the kernel's own pure functions; `Walk` taps at random.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Protocol

from gemel.sittings import Exercise, NoSitting, Sitting, Tapped, Way
from gemel.sittings.machine import SEATS
from gemel.sittings.phase import Phase, begin, deadline, ended_early, settle, step
from gemel.sittings.verbs import _after

START = 1_789_984_800
FAR = 400 * 86_400
JUMPS = (*[1, 2, 5, 11, 20, 35, 60, 90] * 6, 300, 700, 1_300, 2_000, 3_600, 86_400, 3 * 86_400, 20 * 86_400)
SELDOM = {"stop": 0.96, "pass": 0.8, "not_now": 0.8, "time": 0.7}
"""How often somebody thinks better of it: walks go deeper so."""
BACK = (-1, -30, -3_600, -86_400)


class World(Protocol):
    """Where sittings are kept: in memory, or in a database."""

    exercise: Exercise
    now: int

    def start(self, seat: int, way: Way, first: int, times: dict[str, int] | None) -> None: ...
    def fetch(self, seat: int) -> Sitting: ...
    def act(self, seat: int, tapped: Tapped) -> tuple[Sitting, Sitting]: ...
    def interrupt(self, seat: int) -> None: ...
    def leaves(self, seat: int) -> None: ...


class Memory:
    """As `verbs` does it, without a database: one row, one counter for the couple."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.now = exercise, START
        self.phase: Phase | None = None
        self.version = self.live_version = self.revision = 0
        self.gone: int | None = None

    def start(self, seat: int, way: Way, first: int, times: dict[str, int] | None) -> None:
        self.phase, self.gone, self.revision = begin(self.exercise.machine, seat, first, way, self.now, times), None, 0
        self.version = self.live_version = self.live_version + 1

    def fetch(self, seat: int) -> Sitting:
        if self.phase is None or seat == self.gone:
            raise NoSitting
        machine, kept = self.exercise.machine, self.phase
        phase = settle(machine, kept, max(self.now, kept.touched))
        if self.gone is not None and not machine.states[phase.state].end:
            phase = ended_early(machine, phase, self.now)
        version = self.version + phase.moves - kept.moves
        return Sitting(b"", self.exercise, phase, version, self.revision, 1, START, None, None, seat, False)

    def act(self, seat: int, tapped: Tapped) -> tuple[Sitting, Sitting]:
        before = self.fetch(seat)
        phase = _after(before, tapped, self.now)
        if phase is None:
            return before, before
        self._save(before, phase)
        return before, self.fetch(seat)

    def _save(self, it: Sitting, phase: Phase) -> None:
        if phase.moves != it.phase.moves:
            self.version = self.live_version = max(self.live_version, it.version) + 1
        else:
            self.version = it.version
        self.phase, self.revision = phase, self.revision + 1

    def interrupt(self, seat: int) -> None:
        """A pause is called, or the clock's end is written down by somebody who looks."""
        it = self.fetch(seat)
        self._save(it, it.phase if it.over else ended_early(self.exercise.machine, it.phase, self.now))
        self.live_version += 1

    def leaves(self, seat: int) -> None:
        self.gone = seat


@dataclass
class Device:
    seat: int
    page: Sitting | None = None
    fetched: int = 0
    """How often the clock had gone back when this page was fetched."""
    told: int = 0
    """The newest version of this sitting that this phone has been shown."""


@dataclass
class Walk:
    world: World
    random: Random
    leaving: float = 0.0005
    devices: list[Device] = field(default_factory=lambda: [Device(0), Device(1), Device(0), Device(1)])
    wires: list[tuple[Device, Tapped, Sitting, int]] = field(default_factory=list)
    """Taps on their way: of them some come late, twice or never."""
    steps: Counter[str] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)
    """What came of the steps: taps that counted, sittings that ended."""
    back: int = 0
    left: int | None = None
    proven: set[object] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def run(self, number: int) -> None:
        self.begins()
        moves = self.moves()
        names, weights = list(moves), [weight for weight, _move in moves.values()]
        while self.steps.total() < number:
            name = self.random.choices(names, weights)[0]
            self.steps[name] += 1
            moves[name][1]()
            self.agree()

    def moves(self) -> dict[str, tuple[float, Callable[[], object]]]:
        return {
            "taps": (30, self.taps), "arrives": (40, self.arrives), "lost": (2, self.lost), "twice": (4, self.twice),
            "forged": (3, self.forged), "reconnects": (5, self.reconnects), "clock": (8, self.clock),
            "back": (0.3, self.clock_back), "interrupted": (0.1, self.interrupted), "leaves": (self.leaving * 100, self.leaves),
        }  # fmt: skip

    # What happens

    def begins(self) -> None:
        one, way = self.world.exercise, self.random.choice(self.world.exercise.ways)
        times = {one.time.time: self.world.now + 60 * one.time.least} if one.time else {"back": self.world.now + 1800}
        self.world.start(self.random.choice(SEATS), way, self.random.choice(SEATS), times if not one.machine.asks else None)
        self.wires.clear()
        self.left = None
        for device in self.devices:
            device.page, device.told = None, 0
            self.fetched(device)

    def fetched(self, device: Device) -> Sitting | None:
        if device.seat == self.left:
            try:
                self.world.fetch(device.seat)
            except NoSitting:
                return None
            raise AssertionError("who left still has a seat")
        self.shown(device, self.world.fetch(device.seat))
        return device.page

    def shown(self, device: Device, page: Sitting) -> None:
        """A page reaches a phone: never an older one than it had, unless the clock itself went back."""
        assert page.version >= device.told or device.fetched != self.back or self.left is not None
        device.page, device.fetched, device.told = page, self.back, page.version
        self.seen.add(page.state.name)

    def taps(self) -> None:
        """Somebody taps what their page offers; most often somebody whose page offers more than to wait."""
        pages = [(device, device.page, taps_of(device.page)) for device in self.devices if device.page is not None]
        busy = [one for one in pages if {name for name, _value in one[2]} - {"pass", "stop"}]
        device, page, offered = self.random.choice(busy if busy and self.random.random() < 0.9 else pages)
        if offered:
            name, value = self.random.choice(offered)
            if self.random.random() >= SELDOM.get(name, 0):
                self.wires.append((device, Tapped(name, page.version, value), page, self.back))

    def arrives(self) -> None:
        """A tap comes through, soon or late; the answer may get lost."""
        if self.wires:
            one = self.wires.pop(0 if self.random.random() < 0.85 else self.random.randrange(len(self.wires)))
            self.acts(*one, answered=self.random.random() < 0.8)

    def lost(self) -> None:
        if self.wires:
            self.wires.pop(self.random.randrange(len(self.wires)))

    def twice(self) -> None:
        """A tap comes through twice: the second changes nothing."""
        if self.wires:
            device, tapped, page, back = self.wires.pop(0)
            self.acts(device, tapped, page, back, answered=False)
            if device.seat != self.left:
                before, after = self.world.act(device.seat, tapped)
                assert before == after

    def acts(self, device: Device, tapped: Tapped, page: Sitting, back: int, *, answered: bool) -> None:
        if device.seat == self.left:
            try:
                self.world.act(device.seat, tapped)
            except NoSitting:
                return
            raise AssertionError("who left still taps")
        other = self.look(1 - device.seat)
        before, after = self.world.act(device.seat, tapped)
        if before.version != tapped.version and tapped.name != "stop":
            assert before == after, "a stale tap changed something"
        elif before != after and tapped.name != "stop" and back == self.back:
            assert before.phase.state == page.phase.state, "a page of another state was taken for this one"
        if before != after:
            self.came["counted"] += 1
            self.changed(device.seat, before, after, other)
            self.heard()
        if answered:
            self.shown(device, after)
            self.kept(device.seat, after)

    def heard(self) -> None:
        """Most phones are told that something changed, and look; now and then one does not hear of it."""
        for device in self.devices:
            if self.random.random() < 0.8:
                self.fetched(device)

    def changed(self, seat: int, before: Sitting, after: Sitting, other: Sitting | None) -> None:
        if after.phase.moves != before.phase.moves:
            assert after.version > before.version
            return
        assert after.version == before.version and after.waited and not before.waited
        if other is not None:
            now = self.world.fetch(1 - seat)
            assert (now.version, now.state, now.card, now.waited) == (other.version, other.state, other.card, other.waited)

    def look(self, seat: int) -> Sitting | None:
        return None if seat == self.left else self.world.fetch(seat)

    def kept(self, seat: int, told: Sitting) -> None:
        """What was answered is there for whoever asks next."""
        assert self.world.fetch(seat) == told

    def forged(self) -> None:
        """Something no page offers: it changes nothing, or is a tap that this state has anyway."""
        device = self.random.choice([one for one in self.devices if one.seat != self.left])
        now = self.world.fetch(device.seat)
        machine = self.world.exercise.machine
        names = [tap for state in machine.states.values() for tap in state.taps] + ["uncover", "", "early", "PASS"]
        tapped = Tapped(self.random.choice(names), now.version, self.random.choice(["", "0", "-5", "zzz", "999999999"]))
        before, after = self.world.act(device.seat, tapped)
        either = {tap.name for tap in now.state.taps.values() if tap.actor == "either"}  # also who waits already
        allowed = {name for name, _value in taps_of(now)} | either
        assert before == after or tapped.name in allowed, tapped

    def reconnects(self) -> None:
        self.fetched(self.random.choice(self.devices))

    def clock(self) -> None:
        """Time goes on: by some seconds, by days, or just to where a phone's countdown ends."""
        due = next((device.page.due for device in self.devices if device.page is not None), None)
        to_it = due is not None and due > self.world.now and self.random.random() < 0.3
        self.world.now = due if to_it else self.world.now + self.random.choice(JUMPS)  # type: ignore[assignment]

    def clock_back(self) -> None:
        self.world.now += self.random.choice(BACK)
        self.back += 1

    def interrupted(self) -> None:
        seat = self.random.choice([seat for seat in SEATS if seat != self.left])
        self.world.interrupt(seat)
        assert self.world.fetch(seat).over

    def leaves(self) -> None:
        if self.left is None:
            seat = self.random.choice(SEATS)
            self.world.leaves(seat)
            self.left = seat
            assert self.world.fetch(1 - seat).over

    # What is true after every step

    def agree(self) -> None:
        seats = [seat for seat in SEATS if seat != self.left]
        views = [self.world.fetch(seat) for seat in seats]
        one = views[0]
        assert all((it.phase, it.version) == (one.phase, one.version) for it in views)
        if one.over:
            assert not (one.phase.values or one.phase.counts or one.phase.done) and one.phase.asker == -1
            self.came["ended"] += 1
            if self.random.random() < 0.3:
                self.begins()
            return
        assert any(taps_of(it) for it in views), one.phase
        self.leads_out(one)

    def leads_out(self, it: Sitting) -> None:
        """From here the clock alone leads to an end; and so do the two, tapping what they are offered."""
        phase = it.phase
        key = (phase.state, phase.way, phase.first, phase.turn, tuple(phase.counts.items()), tuple(phase.done), phase.covered, phase.holder)
        if key in self.proven:
            return
        self.proven.add(key)
        machine = self.world.exercise.machine
        assert machine.states[settle(machine, phase, phase.touched + FAR).state].end
        for seat in SEATS:
            stopped = step(machine, phase, seat, "stop", "", phase.touched)
            assert stopped is not None and machine.states[stopped.state].end
        assert taps_to_an_end(it, self.random)


def taps_of(it: Sitting) -> list[tuple[str, str]]:
    """What this page offers: the buttons of its card, and those below it."""
    if it.over:
        return []
    if it.phase.covered:
        return [("uncover", ""), ("stop", "")]
    below = [("stop", "")] + ([("pass", "")] if it.state.onward else [])
    if it.waited:
        return below
    one = it.phase.way == "one"
    actors = {"both", "either", it.role, "asker" if it.phase.asker == it.seat else "asked"}
    mine = [tap.name for tap in it.state.taps.values() if one or tap.actor in actors]
    chosen = [(tap, value) for tap, options in it.card.options.items() if tap in mine for value, _words in options]
    words = "words" if it.state.writes and it.phase.way == "written" else ""
    minutes = [(tap.name, str(tap.sets.least)) for tap in it.state.taps.values() if tap.sets and tap.name in mine]
    return [*((tap, words) for tap in it.card.taps if tap in mine and not it.state.taps[tap].sets), *chosen, *minutes, *below]


def taps_to_an_end(it: Sitting, random: Random, most: int = 1_000) -> bool:
    """The two tap what their cards offer, never «stop»; where only the clock goes on, they wait for it."""
    machine, phase = it.exercise.machine, it.phase
    for _tap in range(most):
        if machine.states[phase.state].end:
            return True
        offered = [
            (seat, *tap)
            for seat in SEATS
            for tap in taps_of(replace(it, phase=phase, seat=seat))
            if tap[0] != "stop"
        ]
        moved = None
        if offered and random.random() < 0.9:
            seat, name, value = random.choice(offered)
            acting = phase.holder if phase.way == "one" else seat
            moved = step(machine, phase, acting, name, value, phase.touched)
            assert moved is not None, (phase, seat, name, value)
        if moved is None:
            due = deadline(machine, phase)
            assert due is not None
            moved = settle(machine, phase, due[0])
        phase = moved
    return False
