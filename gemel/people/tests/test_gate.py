"""How many passphrases are stretched at once: two, eight wait, the rest are asked to come back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Semaphore

from gemel.people.errors import Crowded
from gemel.people.gate import AT_ONCE, QUEUE, turn


def test_when_ten_are_there_the_next_is_asked_to_come_back() -> None:
    running, leave = Semaphore(0), Event()

    def work() -> None:
        with turn():
            running.release()
            leave.wait(10)

    with ThreadPoolExecutor(AT_ONCE + QUEUE) as threads, ExitStack() as stack:
        stack.callback(leave.set)
        several = [threads.submit(work) for _ in range(AT_ONCE + QUEUE)]
        for _ in range(AT_ONCE):
            assert running.acquire(timeout=10)
        assert not running.acquire(timeout=0.05)  # no more than two at once
        while not _crowded():  # until the other eight have queued up
            pass
        leave.set()
        for one in several:
            one.result(10)
    assert not _crowded()


def _crowded() -> bool:
    try:
        with turn():
            return False
    except Crowded:
        return True
