"""A couple and a stranger, and a question between the two."""

from __future__ import annotations

import re
from collections.abc import Callable

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


@pytest.fixture
def cy(house: TestHouse) -> Client:
    """A stranger to the two, alone in a couple of one."""
    return house.person("Cy")


@pytest.fixture
def asked(ana: Client) -> str:
    """The address of a question that Ana asked of both."""
    return ana.post("/questions").url.path


@pytest.fixture
def opened(asked: str, ana: Client, ben: Client) -> str:
    """The address of a question that both have answered."""
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    ben.post(f"{asked}/answer", {"words": "fresh bread"})
    return asked


@pytest.fixture
def plain() -> Callable[[str], str]:
    """A page without what differs between two looks at it: the hidden ids of its forms."""
    return lambda text: re.sub(r'name="(_token|_id)" value="\w*"', "", text)
