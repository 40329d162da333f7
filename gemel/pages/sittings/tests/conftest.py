"""Ana and Ben are a couple; Cleo is a stranger to both."""

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
def couple(house: TestHouse) -> tuple[Client, Client]:
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
