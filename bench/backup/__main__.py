"""A gigabyte of photos and 20,000 moments: backed up, backed up again, restored. See README.md."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.kit import couples
from bench.kit.figures import Figure, Options, main
from gemel.backup import back_up, open_place, restore
from gemel.settings import pepper_path

MOMENTS, PHOTOS, SIZE = 20_000, 1_000, 1_000_000


def photos(media: Path, number: int) -> None:
    for _photo in range(number):
        name = os.urandom(16).hex()
        home = media / name[:2] / name
        home.mkdir(parents=True)
        (home / os.urandom(16).hex()).write_bytes(os.urandom(SIZE))


def took(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def highest(anew: bool = False) -> float:
    """MB that this process took at its largest; `anew` from this moment on."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measure(_options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as folder:
        root, now = Path(folder), int(time.time())
        with couples.fresh_house(root / "data") as house:
            couples.couple_with(house, "a", MOMENTS)
            its = house.house.settings
        photos(its.data / "media", PHOTOS)
        place, pepper = open_place(str(root / "backups")), pepper_path(root / "elsewhere", {})
        before = highest(anew=True)
        first = took(lambda: back_up(its, pepper, place, now))
        photos(its.data / "media", 10)
        second = took(lambda: back_up(its, pepper, place, now + 86_400))
        host = msgspec.structs.replace(its, data=root / "host")
        back = took(lambda: restore(host, place, now + 90_000))
        grown = highest() - before
        size = sum(path.stat().st_size for path in (root / "host").rglob("*") if path.is_file()) / 1e6
    return [
        Figure("the first backup", first, "s", note=f"{size / first:.0f} MB a second"),
        Figure("the next night's, ten photos more", second, "s"),
        Figure("restored, all read back", back, "s", most=size / 5.6, note=f"{size / back:.0f} MB a second of {size:.0f} MB"),
        Figure("memory on top", grown, "MB", most=40),
    ]


if __name__ == "__main__":
    main("backup", measure, 1, 0)
