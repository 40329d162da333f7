"""A server with a couple on it, a place for backups, and hosts that have nothing yet."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gemel.backup import open_place
from gemel.backup.place import Place
from gemel.media import Media, Photo
from gemel.settings import Settings
from gemel.store import Store
from gemel.store.tests.freeze import write
from gemel.store.tests.opening import by_codes, by_passphrase
from gemel.testing import START, open_test_house, settings
from gemel.testing_postgres import here

NIGHT = START + 86_400
MOMENT, PHOTO, PICTURE = b"\xab" * 16, Photo(b"\xcd" * 16, b"k" * 32, 4, 3), b"a picture" * 9_000


@dataclass
class Server:
    settings: Settings
    told: dict[str, Any]

    @property
    def photo(self) -> Path:
        return self.settings.data / "media" / "ab" / ("ab" * 16) / ("cd" * 16)


@pytest.fixture
def empty_host(database: str, tmp_path: Path) -> Callable[[], Settings]:
    """A machine with gemel on it, its pepper, and nothing else."""

    def make() -> Settings:
        folder = tmp_path / f"host-{os.urandom(3).hex()}"
        folder.mkdir()
        return settings(folder, here(f"host_{os.urandom(4).hex()}") if database else "")

    return make


@dataclass(frozen=True)
class Frozen:
    """A server's database, made once: a file, or a name that PostgreSQL copies."""

    file: Path
    name: str
    told: dict[str, Any]


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory, database: str) -> Frozen:
    folder, name = tmp_path_factory.mktemp("frozen"), f"frozen_{os.urandom(4).hex()}"
    with open_test_house(folder, here(name) if database else "") as house:
        told = json.loads(json.dumps(write(house)))
    return Frozen(folder / "gemel.db", name, told)


@pytest.fixture
def server(tmp_path: Path, frozen: Frozen, database: str) -> Server:
    """A couple with every tier, and a photo."""
    (tmp_path / "server").mkdir()
    its = settings(tmp_path / "server", here(f"server_{os.urandom(4).hex()}", frozen.name) if database else "")
    if not database:
        shutil.copyfile(frozen.file, its.data / "gemel.db")
    (its.data / "sessions.db").write_bytes(b"somebody is signed in")
    Media(its.data / "media").put(MOMENT, PHOTO, PICTURE, PICTURE[:9])
    return Server(its, frozen.told)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return open_place(str(tmp_path / "backups"))


def everything_opens(its: Settings, told: dict[str, Any], codes: bool = False) -> None:
    store = Store(its.main_url, 2)
    for name, readable in told["readable"].items():
        assert by_passphrase(store, name, told["passphrase"], told["now"]) == set(readable), name
    for name, pair in told["codes"].items() if codes else ():
        assert by_codes(store, name, *pair, told["now"]) == set(told["readable"][name]), name
    store.close()
