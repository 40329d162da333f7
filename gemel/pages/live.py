"""The version of what happens now, for phones whose way to the server swallows the stream."""

from __future__ import annotations

from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/live/version")
def version(visit: Visit) -> Answer:
    return Answer(b"%d" % visit.me.live_version, kind="text/plain; charset=utf-8")
