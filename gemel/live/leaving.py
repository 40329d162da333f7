"""When the server is asked to end. A graceful shutdown waits for open answers, and a stream is one that never ends:
the application hears of the end only after that wait, so it listens to the signal itself."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def on_leaving(tell: Callable[[], None]) -> Callable[[], None]:
    """Have `tell` called on this loop when the process is asked to end, before the server's own handler.
    Gives back what undoes it. In a thread there are no signals, and nothing is done."""
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    loop = asyncio.get_running_loop()
    before = {one: handler for one in SIGNALS if callable(handler := signal.getsignal(one))}
    for one, handler in before.items():
        signal.signal(one, _both(loop, tell, handler))
    return lambda: _undo(before)


def _both(loop: asyncio.AbstractEventLoop, tell: Callable[[], None], handler: Callable[..., Any]) -> Callable[..., None]:
    def handle(number: int, frame: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell)
        handler(number, frame)

    return handle


def _undo(before: dict[signal.Signals, Any]) -> None:
    for one, handler in before.items():
        signal.signal(one, handler)
