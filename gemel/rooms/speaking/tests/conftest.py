"""A couple and a stranger, and a statement between the two."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gemel.testing import Client

WORDS = "I feel lonely when the phone is out while we talk; could we put both away at dinner tonight?"
DRAFT = {
    "mind": "You never listen to me",
    "saw": "the phone is out while we talk",
    "feel": "lonely",
    "ask": "could we put both away at dinner",
    "by": "tonight",
}


@pytest.fixture
def sent(ana: Client, ben: Client) -> str:
    """The address of a statement that Ana sent to Ben."""
    ana.post("/speaking/statements", {**DRAFT, "words": WORDS, "way": "send"})
    return first(ana.get("/speaking").text, "/speaking/statements/")


@pytest.fixture
def kept(ana: Client) -> str:
    """The address of a statement that Ana keeps, to say it aloud."""
    return ana.post("/speaking/statements", {**DRAFT, "words": WORDS}).url.path


@pytest.fixture
def apology(ana: Client, ben: Client) -> str:
    """The address of an apology that Ana sent to Ben."""
    ana.post("/speaking/apologies", {"words": "I told your story. I am sorry.", "way": "send"})
    return first(ana.get("/speaking").text, "/speaking/apologies/")


@pytest.fixture
def answer(ben: Client) -> Callable[..., str]:
    """Ben answers what was sent, and this is the page he sees then."""

    def say(path: str, **fields: str) -> str:
        return ben.post(f"{path}/receptions", {"back": "So the phones were out", **fields}).text

    return say


def first(page: str, begins: str) -> str:
    """The first address on a page that begins like this and ends with an id."""
    return re.search(re.escape(begins) + r"[0-9a-f]{32}", page)[0]  # type: ignore[index]


@pytest.fixture
def plain() -> Callable[[str], str]:
    """A page without what differs between two looks at it: the hidden ids of its forms."""
    return lambda text: re.sub(r'name="(_token|_id)" value="\w*"', "", text)
