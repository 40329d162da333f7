"""What a check finds: something to mend, something to know, or that all is fine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gemel.settings import Settings

State = Literal["mend", "know", "fine"]


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    state: State
    line: str
    how: str = ""
    """One sentence of how to mend it."""


@dataclass(frozen=True, slots=True)
class Here:
    """The machine and the settings that are looked at. `root` is where /proc and /sys begin, for tests to draw a
    machine of their own."""

    data: Path
    pepper_at: Path
    settings: Settings | None
    """None where they could not be read; `refused` says why."""
    now: int
    refused: str = ""
    root: Path = field(default=Path("/"))


def mend(name: str, line: str, how: str) -> Finding:
    return Finding(name, "mend", line, how)


def know(name: str, line: str) -> Finding:
    return Finding(name, "know", line)


def fine(name: str, line: str) -> Finding:
    return Finding(name, "fine", line)
