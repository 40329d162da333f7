"""What a row, a task and a head are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

BINARY, NUMBER = "probability", "number"


@dataclass(frozen=True, slots=True)
class Row:
    """One text with its targets, in the order of the task's labels; `weight` empty means all 1.

    `beats` is the label in which this row has to score above the row that follows it, or -1.
    """

    text: str
    target: tuple[float, ...]
    reply_to: str = ""
    weight: tuple[float, ...] = ()
    beats: int = -1


@dataclass(slots=True)
class Task:
    """A head: its labels, what they are, and its rows by part."""

    name: str
    labels: tuple[str, ...]
    kind: str
    parts: dict[str, list[Row]] = field(default_factory=lambda: {"train": [], "dev": [], "test": []})
    passes: float = 1.0
    length: int = 64

    @property
    def train(self) -> list[Row]:
        return self.parts["train"]

    @property
    def dev(self) -> list[Row]:
        return self.parts["dev"]

    @property
    def test(self) -> list[Row]:
        return self.parts["test"]


def sorted_into(task: Task, rows: Iterable[Row], place: Callable[[str], str]) -> Task:
    for row in rows:
        task.parts[place(row.text)].append(row)
    return task
