"""A house with an album, and a fence that is warm already."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from gemel.media import pictures
from gemel.media.tests.album import declared, opened
from gemel.media.tests.warm import Warm
from gemel.testing import TestHouse


@pytest.fixture(scope="session")
def fence() -> Iterator[Warm]:
    one = Warm()
    yield one
    one.close()


@pytest.fixture
def warm(fence: Warm, monkeypatch: pytest.MonkeyPatch) -> Warm:
    """Pictures go through the warm fence in this test."""
    monkeypatch.setattr(pictures, "_fenced", fence.fenced)
    return fence


@pytest.fixture(scope="session")
def shared_album(shared_house: TestHouse) -> TestHouse:
    return opened(shared_house)


@pytest.fixture
def album(house: TestHouse, shared_album: TestHouse) -> Iterator[TestHouse]:
    """A house that takes photos, and has none yet."""
    with declared():
        yield shared_album
    shutil.rmtree(house.house.media.folder, ignore_errors=True)
