"""What this server did: a list that everyone signed in can read, the same for all (trust.md S29)."""

from __future__ import annotations

from gemel.store.events import events
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/events")
def list_of_events(visit: Visit) -> Answer:
    return visit.page("events.html", tab="you", events=events(visit.db))
