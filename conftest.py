"""Fixtures for every test in the house. `--db` chooses the database, `--db=both` runs each test on both."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from gemel import testing, testing_postgres
from gemel.testing import Client, TestHouse

DATABASES = {"sqlite": ["sqlite"], "postgres": ["postgres"], "both": ["sqlite", "postgres"]}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=list(DATABASES), default="sqlite", help="the database that tests run on")


def pytest_configure(config: pytest.Config) -> None:
    testing.lower_the_floor()
    os.environ.setdefault("GEMEL_TEST_DAY", str(int(time.time()) // 86_400))  # one for all that work at it
    wants = config.getoption("--db") != "sqlite" and not hasattr(config, "workerinput")
    config.cluster = testing_postgres.start() if wants else None  # type: ignore[attr-defined]
    if config.cluster is not None:  # type: ignore[attr-defined]
        os.environ["GEMEL_TEST_CLUSTER"] = f"{config.cluster.folder}|{config.cluster.programs}"  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if getattr(config, "cluster", None) is not None:
        config.cluster.stop()  # type: ignore[attr-defined]
        os.environ.pop("GEMEL_TEST_CLUSTER", None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", DATABASES[metafunc.config.getoption("--db")], indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever opens a browser is marked, so that it can be left out where there is none. In CI, which has fifteen
    minutes, a third of the walks without script is walked, another third each day; everywhere else all of them."""
    for item in items:
        if {"browser", "two"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    if os.environ.get("CI"):
        later = {item for item in items if "[plain" in item.name and not _today(item.nodeid)}
        config.hook.pytest_deselected(items=list(later))
        items[:] = [item for item in items if item not in later]


def _today(walk: str) -> bool:
    return (crc32(walk.encode()) + int(os.environ["GEMEL_TEST_DAY"])) % 3 == 0


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database of the kind asked for; empty for SQLite."""
    if request.param == "sqlite":
        return ""
    place = os.environ.get("GEMEL_TEST_CLUSTER")
    if not place:
        pytest.skip("no PostgreSQL on this machine (apt-get install postgresql)")
    folder, _bar, programs = place.partition("|")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return testing_postgres.Cluster(Path(folder), Path(programs)).create(f"gemel_{worker}_{os.getpid()}")


@pytest.fixture(scope="session")
def shared_house(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHouse]:
    with testing.open_test_house(tmp_path_factory.mktemp("house"), database) as house:
        yield house


@pytest.fixture
def house(shared_house: TestHouse) -> TestHouse:
    """A house with nobody in it, at its first moment."""
    testing.empty(shared_house.house)
    shared_house.clock.now = testing.START
    return shared_house


@pytest.fixture
def couple(house: TestHouse) -> tuple[Client, Client]:
    """Ana and Ben; Cleo is a stranger to both."""
    return house.couple()


@pytest.fixture
def ana(couple: tuple[Client, Client]) -> Client:
    return couple[0]


@pytest.fixture
def ben(couple: tuple[Client, Client]) -> Client:
    return couple[1]


@pytest.fixture
def cleo(house: TestHouse) -> Client:
    return house.person("Cleo")


@pytest.fixture(scope="session")
def served(shared_house: TestHouse) -> Iterator[str]:
    with testing.served(shared_house.app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The machine's Chromium; tests that need it are left out, loudly, where there is none."""
    from gemel import testing_browser

    with testing_browser.chromium() as one:
        if one is None:
            pytest.skip("no Chromium on this machine (apt-get install chromium)")
        yield one


@pytest.fixture(params=["script", "plain"])
def script(request: pytest.FixtureRequest) -> bool:
    """With and without script: browser tests that take this run twice."""
    return request.param == "script"


@pytest.fixture
def two(house: TestHouse, served: str, browser: object, request: pytest.FixtureRequest) -> Iterator[object]:
    """Two phones, empty-handed, in two contexts of one browser."""
    from gemel import testing_browser

    javascript = "script" not in request.fixturenames or request.getfixturevalue("script")
    with testing_browser.phones(browser, house, served, javascript, request.node.name) as pair:
        yield pair


def pytest_terminal_summary(terminalreporter: object) -> None:
    """Say loudly what was left out for want of a browser, a database or a Redis."""
    skipped = terminalreporter.stats.get("skipped", [])  # type: ignore[attr-defined]
    for missing in ("no Chromium", "no PostgreSQL", "no Redis"):
        left_out = sum(missing in str(report.longrepr) for report in skipped)
        if left_out:
            terminalreporter.section(f"LEFT OUT: {left_out} tests, {missing} on this machine", sep="!", red=True)  # type: ignore[attr-defined]
