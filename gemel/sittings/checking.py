"""Refuses a machine in which somebody could be stuck: with the other, or alone with the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gemel.sittings.machine import BadMachine, Machine, Move, State

KNOWN = {"seconds", "turn", "written"}


def check(machine: Machine) -> None:
    """Raise BadMachine for a state that leads nowhere, is never come to, or leaves a tap without an answer."""
    if not machine.asks and machine.begin not in machine.states:
        raise BadMachine(f"{machine.name}, state «{machine.begin}»: there is no state to begin with")
    for state in machine.states.values():
        for wrong in _wrongs(machine, state):
            raise BadMachine(f"{machine.name}, state «{state.name}»: {wrong}")
    _reached(machine)
    _way_out(machine, _every_move, "no taps lead from here to an end")
    _way_out(machine, _clock, "left alone with the clock, nobody gets out of here")


def _wrongs(machine: Machine, state: State) -> Iterable[str]:
    yield from (f"there is no state «{to}»" for to in _every_move(state) if to not in machine.states)
    if state.end:
        yield from ["an end has no taps, no pass and no clock"] if state.taps or state.onward or state.then else []
        return
    if not state.taps and not state.then:
        yield "nobody can tap anything, and no clock moves it on"
    if (state.lasts > 0 or state.until != "") != (state.then != ""):
        yield "`lasts` or `until` go together with `then`"
    if machine.asks and not state.waits and not state.onward:
        yield "it needs a `pass`"
    for name, moves in {**{tap.name: tap.moves for tap in state.taps.values()}, "pass": state.onward}.items():
        if any(move.guard is None for move in moves[:-1]):
            yield f"a move of «{name}» stands behind one that always holds"
        if moves and moves[-1].guard is not None:
            yield f"the tap «{name}» has no answer when no condition holds"
        yield from _guards(machine, moves)
    yield from _slips(machine, state)


def _slips(machine: Machine, state: State) -> Iterable[str]:
    """Words that would do nothing, or not what they say."""
    if state.until and state.until not in {tap.sets.time for one in machine.states.values() for tap in one.taps.values() if tap.sets}:
        yield f"nothing sets the time «{state.until}»"
    if state.holder not in {"", "speaker", "listener"}:
        yield f"«{state.holder}» is nobody who could hold the phone"
    if state.writes and not state.writes.startswith("words"):
        yield "what is written is called «words…», so that it goes with the turn"
    if state.private and all(tap.actor != "both" for tap in state.taps.values()):
        yield "it is private, and nobody taps in private"


def _guards(machine: Machine, moves: tuple[Move, ...]) -> Iterable[str]:
    counted = {move.count for state in machine.states.values() for move in _moves(state)}
    for move in moves:
        if move.guard and move.guard.name not in counted | KNOWN:
            yield f"nothing counts «{move.guard.name}»"


def _moves(state: State) -> list[Move]:
    return [*(move for tap in state.taps.values() for move in tap.moves), *state.onward]


def _every_move(state: State) -> list[str]:
    clock = [] if state.end else _clock(state)
    return [*(move.to for move in _moves(state)), *clock]


def _clock(state: State) -> list[str]:
    """Where a state goes when nobody taps anything: what somebody has who was left alone."""
    return [state.then] if state.then else [state.lapse]


def _reached(machine: Machine) -> None:
    found, new = {"early"}, [machine.entry, "ready" if machine.asks else machine.begin]
    while new:
        name = new.pop()
        if name not in found:
            found.add(name)
            new += _every_move(machine.states[name])
    for name in machine.states.keys() - found:
        raise BadMachine(f"{machine.name}, state «{name}»: nothing leads here")


def _way_out(machine: Machine, onward: Callable[[State], list[str]], wrong: str) -> None:
    out = {name for name, state in machine.states.items() if state.end}
    grown = True
    while grown:
        more = {name for name, state in machine.states.items() if name not in out and set(onward(state)) & out}
        out, grown = out | more, bool(more)
    for name in machine.states.keys() - out:
        raise BadMachine(f"{machine.name}, state «{name}»: {wrong}")
