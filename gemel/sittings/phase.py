"""Where a sitting stands, and how one tap or the clock moves it: pure functions, no database and no page."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import replace

from gemel.sittings.machine import SEATS, Machine, Move, State, Tap

Way = Literal["phones", "one", "call", "written"]
LONGEST = 2_000
NOBODY = -1


class Phase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything a sitting knows. Kept sealed; nothing of what was chosen or written outlasts the end."""

    state: str
    since: int
    touched: int
    """When anybody last tapped."""
    began: int
    """When the two began: before that, when one asked."""
    turn_began: int
    way: Way = "phones"
    asker: int = NOBODY
    """Who asked, only until the two begin."""
    first: int = 0
    """The seat that speaks first."""
    turn: int = 1
    counts: dict[str, int] = {}
    done: dict[int, str] = {}
    """Taps of a state in which both tap in private: seat -> tap."""
    values: dict[str, str] = {}
    """What was chosen or written: «name.seat» -> value."""
    times: dict[str, int] = {}
    holder: int = 0
    """On one phone: whose hands it is in."""
    covered: bool = False
    moves: int = 0
    """How often the state has changed, taps and clock together."""

    def role(self, seat: int) -> str:
        return "speaker" if seat == self.speaker else "listener"

    @property
    def speaker(self) -> int:
        return (self.first + self.turn - 1) % 2

    def seat_of(self, role: str) -> int:
        return self.speaker if role == "speaker" else 1 - self.speaker


def begin(machine: Machine, seat: int, first: int, way: Way, now: int, times: dict[str, int] | None = None) -> Phase:
    """A new sitting, begun by the person in `seat`. On one phone nobody is asked: both are there."""
    state = ("ready" if way == "one" else "asked") if machine.asks else machine.begin
    asker = seat if state == "asked" else NOBODY
    return Phase(
        state=state, since=now, touched=now, began=now, turn_began=now, way=way, asker=asker, first=first,
        times=times or {}, holder=seat,
    )  # fmt: skip


def deadline(machine: Machine, phase: Phase) -> tuple[int, str] | None:
    """When the clock moves this sitting on, and to which state; None once it has ended."""
    state = machine.states[phase.state]
    if state.end:
        return None
    if state.lasts:
        return phase.since + state.lasts, state.then
    if state.until:
        return phase.times.get(state.until, phase.since) + state.after, state.then
    return phase.touched + state.hold, state.lapse


def settle(machine: Machine, phase: Phase, now: int) -> Phase:
    """The phase at `now`: every move that the clock has made since somebody last tapped.
    It comes to rest: the loader refuses a machine that the clock alone could drive in a circle."""
    while (due := deadline(machine, phase)) is not None and due[0] <= now:
        phase = _entered(machine, replace(phase, touched=max(phase.touched, due[0])), due[1], max(due[0], phase.since))
    return phase


def step(machine: Machine, phase: Phase, seat: int, tap: str, value: str, now: int) -> Phase | None:
    """The phase after one tap, or None if that tap is not to be had here. `phase` is settled already."""
    state = machine.states[phase.state]
    if state.end:
        return None
    if tap == "stop":
        return _entered(machine, replace(phase, touched=now), _stopped(machine, state), now)
    if tap == "uncover" or phase.covered:
        return replace(phase, covered=False, touched=now, moves=phase.moves + 1) if _lifts(phase, tap) else None
    if tap == "pass" and state.onward:
        return _moved(machine, phase, state.onward, now)
    found = state.taps.get(tap)
    if found is None or not _may(phase, state, found, seat):
        return None
    chosen = _with_value(phase, state, found, seat, value, now)
    return None if chosen is None else _tapped(machine, chosen, found, seat, now)


def ended_early(machine: Machine, phase: Phase, now: int) -> Phase:
    """Closed neutrally: by a pause, or because one of the two is not in this couple any more."""
    return _entered(machine, phase, "early", max(now, phase.since))


def _stopped(machine: Machine, state: State) -> str:
    """What has not begun is let go; only what has can end early."""
    return "gone" if state.waits and "gone" in machine.states else "early"


