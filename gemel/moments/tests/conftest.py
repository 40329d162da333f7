"""Ana and Ben are a couple; Cleo is a stranger to both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from gemel.moments.tests.saying import SPOKEN, known
from gemel.people import account
from gemel.testing import TestHouse

prepare = cache(account.prepare)  # the slow part of a sign-up; the same in every test


@pytest.fixture(autouse=True)
def _quick_sign_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "prepare", prepare)


@pytest.fixture(autouse=True)
def _kinds(house: TestHouse) -> Iterator[None]:
    with known(*SPOKEN):
        yield
