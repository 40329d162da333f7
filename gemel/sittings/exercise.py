"""The registry of exercises: what can be done together, each with its states and its words. Rooms fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gemel.sittings.cards import Cards, read_cards
from gemel.sittings.machine import Machine, Minutes
from gemel.sittings.phase import Way
from gemel.sittings.reading import read

WAYS: tuple[Way, ...] = ("phones", "one", "call", "written")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: `<folder>/states/<name>.toml` and `<folder>/content/<language>/<name>.toml`."""

    name: str
    folder: Path
    template: str = "sitting.html"
    ways: tuple[Way, ...] = WAYS
    holds: bool = False
    """It takes both phones over at once: a pause, or phones down."""
    interrupts: bool = False
    """Ends whatever else is under way, neutrally: a pause called during anything."""
    closes: bool = True
    """Ends with three private questions."""
    partial: int = 0
    """Minutes from which it counts as time together though it ended early; 0 for never."""
    time: Minutes | None = None
    """A time that is agreed as it begins: how long the phones stay down."""
    beside: Callable[..., dict[str, Any]] | None = None
    """(visit, sitting) -> what its own template needs besides."""
    asker_first: bool = False
    """Whoever begins it speaks first: there is something to tell. Otherwise it is drawn, and changes each time."""
    offered: bool = True
    """Stands in the list of things to do together."""

    @property
    def machine(self) -> Machine:
        return _machine(self.folder, self.name)

    @property
    def cards(self) -> Cards:
        return read_cards(self.folder / "content", self.machine)


@cache
def _machine(folder: Path, name: str) -> Machine:
    return read(folder / "states" / f"{name}.toml")


@dataclass(frozen=True, slots=True)
class Exercises:
    by_name: dict[str, Exercise] = field(default_factory=dict)
    when_over: list[Callable[..., None]] = field(default_factory=list)
    """(db, person, sitting, now) in the transaction that writes an end down, whoever brought it."""

    def add(self, exercises: Iterable[Exercise]) -> None:
        """Take these in; each is read and checked here, so that a house with a dead end does not open."""
        for one in exercises:
            assert one.name not in self.by_name, one.name
            assert one.cards
            self.by_name[one.name] = one


EXERCISES = Exercises()
"""The exercises of this house, filled once by the assembly in `app`."""
