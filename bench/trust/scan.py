"""G1 and G3. What lies in the folder, read by somebody who has all of it: no word, and no key that opens one."""

from __future__ import annotations

import hashlib
import io
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from sqlalchemy import select

from bench.trust.kit import Budget, Found
from gemel.backup.making import back_up
from gemel.backup.place import Folder
from gemel.people.tables import person
from gemel.settings import pepper_path
from gemel.store import metadata
from gemel.testing import PASSPHRASE, TestHouse, open_test_house
from gemel.vault import key_id, sealed_with
from gemel.vault.hkdf import hkdf
from tests.test_canaries import Canaries, dump, hits, kept_files
from tests.walks import fill_every_field

KEY = 32
GUESSES = (b"", b"gemel/v1/session owner", b"gemel/v1/session", b"gemel/v1/kek", b"gemel/v1/account")


def filled(house: TestHouse, canaries: Canaries, most: int) -> None:
    """Couples that write a canary into every field there is, private pages open, a photo with one in its margins."""
    while len(canaries.words) < most:
        for who in house.couple(canaries("name"), canaries("name")):
            who.post("/private/key", {"passphrase": PASSPHRASE})
            fill_every_field(house, who, canaries)
            who.post("/timeline/search", {"words": canaries("search")})
            who.post("/coach/hints", {"_look": "did thanks", "did": f"You never {canaries('coach')}"})
        photo = ("photo", (canaries("file") + ".jpg", picture(canaries("exif")), "image/jpeg"))
        who.post("/memories/journal", {"words": canaries("words")}, [photo])


def picture(word: str, size: tuple[int, int] = (320, 240)) -> bytes:
    """A photo that says the word in its EXIF, its comment and behind its end."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010E] = exif[0x013B] = word
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", exif=exif, comment=word.encode())
    return out.getvalue() + word.encode()


class Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def scanned(folder: Path, most: int) -> tuple[Canaries, dict[str, bytes]]:
    """Everything that was kept anywhere, by where it was found."""
    canaries, heard, data = Canaries(), Heard(), folder / "data"
    logging.getLogger().addHandler(heard)
    try:
        with open_test_house(data) as house:
            filled(house, canaries, most)
            found = {"open " + name: what for name, what in kept_files(data).items()} | {"dump": dump(house)}
            back_up(house.house.settings, pepper_path(folder, {}), Folder(folder / "backup"), house.clock.now)
    finally:
        logging.getLogger().removeHandler(heard)
    return canaries, found | kept_files(folder) | {"log": "\n".join(heard.lines).encode()}


def run(budget: Budget) -> Found:
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        tempfile.tempdir, before = name, tempfile.tempdir
        try:
            canaries, found = scanned(Path(name), budget.n)
        finally:
            tempfile.tempdir = before
    wrong = {place: words for place, what in found.items() if (words := hits(canaries.words, what))}
    size = sum(map(len, found.values()))
    told = f"{len(found)} files and dumps, {size / 1e6:.0f} MB, SQLite: data, write-ahead log, sessions, media, backup, temp, log"
    return Found(len(canaries.words), len(wrong), f"{told}. {', '.join(sorted(wrong)[:5])}".strip())


def columns(house: TestHouse) -> Iterator[bytes]:
    with house.house.store.reading() as db:
        for table in metadata.sorted_tables:
            for row in db.execute(table.select()):
                yield from (value for value in row if isinstance(value, bytes))
    with house.house.sessions.store.reading() as db:
        for row in db.exec_driver_sql("SELECT id, owner, blob, note FROM session"):
            yield from map(bytes, row)


def candidates(values: list[bytes], pepper: bytes) -> set[bytes]:
    """Keys that somebody could make of what lies there: every 32 bytes at the start or end of a value, hashed, mixed with
    the pepper, or as they are."""
    plain = {part for value in values if len(value) >= 16 for part in (value[:KEY], value[-KEY:], value)}
    found = {pepper, bytes(KEY)}
    for part in plain:
        found |= {part[:KEY], hashlib.sha256(part).digest(), hashlib.blake2b(part, digest_size=KEY).digest()}
        found |= {hkdf(secret, info) for secret in (part, pepper + part) for info in GUESSES}
    return {key for key in found if len(key) == KEY}


def public(house: TestHouse) -> set[bytes]:
    """What private pages are sealed to is named by its public half, which opens nothing."""
    with house.house.store.reading() as db:
        return {bytes(value) for (value,) in db.execute(select(person.c.private_public))}


def cold(budget: Budget) -> Found:
    """No envelope in the house names a key that could be made. Each says whose key it was sealed with, so that trying
    means comparing names; a name is eight bytes of a keyed hash."""
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name, open_test_house(Path(name) / "data") as house:
        canaries = Canaries()
        filled(house, canaries, min(budget.n, 200))
        values = list(columns(house))
        made = candidates(values, house.house.settings.pepper) - public(house)
    named = {sealed_with(value) for value in values if len(value) > 40}
    opens = {key_id(key) for key in made} & named
    return Found(
        len(made), len(opens), f"{len(made):,} keys that can be made, against {len(named):,} names of keys in use"
    )
