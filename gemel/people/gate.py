"""Argon2 costs 128 MiB a call: two at a time, eight waiting, the rest are asked to come back (trust.md F17)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from gemel.people.errors import Crowded

AT_ONCE, QUEUE = 2, 8

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


def busy() -> tuple[int, int]:
    """How many passphrases are being checked at this moment, and how many wait for it."""
    inside = AT_ONCE + QUEUE - _places._value
    return min(inside, AT_ONCE), max(0, inside - AT_ONCE)
