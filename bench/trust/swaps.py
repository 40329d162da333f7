"""G4. Sealed parts swapped between rows, columns, persons, states, epochs, couples and photos: nothing may open."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench.trust.kit import Budget, Found
from gemel.media import Media, MediaError, Photo
from gemel.moments import take_back
from gemel.moments.moment import opened, place
from gemel.moments.tests.saying import (
    SPOKEN,
    asked,
    change_now,
    drafted,
    handed,
    kept,
    known,
    open_private_pages,
    rows,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.people.person import Person
from gemel.testing import Client, TestHouse, open_test_house
from gemel.vault import VaultError, new_key

CLOSED = {"Broken", "Locked"}
COLUMNS = [
    ("sealed",), ("wrapped",), ("sealed", "wrapped"), ("id",), ("author_id",), ("epoch",), ("tier", "epoch"), ("round_id",),
    ("revision",), ("mode", "opens_at", "handed_in_at", "taken_back_at"), ("sealed", "wrapped", "tier", "epoch"),
    ("sealed", "wrapped", "mode", "opens_at", "handed_in_at", "taken_back_at", "round_id"),
]  # fmt: skip
PHOTOS = 0.05
"""The share of tries that go to photos, whose files are larger."""


class Row:
    """A row as a database writer would have it: some columns of one, some of another."""

    couple_id: bytes

    def __init__(self, row: Any, **columns: object) -> None:
        self.__dict__ = {**row._mapping, **columns}


def written(who: Client) -> None:
    """One of everything: for oneself, deep, draft, handed in, for later, taken back, shared."""
    kept(who), kept(who, deep=True), drafted(who, asked(who)), handed(who, asked(who)), scheduled(who), shared(who)
    change_now(who, take_back, shared(who))


@dataclass
class Scene:
    rows: list[Any]
    readers: list[Person]
    """Everybody, with all their keys."""


def scene(house: TestHouse) -> Scene:
    """Two couples; in the first, Ana wrote with somebody who left before Ben came, so that there are epochs."""
    ana, dan = house.couple("Ana", "Dan")
    written(ana)
    dan.post("/leaving")
    ana.get("/")
    ben = house.person("Ben")
    house.pair(ana, ben)
    people = [ana, ben, *house.couple("Cleo", "Eve")]
    for who in people:
        written(who)
        written(who)
    readers = [open_private_pages(who).me() for who in people]
    return Scene(rows(house), readers)


def bound(row: Any) -> tuple[Any, ...]:
    """All that decides whether a row opens. Where a swap leaves this as it was, it has changed nothing."""
    return place(row, bytes(row.couple_id)), bytes(row.couple_id), bytes(row.sealed), bytes(row.wrapped)


def swapped(there: Scene, chance: Random) -> Row:
    while True:
        one, other = chance.sample(there.rows, 2)
        row = Row(one, **{column: getattr(other, column) for column in chance.choice(COLUMNS)})
        if chance.random() < 0.1:
            row.couple_id = other.couple_id
        if bound(row) != bound(one):
            return row


def opens(there: Scene, row: Row) -> bool:
    """To anybody in the couple that the row says it belongs to: others are never given it."""
    return any(said(opened(me, row)) not in CLOSED for me in there.readers if me.couple == row.couple_id)


@dataclass
class Album:
    """Photos of several moments, as files."""

    media: Media
    kept: list[tuple[bytes, Photo]] = field(default_factory=list)

    def fill(self) -> None:
        for _moment in range(4):
            home = secrets.token_bytes(16)
            for _photo in range(2):
                photo = Photo(secrets.token_bytes(16), new_key(), 10, 10)
                self.media.put(home, photo, secrets.token_bytes(900), secrets.token_bytes(300))
                self.kept.append((home, photo))

    def swap_opens(self, chance: Random) -> bool:
        """One file's bytes put in place of another's, or a key that belongs to another, or a file moved."""
        (home, photo), (other_home, other) = chance.sample(self.kept, 2)
        small, from_small = chance.random() < 0.5, chance.random() < 0.5
        theirs = self._path(other_home, other, from_small).read_bytes()
        path = self._path(home, photo, small)
        before = path.read_bytes()
        path.write_bytes(theirs)
        key = chance.choice((photo, Photo(photo.id, other.key, 10, 10)))
        try:
            self.media.get(home, key, small)
        except (VaultError, MediaError):
            return False
        finally:
            path.write_bytes(before)
        return True

    def _path(self, home: bytes, photo: Photo, small: bool) -> Path:
        return self.media.folder / home.hex()[:2] / home.hex() / (photo.id.hex() + ".small" * small)


def swaps(house: TestHouse, folder: Path, budget: Budget, seed: int) -> Found:
    chance, album = Random(seed), Album(Media(folder / "album"))
    album.fill()
    there, wrong, tried = scene(house), 0, 0
    for _try in budget.tries():
        photo = chance.random() < PHOTOS
        wrong += album.swap_opens(chance) if photo else opens(there, swapped(there, chance))
        tried += 1
    return Found(
        tried, wrong, f"seed {seed}; {len(there.rows)} rows, {len(album.kept)} photos, {len(there.readers)} readers"
    )


def run(budget: Budget) -> Found:
    with (
        tempfile.TemporaryDirectory(prefix="gemel-trust-") as name,
        known(*SPOKEN),
        open_test_house(Path(name) / "data") as house,
    ):
        return swaps(house, Path(name), budget, budget.seed)
