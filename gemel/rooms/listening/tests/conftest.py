"""A couple, with and without lines between them."""

from __future__ import annotations

import pytest

from gemel.testing import Client, TestHouse


@pytest.fixture
def pair(house: TestHouse) -> tuple[Client, Client]:
    return house.couple("Ana", "Ben")


@pytest.fixture
def ana(pair: tuple[Client, Client]) -> Client:
    return pair[0]


@pytest.fixture
def ben(pair: tuple[Client, Client]) -> Client:
    return pair[1]
