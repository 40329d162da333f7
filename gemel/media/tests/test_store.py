"""Photos as files: they come back whole, open nowhere else, and leave nothing behind."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from gemel.media import Media, Missing, NoRoom, Photo
from gemel.media.store import DAY, UNFINISHED
from gemel.vault import Tampered, new_key

RIVER, BRIDGE = b"r" * 16, b"b" * 16  # two moments
PICTURE, SMALL = b"\xff\xd8 the picture " * 5_000, b"\xff\xd8 the thumbnail " * 200
NOW = int(time.time())


def photo(letter: bytes = b"p") -> Photo:
    return Photo(letter * 16, new_key(), 2560, 1920)


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return Media(tmp_path / "media")


def files(media: Media) -> list[Path]:
    return sorted(path for path in media.folder.rglob("*") if path.is_file())


def test_both_sizes_come_back(media: Media) -> None:
    one, other = photo(), photo(b"q")
    media.put(RIVER, one, PICTURE, SMALL)
    media.put(RIVER, other, SMALL, PICTURE)
    assert media.get(RIVER, one) == PICTURE and media.get(RIVER, one, small=True) == SMALL
    assert media.get(RIVER, other) == SMALL and media.get(RIVER, other, small=True) == PICTURE


def test_a_file_has_a_random_name_and_no_byte_in_clear(media: Media) -> None:
    one = photo()
    media.put(RIVER, one, PICTURE, SMALL)
    home = media.folder / RIVER.hex()[:2] / RIVER.hex()
    assert files(media) == [home / one.id.hex(), home / f"{one.id.hex()}.small"]
    for path in files(media):
        data = path.read_bytes()
        assert b"\xff\xd8 the" not in data and one.key not in data
        assert path.stat().st_mode & 0o077 == 0


def test_lengths_are_told_only_roughly(media: Media) -> None:
    one, other = photo(), photo(b"q")
    media.put(RIVER, one, b"x" * 500_001, SMALL)
    media.put(RIVER, other, b"x" * 505_000, SMALL)
    sizes = {path.stat().st_size for path in files(media) if path.suffix != ".small"}
    assert len(sizes) == 1 and sizes.pop() < 500_001 * 1.12


def test_nothing_opens_in_another_place(media: Media) -> None:
    """The same key everywhere, so that only the place stands in the way."""
    key = new_key()
    one, other = Photo(b"p" * 16, key, 1, 1), Photo(b"q" * 16, key, 1, 1)
    media.put(RIVER, one, PICTURE, SMALL)
    media.put(RIVER, other, PICTURE, SMALL)
    media.put(BRIDGE, one, PICTURE, SMALL)
    home, elsewhere = media._home(RIVER), media._home(BRIDGE)
    large, small = home / one.id.hex(), home / f"{one.id.hex()}.small"
    for moved, to, ask in (
        (large, elsewhere / one.id.hex(), (BRIDGE, one, False)),
        (large, home / other.id.hex(), (RIVER, other, False)),
        (large, small, (RIVER, one, True)),
        (small, large, (RIVER, one, False)),
    ):
        before = to.read_bytes()
        to.write_bytes(moved.read_bytes())
        with pytest.raises(Tampered):
            media.get(*ask)
        to.write_bytes(before)
        media.get(*ask)


def test_one_changed_byte_is_noticed(media: Media) -> None:
    one = photo()
    media.put(RIVER, one, PICTURE, SMALL)
    path = files(media)[0]
    data = bytearray(path.read_bytes())
    for place in (0, 5, 20, 40, len(data) // 2, len(data) - 1):
        data[place] ^= 1
        path.write_bytes(data)
        with pytest.raises(Tampered):
            media.get(RIVER, one)
        data[place] ^= 1
    path.write_bytes(data[:-1])
    with pytest.raises(Tampered):
        media.get(RIVER, one)


def test_another_key_opens_nothing(media: Media) -> None:
    media.put(RIVER, photo(), PICTURE, SMALL)
    with pytest.raises(Tampered):
        media.get(RIVER, photo())


def test_a_key_is_not_shown_by_printing_a_photo() -> None:
    one = photo()
    assert one.key.hex() not in repr(one) and repr(one.key) not in repr(one)


def test_what_is_let_go_is_gone(media: Media) -> None:
    one, other = photo(), photo(b"q")
    for each in (one, other):
        media.put(RIVER, each, PICTURE, SMALL)
    media.put(BRIDGE, one, PICTURE, SMALL)
    media.drop(RIVER, one)
    assert media.get(RIVER, other) == PICTURE
    for small in (False, True):
        with pytest.raises(Missing):
            media.get(RIVER, one, small)
    media.drop(RIVER, one)
    media.drop(RIVER)
    media.drop(RIVER)
    assert [path.parent.name for path in files(media)] == [BRIDGE.hex()] * 2


def swept(media: Media, *known: bytes, later: int = 2 * DAY) -> int:
    return media.sweep(lambda ids: set(known) & set(ids), NOW + later)


def test_the_sweep_takes_what_has_no_moment_and_nothing_else(media: Media) -> None:
    for moment in (RIVER, BRIDGE):
        media.put(moment, photo(), PICTURE, SMALL)
    assert swept(media, RIVER, later=DAY - 60) == 0  # its row may still be on the way
    assert swept(media, RIVER) == 1
    assert {path.parent.name for path in files(media)} == {RIVER.hex()}
    assert swept(media, RIVER) == 0


def test_an_empty_database_is_no_reason_to_burn_the_album(media: Media) -> None:
    for moment in (RIVER, BRIDGE):
        media.put(moment, photo(), PICTURE, SMALL)
    assert swept(media) == 0 and len(files(media)) == 4


def test_the_sweep_takes_what_was_never_finished(media: Media) -> None:
    one = photo()
    media.put(RIVER, one, PICTURE, SMALL)
    (media._home(RIVER) / f"{UNFINISHED}0123").write_bytes(b"half")
    assert swept(media, RIVER, later=60) == 0
    assert swept(media, RIVER) == 1
    assert media.get(RIVER, one) == PICTURE and len(files(media)) == 2


def test_the_sweep_leaves_alone_what_is_not_ours(media: Media) -> None:
    media.put(RIVER, photo(), PICTURE, SMALL)
    for name in ("zz", "lost+found", "ab"):
        (media.folder / name).mkdir()
    strange = media.folder / "ab" / ("z" * 32)
    strange.mkdir()
    (strange / "note").write_bytes(b"mine")
    assert swept(media, RIVER) == 0 and strange.exists()
    assert Media(media.folder / "nowhere").sweep(lambda _ids: set(), NOW) == 0


def test_a_full_disk_keeps_nothing_and_says_so(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    media.put(RIVER, photo(), PICTURE, SMALL)
    before = files(media)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom):
        media.put(RIVER, photo(b"q"), PICTURE, SMALL)
    assert files(media) == before


def test_the_second_size_that_does_not_fit_takes_the_first_along(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def full_later(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 4:
            raise OSError(errno.ENOSPC, "no space")
        real(handle)

    monkeypatch.setattr(os, "fsync", full_later)
    with pytest.raises(NoRoom):
        media.put(RIVER, photo(), PICTURE, SMALL)
    assert files(media) == []


def test_another_fault_of_the_disk_is_not_called_fullness(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        media.put(RIVER, photo(), PICTURE, SMALL)
