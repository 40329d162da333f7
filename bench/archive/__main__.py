"""An archive of 20,000 moments: how long, how much memory, and back again. See README.md."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image

from bench.kit import couples
from bench.kit.figures import Figure, Options, main
from gemel import testing
from gemel.archive import Copy, bring, pack, unpack
from gemel.media import new_photo, prepare
from gemel.moments import keep, share
from gemel.rooms.memories.kinds import Entry
from gemel.store import new_id

SEAL = "walnut copper midnight gentle harbour"
MANY, FEW, PHOTOS = 20_000, 2_000, 40
BATCH = 2_000  # moments written in one transaction


@dataclass
class Made:
    seconds: float
    worked: float
    """Of them, the seconds that a core was at it."""
    grown: float
    """MB by which the process grew at its largest, over what it had before."""
    size: float


def resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def written(house: testing.TestHouse, number: int, photos: int = 0) -> testing.Client:
    """Somebody with so many moments, three in ten of them for both, the last of them with photos."""
    who = house.person(f"of {number}")
    me = who.me()
    for first in range(0, number, BATCH):
        with house.house.store.writing() as db:
            for index in range(first, min(first + BATCH, number - photos)):
                at = house.clock.now - (number - index) * couples.HOUR
                (share if index % 10 < 3 else keep)(db, me, couples._thanks(index), at, id=new_id())
    for index in range(photos):
        _photographed(house, who, index)
    return who


def _photographed(house: testing.TestHouse, who: testing.Client, index: int) -> None:
    out, home = io.BytesIO(), new_id()
    Image.effect_noise((2000, 1500), 60 + index).convert("RGB").save(out, "JPEG", quality=80)
    one = prepare(out.getvalue())
    photo = new_photo(one)
    house.house.media.put(home, photo, one.picture, one.small)
    with house.house.store.writing() as db:
        share(db, who.me(), Entry(day=date(2026, 9, 21), words=f"Photo {index}", photos=(photo,)), house.clock.now, id=home)


def packed(house: testing.TestHouse, who: testing.Client, to: Path) -> Made:
    begin, worked, before, most = time.perf_counter(), time.process_time(), resident(), 0.0
    with to.open("wb") as out:
        for part in pack(Copy(house.house.store, house.house.media, who.me(), house.clock.now), SEAL):
            out.write(part)
            most = max(most, resident() - before)
    return Made(time.perf_counter() - begin, time.process_time() - worked, most, to.stat().st_size / 1e6)


def brought(house: testing.TestHouse, source: Path) -> tuple[float, float]:
    """Seconds to look the whole file through, and to write it all into a new account."""
    who, begin = house.person("anew"), time.perf_counter()
    with source.open("rb") as file:
        opened = unpack(file, SEAL)
        looked = time.perf_counter()
        done = bring(house.house.store, house.house.media, who.me(), opened)
    assert (done.moments, done.photos_lost) == (MANY, 0), done
    return looked - begin, time.perf_counter() - looked


@contextmanager
def a_house() -> Iterator[tuple[testing.TestHouse, Path]]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name, couples.fresh_house(Path(name) / "data") as house:
        yield house, Path(name)


def measure(_options: Options) -> list[Figure]:
    with a_house() as (house, folder):
        few = packed(house, written(house, FEW), folder / "few.zip")
        many = packed(house, written(house, MANY, PHOTOS), folder / "many.zip")
        looked, back = brought(house, folder / "many.zip")
    return [
        Figure(f"made: {MANY:,} moments, {PHOTOS} photos", many.seconds, "s", most=60, note=f"{many.worked:.1f} s of a core"),
        Figure(f"made: {FEW:,} moments", few.seconds, "s", note=f"{few.worked:.1f} s of a core"),
        Figure("memory while made, above what was there", many.grown, "MB", most=40, note=f"{FEW:,}: {few.grown:.1f} MB"),
        Figure("the file", many.size, "MB"),
        Figure("brought back: opened and looked through", looked, "s"),
        Figure("brought back: written", back, "s", note=f"{PHOTOS} photos made plain anew"),
    ]


if __name__ == "__main__":
    main("archive", measure, 1, 0)
