"""Exercises made for one test: a file of states as text, and cards that put a word on every tap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gemel.sittings import EXERCISES, Exercise
from gemel.sittings.machine import Machine
from gemel.sittings.reading import read

ABOUT = 'title = "{name}"\nminutes = 5\nicon = "ear"\nline = "A line."\nhow = ["One way."]\nsource = "A source."\n'
END = "[done]\nend = true\nkept = true\n"
SHARED = {"asked", "booked", "ready", "later", "gone", "early"}
SMALL = f"""
begin = "floor"
[floor]
speaker.done = "check"
writes = "words"
pass = "done"
[check]
listener.yes = "done"
pass = "done"
{END}"""


def written(folder: Path, name: str, states: str) -> Path:
    """The file of states of an exercise."""
    path = folder / "states" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(states, "utf-8")
    return path


def machine(folder: Path, states: str, name: str = "small") -> Machine:
    return read(written(folder, name, states))


def worded(folder: Path, name: str, cards: str) -> Path:
    """The file of cards of an exercise."""
    path = folder / "content" / "en" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ABOUT.format(name=name) + cards, "utf-8")
    return folder / "content"


def plain_cards(found: Machine) -> str:
    """One card for both in each state of its own, with two choices wherever one is to be made."""
    text = ""
    for state in found.states.values():
        if state.name not in SHARED:
            taps = {tap.name: tap.name for tap in state.taps.values() if not tap.takes}
            options = {tap.name: [["a", "A"], ["b", "B"]] for tap in state.taps.values() if tap.takes}
            text += f'[{state.name}.both]\ntitle = "{state.name}"\n{_table("taps", taps)}{_table("options", options)}'
    return text


def _table(name: str, values: dict[str, Any]) -> str:
    return f"{name} = {{ " + ", ".join(f"{key} = {json.dumps(value)}" for key, value in values.items()) + " }\n"


def made(folder: Path, name: str = "small", states: str = SMALL, **more: Any) -> Exercise:
    found = machine(folder, states, name)
    worded(folder, name, plain_cards(found))
    return Exercise(name, folder, **more)


@contextmanager
def known(*exercises: Exercise) -> Iterator[None]:
    """Let the house know some exercises for a while."""
    EXERCISES.add(exercises)
    try:
        yield
    finally:
        for one in exercises:
            EXERCISES.by_name.pop(one.name, None)
