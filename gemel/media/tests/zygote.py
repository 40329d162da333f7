"""The fence, kept warm: one process that has loaded its decoders, and a child of it behind the fence for each picture.

Tests look at many pictures, and starting the fence takes longer than most of them. What runs in the child is the
fence's own `main`, limits and all; what is told beside its answer is what it cost.
"""

from __future__ import annotations

import importlib.util
import os
import struct
import sys
from pathlib import Path

HEAD = struct.Struct(">iIId")  # exit code, bytes out, MiB of memory, seconds of the processor


def serve(fence_file: str) -> None:
    spec = importlib.util.spec_from_file_location("fence", fence_file)
    assert spec and spec.loader
    fence = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fence)
    while size := sys.stdin.buffer.read(8):
        seconds, length = struct.unpack(">II", size)
        fence.SECONDS = seconds
        sys.stdout.buffer.write(answer(fence, sys.stdin.buffer.read(length)))
        sys.stdout.buffer.flush()


def answer(fence: object, data: bytes) -> bytes:
    out, write = os.pipe()
    held = os.memfd_create("picture")
    os.write(held, data)
    os.lseek(held, 0, os.SEEK_SET)
    child = os.fork()
    if child == 0:
        inside(fence, held, write)
    os.close(held)
    os.close(write)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read()
    _pid, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return HEAD.pack(code, len(said), used.ru_maxrss // 1024, used.ru_utime + used.ru_stime) + said


def inside(fence: object, held: int, write: int) -> None:
    os.dup2(held, 0)
    os.dup2(write, 1)
    os.closerange(3, 256)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = None  # type: ignore[assignment]
    code = 70
    try:
        code = fence.main()  # type: ignore[attr-defined]
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent.parent / "fence.py"))
