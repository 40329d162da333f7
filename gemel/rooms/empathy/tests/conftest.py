"""A couple and a stranger, and something that is on Ana's mind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gemel.coach import Port
from gemel.coach.judging import Labels
from gemel.testing import Client, TestHouse

VENT = "My boss cut me off in front of everyone. I held the whole launch alone, and nobody said a word."


@pytest.fixture
def vent(ana: Client, ben: Client) -> str:
    """The address of what Ana let Ben hear."""
    return ana.post("/empathy/vents", {"words": VENT, "wish": "heard"}).url.path


@pytest.fixture
def ideas(ana: Client, ben: Client) -> str:
    """The same, and ideas are welcome."""
    return ana.post("/empathy/vents", {"words": VENT, "wish": "ideas"}).url.path


@pytest.fixture
def broken(house: TestHouse) -> Iterator[None]:
    """A house whose model is not there."""

    def reader(_text: str, _reply_to: str) -> Labels:
        raise OSError

    before = house.house.coach
    object.__setattr__(house.house, "coach", Port(reader=reader))
    yield
    object.__setattr__(house.house, "coach", before)
