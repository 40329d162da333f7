"""The other kernel: what two people do now, in step. It names no exercise."""

from gemel.sittings.cards import Card, Cards
from gemel.sittings.errors import ForTwo, NoSitting, Occupied, SittingError
from gemel.sittings.exercise import EXERCISES, WAYS, Exercise
from gemel.sittings.machine import BadMachine, Minutes
from gemel.sittings.phase import Phase, Way
from gemel.sittings.sitting import Sitting, find
from gemel.sittings.verbs import Tapped, act, current, finish, lately, open_ones, put_away, start

__all__ = [
    "EXERCISES", "WAYS", "BadMachine", "Card", "Cards", "Exercise", "ForTwo", "Minutes", "NoSitting", "Occupied", "Phase",
    "Sitting", "SittingError", "Tapped", "Way", "act", "current", "find", "finish", "lately", "open_ones",
    "put_away", "start",
]  # fmt: skip
