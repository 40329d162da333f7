"""From a file of states to a machine, or BadMachine with what to mend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gemel.sittings.checking import check
from gemel.sittings.machine import ACTORS, BadMachine, Guard, Machine, Minutes, Move, State, Tap, Traits

PROLOGUE = Path(__file__).parent / "prologue.toml"
MOVE = re.compile(r"(?P<to>\w+)(?: \+ (?P<count>\w+))?(?: if (?P<name>\w+) (?P<op>>=|<|=) (?P<value>\d+))?")
EARLY = State(name="early", end=True)
Moves = str | list[str]


class _State(Traits, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One table of the file, as it stands there."""

    speaker: dict[str, Moves] = {}
    listener: dict[str, Moves] = {}
    both: dict[str, Moves] = {}
    either: dict[str, Moves] = {}
    asker: dict[str, Moves] = {}
    asked: dict[str, Moves] = {}
    takes: dict[str, str] = {}
    sets: dict[str, Minutes] = {}
    onward: Moves = msgspec.field(default_factory=list, name="pass")


@cache
def read(path: Path) -> Machine:
    """The machine in a file of states. It is named after the file, and refused if it has a dead end."""
    raw = tomllib.loads(path.read_text("utf-8"))
    begin, asks = raw.pop("begin", ""), raw.pop("asks", True)
    prologue = tomllib.loads(PROLOGUE.read_text("utf-8").replace("BEGIN", begin)) if asks else {}
    states = {name: _state(path.stem, name, table) for name, table in (prologue | raw).items()}
    machine = Machine(path.stem, begin, {"early": EARLY} | states, asks)
    check(machine)
    return machine


def _state(exercise: str, name: str, table: Any) -> State:
    try:
        found = msgspec.convert(table, _State)
        traits = {key: getattr(found, key) for key in Traits.__struct_fields__}
        return State(name=name, taps=_taps(found), onward=_moves(found.onward), **traits)
    except (msgspec.ValidationError, BadMachine) as wrong:
        raise BadMachine(f"{exercise}, state «{name}»: {wrong}") from None


def _taps(table: _State) -> dict[str, Tap]:
    found: dict[str, Tap] = {}
    for actor in ACTORS:
        for name, moves in getattr(table, actor).items():
            if name in found or name in {"pass", "stop", "uncover"}:
                raise BadMachine(f"the tap «{name}» is there twice")
            found[name] = Tap(name, actor, _moves(moves), table.takes.get(name, ""), table.sets.get(name))
    stray = (set(table.takes) | set(table.sets)) - set(found)
    if stray:
        raise BadMachine(f"no tap is called {', '.join(sorted(stray))}")
    return found


def _moves(text: Moves) -> tuple[Move, ...]:
    return tuple(_move(one) for one in ([text] if isinstance(text, str) else text))


def _move(text: str) -> Move:
    found = MOVE.fullmatch(text)
    if found is None:
        raise BadMachine(f"cannot read the move «{text}»: it is written «state + counter if name >= 2»")
    guard = Guard(found["name"], found["op"], int(found["value"])) if found["name"] else None
    return Move(found["to"], found["count"] or "", guard)
