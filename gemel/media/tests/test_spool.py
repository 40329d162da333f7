"""A large file of a form lies on the disk sealed, is read anywhere in it, and leaves nothing."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from random import Random

import pytest

from gemel.vault import Tampered
from gemel.web import spool
from gemel.web.spool import Spool

WORDS = b"kanarienvogel on the sill "


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "PIECE", 1_000)


def written(folder: Path, data: bytes, step: int = 777) -> Spool:
    one = Spool(folder)
    for start in range(0, len(data), step):
        one.extend(data[start : start + step])
    return one


@pytest.mark.parametrize("length", [0, 1, 999, 1_000, 1_001, 54_321])
@pytest.mark.parametrize("step", [1, 777, 60_000])
def test_it_is_read_back_whole_and_from_anywhere(tmp_path: Path, length: int, step: int) -> None:
    data, chance = Random(length).randbytes(length), Random(step)
    one, plain = io.BufferedReader(written(tmp_path, data, step)), io.BytesIO(data)
    assert one.read() == data
    for _look in range(200):
        at, number = chance.randrange(length + 50), chance.randrange(2_500)
        for where in ((at, os.SEEK_SET), (-min(length, 40), os.SEEK_END), (3, os.SEEK_CUR)):
            assert one.seek(*where) == plain.seek(*where) and one.read(number) == plain.read(number)


def test_nothing_of_it_is_in_clear_on_the_disk_and_the_file_has_no_name(tmp_path: Path) -> None:
    one = written(tmp_path, WORDS * 500)
    assert not list(tmp_path.iterdir())
    on_disk = os.pread(one._file.fileno(), 10**6, 0)
    assert len(on_disk) > 10_000 and b"kanarienvogel" not in on_disk


def test_a_piece_that_was_changed_or_moved_does_not_open(tmp_path: Path) -> None:
    one = written(tmp_path, WORDS * 500)
    first, second = (os.pread(one._file.fileno(), one._sealed, number * one._sealed) for number in (0, 1))
    for forged in (second, first[:-1] + bytes([first[-1] ^ 1])):
        os.pwrite(one._file.fileno(), forged, 0)
        with pytest.raises(Tampered):
            one.seek(0) or one.read(10)


def test_closed_it_is_gone(tmp_path: Path) -> None:
    one = written(tmp_path, WORDS * 500)
    number = one._file.fileno()
    io.BufferedReader(one).close()
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        os.fstat(number)
