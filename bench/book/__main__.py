"""A thick book of the year on one core. See README.md."""

from __future__ import annotations

import io
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdf
from PIL import Image

from bench.kit.figures import Figure, Options, main, median
from gemel.media import Media, Photo
from gemel.pages.binding import file_of
from gemel.printing import Book, Fact, Month, Piece, Said, Shot, bound, cut
from gemel.printing.layout import pages
from gemel.printing.paper import Card
from gemel.printing.pictures import shrunk
from gemel.store import new_id
from gemel.ui.tree import Growth, describe, draw
from gemel.vault import new_key

PHOTOS, MONTHS = 100, 12
SENTENCE = "We walked the long way round, past the closed kiosk, and you told me how the lights used to be. "
GROWN = Growth(days=365, weeks=40, opened=60, small=300, firsts=12)
WORDS = {
    "kind": "A book",
    "and_": " & ",
    "year": "2026",
    "contents": "What is in it",
    "found": "Paper.",
    "tree": "Tree",
}


@dataclass(frozen=True, slots=True)
class Stored:
    moment_id: bytes
    photo: Photo


def _stored(media: Media) -> list[Stored]:
    """Photos as they lie on the disk after they were taken in: 2560 pixels at the longest side, about a megabyte."""
    noise, found = Image.effect_noise((2600, 2600), 9), []
    for number in range(PHOTOS):
        size = (2560, 1920) if number % 3 else (1920, 2560)
        grain = noise.crop((number % 37, number % 41, number % 37 + size[0], number % 41 + size[1]))
        out = io.BytesIO()
        Image.merge("RGB", (grain, grain, grain)).save(out, "JPEG", quality=85)
        one = Stored(new_id(), Photo(new_id(), new_key(), *size))
        media.put(one.moment_id, one.photo, out.getvalue(), b"")
        found.append(one)
    return found


def _book(stored: list[Stored]) -> Book:
    shots = [
        Shot(file=file_of(one.photo.id), width=one.photo.width, height=one.photo.height, alt="A walk") for one in stored
    ]
    a_month = -(-PHOTOS // MONTHS)
    months = tuple(_month(number, shots[number * a_month : (number + 1) * a_month]) for number in range(MONTHS))
    return Book(title="Ana & Ben, 2026", names=("Ana", "Ben"), months=months, tree_alt=describe(GROWN), words=WORDS)


def _month(number: int, shots: list[Shot]) -> Month:
    said = (Said(who="Ana", lines=(SENTENCE * 3,)), Said(who="Ben", lines=(SENTENCE * 4,)))
    pairs = [Piece(form="pair", day=f"{day} March", title="What was it like?", said=said) for day in range(1, 21)]
    told = Said(who="Ben", lines=tuple(SENTENCE * 7 for _number in range(6)))
    stories = [Piece(form="story", day=f"{day} March", said=(told,)) for day in range(1, 9)]
    quotes = [
        Piece(form="quote", day=f"{day} March", said=(Said(who="Ana", lines=(SENTENCE,)),)) for day in range(1, 16)
    ]
    photos = Piece(form="story", day="30 March", said=said[:1], pages=pages(shots))
    facts = tuple(Fact(day=str(day), title="We laughed", text=SENTENCE) for day in range(1, 16))
    return Month(name=f"Month {number + 1}", facts=facts, pieces=(*pairs, *stories, *quotes, photos))


@dataclass(slots=True)
class Round:
    opened: float
    pressed: float
    wall: float
    pdf: bytes


def _cpu() -> float:
    """Seconds of CPU so far, of this process and of the presses it waited for: other people's work is not in it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _round(media: Media, stored: list[Stored], tree: str) -> Round:
    start, began = time.perf_counter(), _cpu()
    photos = {file_of(one.photo.id): shrunk(media.get(one.moment_id, one.photo)) for one in stored}
    opened = _cpu()
    pdf = bound(_book(stored), tree, photos)
    return Round(opened - began, _cpu() - opened, time.perf_counter() - start, pdf)


def _card(tree: str) -> float:
    start = _cpu()
    cut(Card(design="fold", texts=((SENTENCE,),), to="Ben", sender="Ana", words={"dear": "For Ben", "hint": ""}), tree)
    return _cpu() - start


def measure(options: Options) -> list[Figure]:
    tree = str(draw(GROWN, standalone=True))
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        media = Media(Path(name) / "media")
        stored = _stored(media)
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        rounds = [_round(media, stored, tree) for _number in range(options.rounds)]
    cards = [_card(tree) for _number in range(options.rounds)]
    number = len(pypdf.PdfReader(io.BytesIO(rounds[0].pdf)).pages)
    largest = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return [
        Figure("pages", number, least=300),
        Figure("photos", PHOTOS),
        Figure("photos opened and made small, CPU", median([one.opened for one in rounds]), "s"),
        Figure("at the press, CPU", median([one.pressed for one in rounds]), "s"),
        Figure("the whole book, CPU", median([one.opened + one.pressed for one in rounds]), "s", most=20),
        Figure("the whole book, waited for on one core", median([one.wall for one in rounds]), "s", most=20),
        Figure("size of the PDF", len(rounds[0].pdf) / 1e6, "MB", most=96),
        Figure("most memory of the press", largest[0], "MB", most=1_000),
        Figure("most memory of the process that asks", largest[1], "MB"),
        Figure("a card, CPU", median(cards), "s", most=3),
    ]


if __name__ == "__main__":
    main("book", measure, rounds=3, seconds=0)
