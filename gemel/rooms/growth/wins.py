"""Where the room begins, and small wins: one tap by either, from Today; a sentence with it, if one likes."""

from __future__ import annotations

from gemel.moments import share
from gemel.rooms.growth.kinds import WINS, First, Win
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST = 280


@pages.get("/growth")
def growth(visit: Visit) -> Answer:
    """What there is, the same for everybody: it tells nothing of what anybody has begun."""
    return visit.page("growth/growth.html", tab="together")


@pages.get("/wins")
def wins(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str, status: int = 200) -> Answer:
    return visit.page("growth/wins.html", tab="today", wins=WINS, wrong=wrong, status=status)


@pages.post("/wins")
def note(visit: Visit) -> Answer:
    what, words = visit.raw("what"), visit.text("words")
    if what not in WINS:
        return _form(visit, _("Which of these was it?"), 422)
    if len(words) > MOST:
        return _form(visit, _("A line of up to 280 characters is plenty here."), 422)
    body = (First if what == "first" else Win)(what=what, words=words)
    visit.write(share, visit.me, body, visit.now, id=visit.once())
    return go("/", "win")
