"""Help, readable by anyone, the same for everyone, leaving no trace."""

from __future__ import annotations

from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.get("/help", anyone=True)
def help_page(visit: Visit) -> Answer:
    return visit.page("help.html")


@pages.get("/health", anyone=True)
def health(visit: Visit) -> Answer:
    visit.db.exec_driver_sql("SELECT 1")
    return Answer(b"ok", kind="text/plain; charset=utf-8")
