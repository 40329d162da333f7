"""Ana and Ben are a couple; Cleo is a stranger to both. The house knows a few exercises made for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gemel.people import account
from gemel.sittings import Exercise
from gemel.sittings.tests.doing import CALM, QUIET, TALK
from gemel.sittings.tests.making import known, made

prepare = cache(account.prepare)  # the slow part of a sign-up; the same in every test


@pytest.fixture(autouse=True)
def _quick_sign_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "prepare", prepare)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exercise]:
    folder: Path = tmp_path_factory.mktemp("exercises")
    several = [
        made(folder, "talk", TALK),
        made(folder, "calm", CALM, interrupts=True, holds=True, ways=("phones",), closes=False),
        made(folder, "quiet", QUIET, ways=("phones",), partial=10),
    ]
    return {one.name: one for one in several}


@pytest.fixture
def exercises(_made: dict[str, Exercise]) -> Iterator[dict[str, Exercise]]:
    with known(*_made.values()):
        yield _made


@pytest.fixture
def talk(exercises: dict[str, Exercise]) -> Exercise:
    return exercises["talk"]


@pytest.fixture
def calm(exercises: dict[str, Exercise]) -> Exercise:
    return exercises["calm"]


@pytest.fixture
def quiet(exercises: dict[str, Exercise]) -> Exercise:
    return exercises["quiet"]
