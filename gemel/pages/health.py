"""Whether this server can do its work. A stranger learns yes or no; the holder of the metrics' token, which part."""

from __future__ import annotations

from hmac import compare_digest

import msgspec

from gemel.checking import has_room
from gemel.store import Store
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
PLAIN = "text/plain; charset=utf-8"


@pages.get("/health", anyone=True)
def health(visit: Visit) -> Answer:
    house = visit.house
    parts = {
        "store": _answers(house.store),
        "sessions": _answers(house.sessions.store),
        "disk": has_room(house.settings.data),
    }
    status = 200 if all(parts.values()) else 503
    if _may_know(visit):
        return Answer(msgspec.json.encode(parts), status, "application/json")
    return Answer(b"ok" if status == 200 else b"trouble", status, PLAIN)


def _answers(store: Store) -> bool:
    try:
        with store.reading() as db:
            db.exec_driver_sql("SELECT 1")
    except Exception:  # whatever a driver raises: the question is only whether it answers
        return False
    return True


def _may_know(visit: Visit) -> bool:
    token, given = visit.house.settings.metrics, visit.headers.get("authorization", "")
    return bool(token) and ":" not in token and compare_digest(given.encode(), b"Bearer " + token.encode())
