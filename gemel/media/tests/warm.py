"""Asking the warm fence (zygote.py)."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from gemel.media import pictures
from gemel.media.tests.zygote import HEAD


@dataclass(frozen=True)
class Cost:
    code: int
    """Negative: the signal that ended it."""
    out: bytes
    mib: int
    seconds: float


class Warm:
    def __init__(self) -> None:
        program = [sys.executable, "-I", str(Path(__file__).with_name("zygote.py"))]
        self._process = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/", env=pictures._environment()
        )

    def looks_at(self, data: bytes, seconds: int = 5) -> Cost:
        pipe, out = self._process.stdin, self._process.stdout
        assert pipe and out
        pipe.write(struct.pack(">II", seconds, len(data)) + data)
        pipe.flush()
        code, length, mib, used = HEAD.unpack(out.read(HEAD.size))
        return Cost(code, out.read(length), mib, used)

    def fenced(self, data: bytes | bytearray) -> tuple[int, bytes]:
        """In place of `pictures._fenced`."""
        cost = self.looks_at(bytes(data))
        return cost.code, cost.out

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)
