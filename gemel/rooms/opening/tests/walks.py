"""What two people do with a card, for tests: drawn, shown by both, called good."""

from __future__ import annotations

import re

from gemel.rooms.opening.deck import deck
from gemel.rooms.opening.depths import in_common, top
from gemel.testing import Client, TestHouse

PATH = re.compile(r"/opening/[0-9a-f]{32}")


def draw(who: Client) -> str:
    return who.post("/opening").url.path


def goes_as_far_as(who: Client, depth: int) -> None:
    who.post("/opening/depth", {"depth": str(depth)})


def both_show(path: str, one: Client, other: Client) -> None:
    one.post(f"{path}/words", {"words": "wet tar"})
    other.post(f"{path}/words", {"words": "fresh bread"})


def good_time(one: Client, other: Client) -> str:
    """A card from drawing to both calling it good; its address."""
    path = draw(one)
    both_show(path, one, other)
    for who in (one, other):
        who.post(f"{path}/feelings", {"feeling": "good"})
    return path


def common(house: TestHouse, who: Client) -> int:
    with house.house.store.reading() as db:
        return in_common(db, who.me())


def highest(house: TestHouse, who: Client) -> int:
    with house.house.store.reading() as db:
        return top(db, who.me(), house.clock.now)


def tier_of(page: str) -> int:
    """The tier of the card whose words stand on a page."""
    return next(card.tier for card in deck().cards.values() if card.text in page)


def plain(text: str) -> str:
    """A page without what differs between two looks at it: the hidden ids of its forms."""
    return re.sub(r'name="(_token|_id)" value="\w*"', "", text)
