"""What tests of the agreement do over and over."""

from __future__ import annotations

import re

from gemel.rooms.listening.agreeing import agreed, standing
from gemel.testing import Client, TestHouse

FINISH, PASS = "Nobody is cut short", "Pass is a whole sentence"


def stands(house: TestHouse, who: Client) -> list[str]:
    with house.house.store.reading() as db:
        found = standing(db, who.me(), house.clock.now)
    return found.body.lines if found else []  # type: ignore[attr-defined]


def on_table(house: TestHouse, who: Client) -> str:
    """The address of what is on the table."""
    with house.house.store.reading() as db:
        found = agreed(db, who.me(), house.clock.now).table
    return f"/agreement/{found.id.hex()}" if found else ""


def propose(who: Client, *lines: str, **more: object) -> None:
    assert who.post("/agreement", {"needs": "\n".join(lines), **more}).status_code == 200


def agree(house: TestHouse, one: Client, other: Client, *lines: str) -> str:
    propose(one, *lines)
    address = on_table(house, other)
    other.post(f"{address}/agreements")
    return address


def page_of(who: Client) -> str:
    """What they read, without what belongs to their session."""
    return re.sub(r'value="[\w-]{32,}"', "", who.get("/agreement").text.partition("<main")[2])
