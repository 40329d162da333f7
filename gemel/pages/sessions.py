"""Where one is signed in: phones seen, named, and signed out from here."""

from __future__ import annotations

from gemel.moments.errors import NotHere
from gemel.pages.again import wrong_passphrase
from gemel.people.session import Session
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST_NAME = 40
LONG_NAME = _("A shorter name, please: up to 40 characters.")


@pages.get("/sessions")
def sessions(visit: Visit) -> Answer:
    return _page(visit)


@pages.post("/sessions/{id:str}/name")
def name(visit: Visit) -> Answer:
    """Give a phone a name that oneself will know it by."""
    handle = _handle(visit)
    words = visit.text("name")
    if len(words) > MOST_NAME:
        return _page(visit, of=handle, wrong_name=LONG_NAME)
    visit.house.sessions.rename(_session(visit), handle, words)
    return go("/sessions", "named")


@pages.post("/sessions/{id:str}/ending", slow=True)
def end_one(visit: Visit) -> Answer:
    handle = _handle(visit)
    if wrong := _asked_again(visit):
        return _page(visit, of=handle, wrong=wrong)
    visit.house.sessions.end_one(visit.me.id, handle)
    return go("/sessions", "one-out")


@pages.post("/sessions/end-others", slow=True)
def end_others(visit: Visit) -> Answer:
    if wrong := _asked_again(visit):
        return _page(visit, wrong=wrong)
    visit.house.sessions.end_others(visit.me.id, visit.cookie)
    return go("/sessions", "others-out")


def _asked_again(visit: Visit) -> str:
    """A line where the passphrase is asked for and does not fit. A phone that was found unlocked cannot put its owner
    out; and whoever has just signed in, since another phone is lost, is in a hurry and is not asked."""
    return "" if _session(visit).fresh(visit.now) else wrong_passphrase(visit)


def _page(visit: Visit, *, of: bytes = b"", wrong: str = "", wrong_name: str = "") -> Answer:
    """`of` is the phone whose form went wrong; none is all the others."""
    session = _session(visit)
    found = visit.house.sessions.of(visit.cookie, session, visit.now)
    values = {"found": found, "of": of, "wrong": wrong, "wrong_name": wrong_name, "asks": not session.fresh(visit.now)}
    return visit.page("sessions.html", tab="you", status=422 if wrong or wrong_name else 200, **values)


def _handle(visit: Visit) -> bytes:
    """One of this person's own live sessions; any other is not here."""
    wanted = str(visit.params["id"])
    for one in visit.house.sessions.of(visit.cookie, _session(visit), visit.now):
        if one.handle.hex() == wanted:
            return one.handle
    raise NotHere


def _session(visit: Visit) -> Session:
    assert visit.session is not None
    return visit.session
