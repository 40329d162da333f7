"""Making the archive: a few passes over one's moments, leaf by leaf, each in a short reading of its own.

What changes meanwhile is there or not, as it stood when its leaf was read; nothing waits for the one who downloads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from gemel.archive.form import DATA, PAGE, SCHEMA, VERSION, Entry, entry, iso, photo_file
from gemel.archive.page import article, day_of, foot, head, shown, year
from gemel.archive.seal import File, sealed
from gemel.media import Media, Missing
from gemel.moments import Moment, leaf
from gemel.people.person import Person
from gemel.store import Store
from gemel.vault import Tampered


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: whose, as of when, from where it is read; whether what the other opened is in it, and private pages
    as far as they are open."""

    store: Store
    media: Media
    person: Person
    now: int
    theirs: bool = False
    private: bool = False
    years: Counter[int] = field(default_factory=Counter)
    """Filled by the first pass, for the page that the second makes."""

    def moments(self) -> Iterator[Moment]:
        after: tuple[int, bytes] | None = None
        while True:
            with self.store.reading() as db:
                several = leaf(db, self.person, self.now, after, theirs=self.theirs)
            if not several:
                return
            after = several[-1].at, several[-1].id
            yield from (it for it in several if it.readable and (self.private or it.tier != "private"))

    def entries(self) -> Iterator[Entry]:
        return (entry(self.person, it) for it in self.moments())


def pack(copy: Copy, passphrase: str) -> Iterator[bytes]:
    """The sealed archive, part by part."""
    return sealed(_files(copy), passphrase)


def _files(copy: Copy) -> Iterator[File]:
    yield File(DATA, _data(copy))
    yield File(PAGE, _page(copy))
    yield from _photos(copy)


def _data(copy: Copy) -> Iterator[bytes]:
    profile = msgspec.to_builtins(copy.person.profile)
    about = {"schema": SCHEMA, "version": VERSION, "made": iso(copy.now), "you": profile}
    yield msgspec.json.encode(about)[:-1] + b',"moments":[\n'
    comma = b""
    for one in copy.entries():
        if shown(one):
            copy.years[day_of(one, copy.person.zone).year] += 1
        yield comma + msgspec.json.encode(one)
        comma = b",\n"
    yield b"\n]}\n"


def _page(copy: Copy) -> Iterator[bytes]:
    yield head(copy.person, copy.now, copy.years, copy.theirs)
    before = 0
    for one in filter(shown, copy.entries()):
        day = day_of(one, copy.person.zone)
        if day.year != before:
            yield year(day.year, first=not before)
            before = day.year
        yield article(copy.person, one)
    yield foot(first=not before)


def _photos(copy: Copy) -> Iterator[File]:
    for it in copy.moments():
        for number, photo in enumerate(getattr(it.body, "photos", ())):
            with suppress(Missing, Tampered):  # lost or changed outside gemel: the rest goes along
                yield File(photo_file(it, number), [copy.media.get(it.id, photo)], pressed=False)
