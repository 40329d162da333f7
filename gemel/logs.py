"""What is written down: one line of JSON each, with nothing in it that anybody wrote, nor who asked, nor from where.

Our own lines are fixed words. Of everybody else's only the place in their code is told, and of an error its kind and
the way it came: a message may hold what it was about.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

import msgspec

OURS = ("gemel", "uvicorn")
"""The server's own lines tell of addresses it listens on and of sockets, never of a request's content."""


class Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {"time": _time(record.created), "level": record.levelname.lower()}
        fields |= getattr(record, "fields", None) or _said(record)
        if record.exc_info and record.exc_info[0] is not None:
            fields |= {"error": record.exc_info[0].__name__, "came": way(record.exc_info[2])}
        return msgspec.json.encode(fields).decode()


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _said(record: logging.LogRecord) -> dict[str, object]:
    where = f"{Path(record.pathname).name}:{record.funcName}:{record.lineno}"
    if record.name.split(".")[0] not in OURS:
        return {"logger": record.name, "at": where}
    return {"logger": record.name, "said": record.getMessage().strip()}


def way(trace: TracebackType | None) -> list[str]:
    """Where an error came through: files, functions and lines, and no value of any of them."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


def begin(level: str) -> None:
    """Everything that this process says goes through here from now on, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Plain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if level == "info" else level.upper())
    logging.getLogger("gemel").setLevel(level.upper())
    logging.captureWarnings(True)
    sys.excepthook = _last_words
    threading.excepthook = lambda told: _last_words(told.exc_type, told.exc_value, told.exc_traceback)


def _last_words(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """An error that nothing caught, which Python would print with its text."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("gemel").error("ended by an error", exc_info=(kind, error or kind(), trace))
