"""What two people do about a date, as single steps for tests over http. Their zone is UTC."""

from __future__ import annotations

import re

from gemel.rooms.together.dating import Dates, dates
from gemel.rooms.together.liking import Liking, liking
from gemel.testing import Client

FRIDAY, SATURDAY, SUNDAY = "2026-09-25", "2026-09-26", "2026-09-27"
SOUP, WALK, SWIM = "Soup, slowly", "Out for the last light", "The lake, once more"


def idea(number: int, what: str, day: str = FRIDAY, clock: str = "19:30", **how: str) -> dict[str, str]:
    fields = {"what": what, "day": day, "clock": clock, **how}
    return {f"{name}{number}": value for name, value in fields.items()}


def propose(client: Client, *whats: str):
    rows = [
        idea(number, what, day)
        for number, (what, day) in enumerate(zip(whats, (FRIDAY, SATURDAY, SUNDAY), strict=False), 1)
    ]
    return client.post("/together/dates", {name: value for row in rows for name, value in row.items()})


def here(client: Client) -> Dates:
    with client.house.house.store.reading() as db:
        return dates(db, client.me(), client.house.clock.now)


def table(client: Client) -> str:
    """The address of what lies on the table; empty where nothing does."""
    it = here(client).table
    return f"/together/dates/{it.id.hex()}" if it else ""


def date(client: Client) -> str:
    it = here(client).booked or here(client).past
    return f"/together/dates/{it.id.hex()}" if it else ""


def choose(client: Client, number: int = 0):
    return client.post(f"{table(client)}/choices", {"option": str(number)})


def booked(ana: Client, ben: Client, *whats: str) -> str:
    """Ana suggests, Ben picks the first; the date's address."""
    propose(ana, *(whats or (SOUP,)))
    choose(ben)
    return date(ana)


def awake(*clients: Client) -> None:
    """Signed in again, after a jump of the clock."""
    for client in clients:
        client.cookie = client.house.house.sessions.begin(client.entrance_now(), client.house.clock.now)


def morning_after(ana: Client, ben: Client) -> None:
    """Saturday, 26 September, 10:00 UTC: after the Friday that everything is booked for here."""
    ana.house.clock.forward(days=5)
    awake(ana, ben)


def likes(client: Client) -> Liking:
    with client.house.house.store.reading() as db:
        return liking(db, client.me(), client.house.clock.now)


def plain(text: str) -> str:
    """A page without what differs between two looks at it: the hidden ids of its forms."""
    return re.sub(r'name="(_token|_id)" value="[\w-]*"', "", text)
