"""The fence itself, as it is started: what it cannot do, and that nothing it does hurts whoever asked."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Semaphore

import pytest

from gemel.media import Crowded, NotAPicture, TooLarge, TooSlow, pictures, prepare
from gemel.media.pictures import AT_ONCE, QUEUE
from gemel.media.tests.drawing import corner, drawn, saved

FENCE = str(Path(pictures.__file__).with_name("fence.py"))
MIB = 1 << 20

TRIES = {
    "a file to read": "open('/etc/passwd')",
    "a file to write": "open('/tmp/gemel-fence', 'w')",
    "a socket": "__import__('_socket').socket()",
    "600 MiB": f"__import__('mmap').mmap(-1, {600 * MIB})",
    "a pipe": "__import__('posix').pipe()",
}


@pytest.mark.parametrize("wish", TRIES)
def test_behind_the_fence_there_is_no(wish: str) -> None:
    """Each is tried before the fence closes and after: it works, and then it does not."""
    program = f"""
import importlib.util, sys, _socket, mmap
spec = importlib.util.spec_from_file_location("fence", {FENCE!r})
fence = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fence)
def tried():
    try:
        {TRIES[wish]}
    except (OSError, MemoryError):
        return "refused"
    return "done"
print(tried())
fence.close_the_fence()
print(tried())
"""
    said = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, cwd="/", check=False)
    assert said.stdout.split() == ["done", "refused"], said.stderr


def test_it_knows_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret@db/gemel")
    said = "import os, sys; print(sorted(os.environ), [name for name in sys.modules if 'gemel' in name])"
    monkeypatch.setattr(pictures, "PROGRAM", [sys.executable, "-I", "-c", said])
    _code, out = pictures._fenced(b"")
    assert b"DATABASE_URL" not in out and b"MALLOC_ARENA_MAX" in out


def test_both_sides_agree_on_what_too_large_is_called() -> None:
    words = {line.split(" =")[0]: line for line in Path(FENCE).read_text().splitlines() if " = 2, 3" in line}
    assert "NOT_A_PICTURE, TOO_LARGE" in words and pictures.TOO_LARGE == 3


def test_the_real_one_makes_a_picture_plain() -> None:
    assert corner(prepare(saved(drawn())).picture) == "red"


def test_the_server_itself_loads_no_decoder() -> None:
    program = "import sys, gemel.media; sys.exit(any(name.startswith(('PIL', 'pillow_heif')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Another program behind the pipes: as if a decoder had been broken and somebody else were speaking."""
    monkeypatch.setattr(pictures, "PROGRAM", [sys.executable, "-I", "-S", "-c", program])


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", NotAPicture),
        ("raise SystemExit(2)", NotAPicture),
        ("raise SystemExit(3)", TooLarge),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", TooSlow),
        ("print('hello')", NotAPicture),
        ("print('1 1 0 10 10'); print('short')", NotAPicture),
        ("print('1 1 0 -5 11', end='\\n123456')", NotAPicture),
        ("", NotAPicture),
    ],
)
def test_whatever_the_fence_does_is_one_of_few_things(
    monkeypatch: pytest.MonkeyPatch, program: str, error: type[Exception]
) -> None:
    instead(monkeypatch, program)
    with pytest.raises(error):
        prepare(b"x" * MIB)  # more than a pipe holds, and nobody reads it


def test_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0.3)
    instead(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(TooSlow):
        prepare(b"x" * MIB)


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import os\nwhile True: os.write(1, bytes(1 << 20))")
    with pytest.raises(TooSlow):
        prepare(b"")


def test_two_at_a_time_and_a_queue_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    running, leave = Semaphore(0), Event()

    def work(_data: bytes) -> tuple[int, bytes]:
        running.release()
        leave.wait(10)
        return 3, b""

    monkeypatch.setattr(pictures, "_fenced", work)
    with ThreadPoolExecutor(AT_ONCE + QUEUE) as threads, ExitStack() as stack:
        stack.callback(leave.set)
        several = [threads.submit(prepare, b"") for _ in range(AT_ONCE + QUEUE)]
        for _ in range(AT_ONCE):
            assert running.acquire(timeout=10)
        assert not running.acquire(timeout=0.05)  # no more than two at once
        while not pictures.GATE.full:  # until all the others have queued up
            pass
        with pytest.raises(Crowded):
            prepare(b"")
        leave.set()
        assert all(isinstance(one.exception(10), TooLarge) for one in several)


def test_no_process_and_no_pipe_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(os.listdir("/proc/self/fd"))
    instead(monkeypatch, "raise SystemExit(2)")
    for _ in range(5):
        with pytest.raises(NotAPicture):
            prepare(b"x" * MIB)
    assert len(os.listdir("/proc/self/fd")) == before