def _lifts(phase: Phase, tap: str) -> bool:
    return tap == "uncover" and phase.covered


def _may(phase: Phase, state: State, tap: Tap, seat: int) -> bool:
    """On one phone whoever holds it taps for the two, save where each taps in private."""
    if tap.actor == "both":
        return seat not in phase.done
    if tap.actor in {"asker", "asked"}:
        return (seat == phase.asker) == (tap.actor == "asker")
    return tap.actor == "either" or phase.way == "one" or phase.role(seat) == tap.actor


def _with_value(phase: Phase, state: State, tap: Tap, seat: int, value: str, now: int) -> Phase | None:
    """Keep what came with the tap; None if it is not what the tap takes."""
    if tap.sets is not None:
        if not (value.isascii() and value.isdigit() and len(value) < 8 and tap.sets.least <= int(value) <= tap.sets.most):
            return None
        return replace(phase, times=phase.times | {tap.sets.time: now + 60 * int(value)})
    name = tap.takes or (state.writes if phase.way == "written" else "")
    return replace(phase, values=phase.values | {f"{name}.{seat}": value[:LONGEST]}) if name else phase


def _tapped(machine: Machine, phase: Phase, tap: Tap, seat: int, now: int) -> Phase:
    if tap.actor != "both":
        return _moved(machine, phase, tap.moves, now)
    state = machine.states[phase.state]
    both = phase.way == "one" and not state.private
    done = dict.fromkeys(SEATS, tap.name) if both else phase.done | {seat: tap.name}
    half = replace(phase, done=done)
    if len(done) < 2:
        return half if phase.way != "one" else _handed(state, replace(half, touched=now, moves=half.moves + 1))
    return _moved(machine, half, tap.moves, now)


def _moved(machine: Machine, phase: Phase, moves: tuple[Move, ...], now: int) -> Phase:
    move = next(one for one in moves if _holds(phase, one, now))
    if move.count:
        phase = replace(phase, counts=phase.counts | {move.count: phase.counts.get(move.count, 0) + 1})
    return _entered(machine, replace(phase, touched=now), move.to, now)


def _holds(phase: Phase, move: Move, now: int) -> bool:
    if move.guard is None:
        return True
    known = {"seconds": now - phase.turn_began, "turn": phase.turn, "written": phase.way == "written"}
    return move.guard.holds(known.get(move.guard.name, phase.counts.get(move.guard.name, 0)))


def _entered(machine: Machine, phase: Phase, name: str, at: int) -> Phase:
    state, before = machine.states[name], machine.states[phase.state]
    phase = replace(phase, state=name, since=at, done={}, covered=False, moves=phase.moves + 1)
    if state.end:
        return replace(phase, values={}, counts={}, asker=NOBODY)
    if before.waits and not state.waits:
        phase = replace(phase, began=at, turn_began=at, asker=NOBODY)
    if state.swaps or state.turns:
        phase = _new_turn(phase, state, at)
    return _handed(state, phase) if phase.way == "one" else phase


def _new_turn(phase: Phase, state: State, at: int) -> Phase:
    written = {name: value for name, value in phase.values.items() if not name.startswith("words")}
    return replace(phase, turn=phase.turn + state.swaps, turn_began=at, counts={}, values=written)


def _handed(state: State, phase: Phase) -> Phase:
    """On one phone: who is to have it now, and behind a cover where they tap in private."""
    to = _wanted(state, phase)
    if to == phase.holder and not (state.private and phase.done):
        return phase
    return replace(phase, holder=to, covered=to != phase.holder)


def _wanted(state: State, phase: Phase) -> int:
    if state.private:
        waiting = [seat for seat in (phase.holder, 1 - phase.holder) if seat not in phase.done]
        return waiting[0] if waiting else phase.holder
    role = state.holder or next((tap.actor for tap in state.taps.values() if tap.actor in {"speaker", "listener"}), "")
    return phase.seat_of(role) if role else phase.holder
