"""What a photo costs, what forty at once hold in memory, and what hostile uploads do. See README.md."""

from __future__ import annotations

import argparse
import io
import resource
import secrets
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from PIL import Image

from bench.kit import couples
from bench.kit.figures import Figure, Options, main, median
from bench.kit.servers import gemel_server
from bench.photos.crowd import Seen, crowd
from bench.photos.drawing import as_taken, likeness, photograph
from gemel.media import Media, new_photo, prepare
from gemel.media.tests.hostile import PICTURES, corpus, picture
from gemel.media.tests.test_hostile import wrong_with
from gemel.media.tests.warm import Warm
from gemel.store import new_id

MIB = 1 << 20


def core() -> float:
    """Seconds of the processor: ours, and those of the fences that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def one_photo(data: bytes, rounds: int) -> tuple[float | None, float | None]:
    """Seconds of one core and of the wall, from what came in to sealed files on the disk."""
    cores, walls = [], []
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as folder:
        media = Media(Path(folder))
        for _round in range(rounds):
            worked, began = core(), time.perf_counter()
            made = prepare(data)
            media.put(new_id(), new_photo(made), made.picture, made.small)
            cores.append(core() - worked)
            walls.append(time.perf_counter() - began)
    return median(cores), median(walls)


def each_kind(image: Image.Image, rounds: int) -> list[Figure]:
    found = []
    for kind in ("JPEG", "PNG", "WEBP"):
        data = as_taken(image, kind)
        worked, wall = one_photo(data, rounds)
        goal = 1.5 if kind == "JPEG" else None
        found.append(
            Figure(f"12 megapixels from {kind}, one core", worked, "s", most=goal, note=f"{len(data) / 1e6:.1f} MB")
        )
        found.append(Figure(f"12 megapixels from {kind}, on the wall", wall, "s"))
    return found


def as_kept(image: Image.Image, rounds: int) -> list[Figure]:
    """The same picture in the formats it could be kept in: seconds to write it, bytes, and how true it stays (PSNR)."""
    small = image.resize((2560, 1920), Image.Resampling.LANCZOS)
    ways = {
        "JPEG 85, progressive": ("JPEG", {"quality": 85, "progressive": True}),
        "WebP 83, quick": ("WEBP", {"quality": 83, "method": 0}),
        "WebP 83": ("WEBP", {"quality": 83, "method": 4}),
    }
    found = []
    for name, (kind, how) in ways.items():
        took = []
        for _round in range(rounds):
            worked, out = time.process_time(), io.BytesIO()
            small.save(out, kind, **how)
            took.append(time.process_time() - worked)
        note = f"{out.tell() / 1e6:.2f} MB, {likeness(small, Image.open(out)):.1f} dB"
        found.append(Figure(f"kept as {name}", median(took), "s", note=note))
    return found


def at_once(image: Image.Image, phones: int) -> list[Figure]:
    padded = as_taken(image)
    photos = [padded.ljust(20 * MIB - 1, b"\0")] * 2  # as large as two files may be
    photos[1] = photos[1][: 19 * MIB]  # with room for the words beside them
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        with couples.fresh_house(Path(name)) as house:
            people = [house.person(f"phone {number}").cookie for number in range(phones)]
            reader = house.person("a reader").cookie
        with gemel_server(Path(name)) as server:
            crowd(server, people[:1], photos, reader)  # what is loaded once is loaded
            few, many = crowd(server, people[:2], photos, reader), crowd(server, people, photos, reader)
    return crowd_figures(few, many, phones)


def crowd_figures(few: Seen, many: Seen, phones: int) -> list[Figure]:
    ratio = many.most / few.most if few.most else None
    return [
        Figure("memory of two at once", few.most, "MB", note=f"{few.before:.0f} MB before"),
        Figure(f"memory of {phones} at once", many.most, "MB", note=f"{many.before:.0f} MB before"),
        Figure(f"{phones} over two", ratio, most=1.1),
        Figure(f"answered, of {phones}", many.answered, least=phones, note=f"in {many.seconds:.0f} s"),
        Figure("a page meanwhile, the middle one", median(many.pages), "s"),
        Figure("a page meanwhile, the slowest", max(many.pages, default=None), "s"),
    ]


def hostile(flips: int, seed: int) -> list[Figure]:
    random, fence = Random(seed), Warm()
    uploads = [*corpus(), *((f"flips: {number}", flipped(random)) for number in range(flips))]
    costs = [(name, fence.looks_at(data)) for name, data in uploads]
    fence.close()
    wrong = [f"{name} {said}" for name, cost in costs if (said := wrong_with(name, cost))]
    print(*wrong, sep="\n", file=sys.stderr)
    return [
        Figure("hostile uploads", len(costs), note=f"--seed {seed}"),
        Figure("crashes, traces, and what was let in", len(wrong), most=0),
        Figure("of them refused", sum(cost.code != 0 for _name, cost in costs)),
        Figure("the most memory of one", max(cost.mib for _name, cost in costs), "MiB", most=512),
        Figure("the longest of one", max(cost.seconds for _name, cost in costs), "s", most=5.2),
    ]


def flipped(random: Random) -> bytes:
    """A picture with a few bytes of its own changed, cut short, or put in twice."""
    data = bytearray(picture(random.choice(PICTURES)))
    for _change in range(random.choice((1, 3, 30))):
        at = random.randrange(len(data))
        length = random.choice((1, 1, 4, 40))
        how = random.randrange(3)
        data[at : at + length] = (
            b"" if how == 0 else data[at : at + length] * 2 if how == 1 else random.randbytes(length)
        )
    return bytes(data)


def measure(options: Options) -> list[Figure]:
    image = photograph()
    found = each_kind(image, options.rounds) + as_kept(image, options.rounds)
    if options.phones:
        found += at_once(image, options.phones)
    return found + hostile(options.flips, options.seed or secrets.randbelow(2**31))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    own, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    main("photos", lambda options: measure(Options(**vars(options) | vars(own))), rounds=5, seconds=0)
