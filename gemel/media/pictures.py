"""From whatever was uploaded to a plain picture and its thumbnail, by a process that is fenced in (fence.py)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gemel.gate import Gate
from gemel.media.errors import Crowded, NotAPicture, TooLarge, TooSlow

KIND = "image/jpeg"
AT_ONCE, QUEUE = 2, 40  # 512 MiB each: two at a time, the rest wait
SECONDS = 60  # by the clock on the wall, on a machine with much else to do; five of the processor are the fence's own
MOST_OUT = 24 << 20
TOO_LARGE = 3  # fence.py says so; it is not imported here: the server itself loads no decoder
KILLED = {-signal.SIGXCPU, -signal.SIGKILL}
PROGRAM = [sys.executable, "-I", str(Path(__file__).with_name("fence.py"))]
HANDED_ON = ("PATH", "LD_LIBRARY_PATH")

GATE = Gate(AT_ONCE, QUEUE, Crowded)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture made plain: both are JPEG. `taken` as in `Photo`."""

    picture: bytes = field(repr=False)
    small: bytes = field(repr=False)
    width: int
    height: int
    taken: int


def prepare(data: bytes | bytearray) -> Prepared:
    """Decode, turn upright, take out all but the pixels, encode anew. A second or so: never inside a transaction.
    Raises NotAPicture, TooLarge, TooSlow or Crowded."""
    with GATE.turn():
        code, out = _fenced(data)
    if code == 0:
        return _parted(out)
    if code == TOO_LARGE:
        raise TooLarge
    raise TooSlow if code in KILLED else NotAPicture


def _fenced(data: bytes | bytearray) -> tuple[int, bytes]:
    """The fence's exit code, negative for the signal that ended it, and what it wrote."""
    with subprocess.Popen(  # noqa: S603
        PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env=_environment()
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        watch = threading.Timer(SECONDS, process.kill)
        feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
        watch.start()
        feeder.start()
        try:
            out = process.stdout.read(MOST_OUT + 1)
            if len(out) > MOST_OUT:  # more than any picture of ours: somebody else is speaking
                process.kill()
            return process.wait(), out
        finally:
            process.kill()
            watch.cancel()
            feeder.join()


def _environment() -> dict[str, str]:
    """Nothing of the server's own: it may hold passwords. One arena, since each more is counted as 64 MiB."""
    return {name: os.environ[name] for name in HANDED_ON if name in os.environ} | {"MALLOC_ARENA_MAX": "1"}


def _feed(pipe: IO[bytes], data: bytes | bytearray) -> None:
    with suppress(OSError), pipe:  # a fence that was killed reads no further
        pipe.write(data)


def _parted(out: bytes) -> Prepared:
    try:
        line, _newline, rest = out.partition(b"\n")
        width, height, taken, large, small = map(int, line.split())
    except ValueError:
        raise NotAPicture from None
    if min(width, height, large, small) < 1 or len(rest) != large + small:
        raise NotAPicture
    return Prepared(rest[:large], rest[large:], width, height, taken)
