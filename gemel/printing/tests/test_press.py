"""The press: one at a time, in a process that can write no file, and whose troubles carry no word."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gemel.printing import Jammed, Occupied, TooThick, bound, cut, press
from gemel.printing.layout import pages
from gemel.printing.paper import Piece, Shot
from gemel.printing.tests.papers import LEAF, book, card, story, text_of
from gemel.printing.tests.test_pictures import picture

HOME = Path(press.__file__).parent.parent.parent


def read(pdf: bytes):
    import io

    import pypdf

    return pypdf.PdfReader(io.BytesIO(pdf))


def test_a_card_and_a_book_come_back_as_pdfs() -> None:
    photo = Shot(file="one.svg", width=40, height=30, alt="The lake")
    shown = Piece(form="story", day="3 January", pages=pages([photo]))
    pdf = read(bound(book(story("Dear *you*"), shown), LEAF, {"one.svg": picture((40, 30))}))
    assert "Dear*you*" in text_of(pdf) and [len(page.images) for page in pdf.pages].count(1) == 1
    assert "Dear$you$" in text_of(read(cut(card("Dear $you$"), LEAF)))


def fenced(code: str) -> subprocess.CompletedProcess:
    source = f"from gemel.printing.inside import fenced; fenced(); {code}"
    return subprocess.run([sys.executable, "-c", source], cwd=HOME, capture_output=True, text=True, timeout=60)


def test_inside_the_fence_no_file_can_be_written(tmp_path: Path) -> None:
    done = fenced(f"open({str(tmp_path / 'a')!r}, 'w', 1).write('secretkanari\\n')")
    assert "File too large" in done.stderr
    assert (tmp_path / "a").read_bytes() == b""


def test_inside_the_fence_memory_ends_and_no_core_is_left() -> None:
    assert "MemoryError" in fenced("bytearray(4 * 1024 ** 3)").stderr
    assert fenced("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))").stdout == "(0, 0)\n"


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace on this machine")
def test_no_file_is_even_opened_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "calls"
    watched = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=open,openat,creat,memfd_create,connect,unlink,rename",
        "-o",
        str(log),
    ]
    real = subprocess.run
    monkeypatch.setattr(press.subprocess, "run", lambda command, **more: real([*watched, *command], **more))
    photo = Shot(file="one.svg", width=40, height=30, alt="")
    shown = Piece(form="story", day="3 January", pages=pages([photo]))
    bound(book(story("secretkanari"), shown), LEAF, {"one.svg": picture((40, 30))})
    calls = log.read_text().splitlines()
    assert any("book.typ" in call for call in calls)
    written = ("O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "memfd", "rename(", "AF_INET")
    assert not [call for call in calls if any(word in call for word in written)]


def test_whoever_comes_third_or_waits_too_long_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press.GATE, "patience", 0.01)
    with press.GATE.turn():
        with pytest.raises(Occupied), press.GATE.turn():
            raise AssertionError
        monkeypatch.setattr(press.GATE, "patience", 5)
        waiting = [threading.Thread(target=_wait) for _number in range(press.QUEUE)]
        for thread in waiting:
            thread.start()
        while not press.GATE.full:  # until both have taken their places
            pass
        with pytest.raises(Occupied), press.GATE.turn():
            raise AssertionError
    for thread in waiting:
        thread.join()
    with press.GATE.turn():
        pass


def _wait() -> None:
    with press.GATE.turn():
        pass


@pytest.mark.parametrize(("code", "error"), [(3, TooThick), (1, Jammed), (-9, Jammed)])
def test_what_goes_wrong_inside_is_told_without_a_word(
    code: int, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.CompletedProcess([], code, b"secretkanari")
    monkeypatch.setattr(press.subprocess, "run", lambda *_a, **_k: ended)
    with pytest.raises(error) as told:
        cut(card("secretkanari"), LEAF)
    assert not told.value.args


def test_a_press_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "SECONDS", 0.01)
    with pytest.raises(Jammed) as told:
        cut(card("secretkanari"), LEAF)
    assert told.value.__cause__ is None and told.value.__suppress_context__


def test_a_file_larger_than_the_server_keeps_is_not_handed_out() -> None:
    source = "import sys; from gemel.printing import inside; inside.MOST = 10; sys.exit(inside.main())"
    order = press.msgspec.msgpack.encode(
        press.Order(template="card", data=press.msgspec.json.encode(card("x")), pictures={"tree.svg": LEAF})
    )
    done = subprocess.run([sys.executable, "-c", source], cwd=HOME, input=order, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (press.TOO_THICK, b"")
