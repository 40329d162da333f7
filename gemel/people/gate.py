"""Argon2 costs 128 MiB a call: two at a time, eight waiting, the rest are asked to come back (trust.md F17)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gemel.people.errors import Crowded, Waiting

AT_ONCE, QUEUE = 2, 8
FREE_TRIES, WINDOW = 5, 60

_running = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + QUEUE)


@contextmanager
def turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise Crowded
    try:
        with _running:
            yield
    finally:
        _places.release()


class Tries:
    """Wrong passphrases per name: five, then one minute's wait. Never a lasting lock, which a
    controlling partner could use to shut the owner out (trust.md F16)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[bytes, list[int]] = {}

    def check(self, tag: bytes, now: int) -> None:
        with self._lock:
            recent = self._recent(tag, now)
            if len(recent) >= FREE_TRIES:
                raise Waiting(max(1, recent[0] + WINDOW - now))

    def wrong(self, tag: bytes, now: int) -> None:
        with self._lock:
            self._wrong[tag] = [*self._recent(tag, now), now]
            if len(self._wrong) > 10_000:
                self._wrong.clear()

    def right(self, tag: bytes) -> None:
        with self._lock:
            self._wrong.pop(tag, None)

    def _recent(self, tag: bytes, now: int) -> list[int]:
        # A clock that jumped back leaves times in the future; they count for nothing.
        return [at for at in self._wrong.get(tag, []) if now - WINDOW < at <= now]
