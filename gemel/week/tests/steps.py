"""What two people do in a week, as single steps for tests over http."""

from __future__ import annotations

import re

from gemel.store import new_id
from gemel.testing import Client
from gemel.week.reading import this_week
from gemel.week.state import Week

PHONES, SAY_BACK, THANK = "listening-phones-away", "listening-say-it-back", "thanks-what-it-shows"
PLAN = {"tip": PHONES, "when": "Tuesday, after the dishes", "where": "on the balcony", "how": "you begin"}


def week_of(client: Client) -> Week:
    """The week as this person can see it, with a session that lives now."""
    with client.house.house.store.reading() as db:
        return this_week(db, client.me(), client.house.clock.now)


def stage_of(client: Client) -> str:
    return week_of(client).stage(client.house.clock.now).value


def awake(*clients: Client) -> None:
    """Signed in again, after a jump of the clock."""
    for client in clients:
        client.cookie = client.house.house.sessions.begin(client.entrance_now(), client.house.clock.now)


def begin(client: Client, size: str = "usual") -> None:
    client.post("/week", {"size": size})


def name(client: Client) -> str:
    return week_of(client).id.hex()


def pick(client: Client, *tips: str):
    return client.post("/week/picks", {"week": name(client), "tip": list(tips)})


def opened(ana: Client, ben: Client, size: str = "usual") -> None:
    begin(ana, size)
    pick(ana, PHONES, SAY_BACK)
    pick(ben, PHONES, THANK)


def propose(client: Client, **changed: str):
    return client.post("/week/plans", PLAN | changed)


def proposed(ana: Client, ben: Client, **changed: str) -> str:
    opened(ana, ben)
    propose(ana, **changed)
    return on_table(ana)


def on_table(client: Client) -> str:
    table = week_of(client).table
    assert table is not None
    return table.id.hex()


def agree(client: Client, plan: str):
    return client.post(f"/week/plans/{plan}/agreements")


def agreed(ana: Client, ben: Client, **changed: str) -> str:
    plan = proposed(ana, ben, **changed)
    agree(ben, plan)
    return plan


def look_back(client: Client, **changed: str):
    fields = {"week": name(client), "tried": "yes", "wish": "new", "words": "", "note": ""}
    return client.post("/week/lookback", fields | changed)


def let_go(client: Client):
    return client.post("/week/endings", {"week": name(client)})


def heading(client: Client) -> str:
    assert client.last is not None
    found = re.search(r"<h1[^>]*>(.*?)</h1>", client.last.text, re.S)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


def without_ids(page: str) -> str:
    """A page without what every form has anew."""
    return re.sub(r'name="_id" value="[0-9a-f]+"', "", page)


def an_id() -> str:
    return new_id().hex()
