"""How many passphrases are tried: by one name, and by everybody at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event, Semaphore

import pytest

from gemel.people.errors import Crowded, Waiting
from gemel.people.gate import AT_ONCE, FREE_TRIES, QUEUE, WINDOW, Tries, turn

ANA, BEN = b"ana", b"ben"
NOW = 1_000_000


def after_five_wrong() -> Tries:
    tries = Tries()
    for second in range(FREE_TRIES):
        tries.check(ANA, NOW + second)
        tries.wrong(ANA, NOW + second)
    return tries


def test_five_wrong_tries_are_followed_by_a_minute() -> None:
    tries = after_five_wrong()
    with pytest.raises(Waiting) as refused:
        tries.check(ANA, NOW + 5)
    assert refused.value.seconds == WINDOW - 5
    tries.check(ANA, NOW + WINDOW)


def test_nobody_else_waits() -> None:
    after_five_wrong().check(BEN, NOW + 5)


def test_a_right_passphrase_forgets_the_wrong_ones() -> None:
    tries = after_five_wrong()
    tries.right(ANA)
    tries.right(BEN)
    tries.check(ANA, NOW + 5)


def test_a_clock_that_jumps_back_locks_nobody_out() -> None:
    after_five_wrong().check(ANA, NOW - 86_400)


def test_the_wait_is_never_longer_than_the_window() -> None:
    tries = after_five_wrong()
    for second in range(5, WINDOW):
        with pytest.raises(Waiting) as refused:
            tries.check(ANA, NOW + second)
        assert 1 <= refused.value.seconds <= WINDOW


def test_what_is_remembered_is_bounded() -> None:
    tries = Tries()
    for number in range(10_001):
        tries.wrong(b"%d" % number, NOW)
    assert not tries._wrong


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
