"""What an exercise is made of: states, who may tap what in each, where that leads, and what the clock does."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

ACTORS = ("speaker", "listener", "both", "either", "asker", "asked")
SEATS = (0, 1)
HOLD = 600
"""Seconds that a state waits for anybody's tap before the sitting closes neutrally (evidence A0: ten minutes)."""


class BadMachine(Exception):
    """A file of states that cannot be played; names the exercise, the state, and what to mend."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on a move: a counter, `seconds` of this turn, the number of the `turn` (1 or 2), or `written`, which
    is 1 for two who write and 0 for all others."""

    name: str
    op: str
    value: int

    def holds(self, found: int) -> bool:
        return {">=": found >= self.value, "<": found < self.value, "=": found == self.value}[self.op]


@dataclass(frozen=True, slots=True)
class Move:
    to: str
    count: str = ""
    """A counter that goes up by one. Counters begin at nought with each turn."""
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A tap that sets a time on the clock of both: so many minutes from now."""

    time: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Tap:
    name: str
    actor: str
    moves: tuple[Move, ...]
    takes: str = ""
    """Under which name the choice that comes with it is kept until the sitting ends."""
    sets: Minutes | None = None


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of a state besides its taps."""

    lasts: int = 0
    until: str = ""
    after: int = 0
    then: str = ""
    """`lasts` seconds, or `after` seconds past the time called `until`, the clock moves on to `then`."""
    hold: int = HOLD
    lapse: str = "early"
    cue: int = 0
    """A soft sound after so many seconds; nothing moves."""
    swaps: bool = False
    """The two change roles on coming here, and a new turn begins."""
    turns: bool = False
    """A new turn begins here, with the same roles."""
    private: bool = False
    """On one phone each taps behind a cover."""
    writes: str = ""
    """For couples apart who write: under which name the words of this state are held until the turn ends."""
    holder: str = ""
    """On one phone: who has it in hand, where that is not the one who taps."""
    waits: bool = False
    """Not happening yet: other things may happen meanwhile."""
    end: bool = False
    kept: bool = False
    """An end that counts as time together."""


class State(Traits, frozen=True, kw_only=True):
    name: str
    taps: dict[str, Tap] = {}
    onward: tuple[Move, ...] = ()
    """Where «Pass» leads, whoever taps it."""


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    name: str
    begin: str
    states: dict[str, State]
    asks: bool
    """Whether the other is asked first. A pause is not asked for."""

    @property
    def entry(self) -> str:
        return "asked" if self.asks else self.begin
