"""A house with an album, and a fence that is warm already."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

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
def album_app(shared_house: TestHouse) -> Any:
    return opened(shared_house)


@pytest.fixture
def album(house: TestHouse, album_app: Any) -> Iterator[TestHouse]:
    """A house that takes photos, and has none yet."""
    with declared():
        yield TestHouse(house.house, house.clock, album_app)
    shutil.rmtree(house.house.media.folder, ignore_errors=True)
