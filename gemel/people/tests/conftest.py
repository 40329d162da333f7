"""Ana and Ben want to be a couple; Cleo is a stranger to both."""

from __future__ import annotations

from functools import cache

import pytest

from gemel.people import account
from gemel.testing import Client, TestHouse

prepare = cache(account.prepare)  # the slow part of a sign-up; the same in every test


@pytest.fixture(autouse=True)
def _quick_sign_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "prepare", prepare)


@pytest.fixture
def ana(house: TestHouse) -> Client:
    return house.person("Ana")


@pytest.fixture
def ben(house: TestHouse) -> Client:
    return house.person("Ben")


@pytest.fixture
def cleo(house: TestHouse) -> Client:
    return house.person("Cleo")
