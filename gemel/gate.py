"""A gate before costly work: so many at once, so many waiting, and whoever else comes is asked to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """`refusal` is raised where all places are taken, or where a turn did not come within `patience` seconds."""

    def __init__(self, at_once: int, queue: int, refusal: type[Exception], patience: float | None = None) -> None:
        self._at_once, self._refusal, self.patience = at_once, refusal, patience
        self._running = threading.BoundedSemaphore(at_once)
        self._free = self._all = at_once + queue
        self._lock = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        self._enter()
        try:
            if not self._running.acquire(timeout=self.patience):
                raise self._refusal
            try:
                yield
            finally:
                self._running.release()
        finally:
            with self._lock:
                self._free += 1

    def _enter(self) -> None:
        with self._lock:
            if not self._free:
                raise self._refusal
            self._free -= 1

    @property
    def full(self) -> bool:
        return not self._free

    def busy(self) -> tuple[int, int]:
        """How many are at it at this moment, and how many wait."""
        inside = self._all - self._free
        return min(inside, self._at_once), max(0, inside - self._at_once)
