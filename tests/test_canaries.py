"""Planted secrets: hundreds of different words through every field, then a search of every byte that was kept.

A byte that should not be there is looked for plain, as UTF-16, in base64 (at each of its three offsets) and
inside anything that zlib can unpack.
"""

from __future__ import annotations

import base64
import logging
import os
import re
import secrets
import tempfile
import zlib
from pathlib import Path

import pytest

from gemel.testing import PASSPHRASE, Client, TestHouse, open_test_house
from tests.walks import fill_every_field

AT_LEAST = 300
PREFIX = "kanarienvogel"


class Canaries:
    """A fresh word for each place that it is asked for."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, _field: str = "") -> str:
        self.words.append(PREFIX + secrets.token_hex(7))
        return self.words[-1]


def traces(word: str) -> list[bytes]:
    plain = word.encode()
    shifted = [base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    return [plain, plain.upper(), word.encode("utf-16-le"), word.encode("utf-16-be"), *shifted, plain.hex().encode()]


def unpacked(data: bytes) -> list[bytes]:
    """Whatever in these bytes looks like a zlib or gzip stream, unpacked."""
    found, view = [], memoryview(data)
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", data):
        engine = zlib.decompressobj(47)
        try:
            found.append(engine.decompress(view[match.start() : match.start() + 200_000], 4_000_000))
        except zlib.error:
            continue
    return [one for one in found if one]


def hits(words: list[str], data: bytes) -> list[str]:
    # All canaries begin alike: a heap without that beginning, in any disguise, holds none of them.
    pile = [heap for heap in (data, *unpacked(data)) if any(trace in heap for trace in traces(PREFIX))]
    return [word for word in words if any(trace in heap for trace in traces(word) for heap in pile)]


def kept_files(*folders: Path) -> dict[str, bytes]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every temporary file of this process goes where it can be looked at."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def walk(house: TestHouse, canaries: Canaries) -> list[Client]:
    """People who write a canary into every field there is, by every page there is."""
    people = []
    while len(canaries.words) < AT_LEAST:
        ana, ben = house.couple(canaries("name"), canaries("name"))
        people += [ana, ben, house.person(canaries("name"))]
        for person in people[-3:]:
            fill_every_field(house, person, canaries)
    return people


def test_no_planted_word_is_found_at_rest(
    database: str, tmp_path: Path, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canaries, data = Canaries(), tmp_path / "data"
    with open_test_house(data, database) as house:
        walk(house, canaries)
        at_rest = kept_files(data, temporary) | {"dump": dump(house)}
    at_rest |= {"closed " + name: data for name, data in kept_files(data, temporary).items()}
    at_rest["log"] = caplog.text.encode()
    assert len(canaries.words) >= AT_LEAST
    found = {name: hits(canaries.words, data) for name, data in at_rest.items()}
    assert not {name: words for name, words in found.items() if words}


def dump(house: TestHouse) -> bytes:
    """Every value of every table, and on PostgreSQL the files of the cluster itself."""
    from gemel.store import metadata

    with house.house.store.reading() as db:
        rows = [tuple(row) for table in metadata.sorted_tables for row in db.execute(table.select())]
    values = [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
    return b"\n".join(values) + cluster_files(house)


def cluster_files(house: TestHouse) -> bytes:
    place = os.environ.get("GEMEL_TEST_CLUSTER", "").partition("|")[0]
    if house.house.store.sqlite or not place:
        return b""
    with house.house.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("CHECKPOINT")
    wanted = ("base", "pg_wal", "global", "log")
    files = (path for name in wanted for path in (Path(place) / "data" / name).rglob("*"))
    return b"".join(path.read_bytes() for path in [*files, Path(place) / "log"] if path.is_file())


def test_the_search_itself_finds_what_is_there() -> None:
    """A scan that cannot fail proves nothing."""
    word = Canaries()()
    for disguise in (
        word.encode(),
        word.encode("utf-16-le"),
        base64.b64encode(b"ab" + word.encode() + b"cd"),
        zlib.compress(b"x" * 50 + word.encode()),
    ):
        assert hits([word], b"before" + disguise + b"after")


def test_no_word_of_one_couple_reaches_another(house: TestHouse) -> None:
    """Every page that a stranger can open, searched for what a couple wrote."""
    from tests.walks import every_address

    canaries = Canaries()
    ana, ben = house.couple(canaries("name"), canaries("name"))
    for person in (ana, ben):
        fill_every_field(house, person, canaries)
    stranger = house.person("Cleo")
    for path in every_address(house, [ana, ben]):
        response = stranger.get(path)
        assert not hits(canaries.words, response.content), path


def test_a_passphrase_is_nowhere(house: TestHouse, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ana = house.person("Ana")
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    assert PASSPHRASE.encode() not in b"".join(kept_files(house.house.settings.data).values())
    assert PASSPHRASE not in caplog.text
