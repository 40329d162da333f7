"""kill -9 at a chosen moment: for tests of what must be whole, or not there at all."""

from __future__ import annotations

import os
import signal
import subprocess
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own, which is killed at its `number`-th step; whether it came to that."""
    child = os.fork()
    if child == 0:
        try:
            _count(number)
            work()
        except BaseException:  # whatever it is: this copy of the test run is to end here
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work itself failed"
    return os.WIFSIGNALED(status)


def every_kill(work: Callable[[], object], every: int = 1) -> Iterator[int]:
    """Kill the work at one step after the other, until it comes through; the caller looks at what is left each time."""
    number = 1
    while killed_at(number, work):
        yield number
        number += every


def _count(number: int) -> None:
    """A step is whatever reaches the disk or the database."""
    left = [number]

    def step(*_arguments: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any, **more: Any) -> Any:
            step()
            return call(*arguments, **more)

        return instead

    for module, name in ((os, "replace"), (os, "fsync"), (os, "unlink"), (os, "mkdir"), (subprocess, "run")):
        setattr(module, name, counted(getattr(module, name)))
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
