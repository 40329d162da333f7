"""Oneself: private pages, signing out on every phone."""

from __future__ import annotations

import msgspec

from gemel.moments import Moment, keep, of_kind
from gemel.pages.again import WAIT, private_key
from gemel.people import news
from gemel.people.errors import Waiting, WrongPassphrase
from gemel.people.person import load
from gemel.people.session import Session
from gemel.web.answer import FORGET, Answer, go
from gemel.web.errors import SignedOut
from gemel.web.pages import Pages
from gemel.web.turning import carry_on
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()


@pages.get("/you")
def you(visit: Visit) -> Answer:
    assert visit.session is not None
    return visit.page("you.html", tab="you", private_open=visit.session.private_open(visit.now))


@pages.get("/private")
def private(visit: Visit) -> Answer:
    """Private pages: readable for ten minutes after asking for the passphrase again."""
    assert visit.session is not None
    is_open = visit.session.private_open(visit.now)
    if visit.told == "unlocked" and not is_open:
        visit.told = ""  # without script a reload asks for the same address, and ten minutes may have passed
    return visit.page(
        "private.html", tab="you", is_open=is_open, wrong="", found=_private_pages(visit) if is_open else []
    )


def _private_pages(visit: Visit) -> list[Moment]:
    from gemel.pages.kinds import DEEP

    found = of_kind(visit.db, visit.me, visit.now, *DEEP())
    return [it for it in found if not it.given]  # a line on the map that was opened since is for both


@pages.post("/private")
def write_private(visit: Visit) -> Answer:
    """A page for oneself; it can be written while the others are locked."""
    from gemel.pages.kinds import PrivatePage

    words = visit.text("words")
    if words:
        visit.write(keep, visit.me, PrivatePage(words=words), visit.now, id=visit.once(), deep=True)
    return go("/private", "kept-for-you" if words else "")


@pages.post("/private/key", slow=True)
def unlock(visit: Visit) -> Answer:
    assert visit.session is not None
    try:
        key = private_key(visit, "private pages")
    except WrongPassphrase:
        return _still_locked(visit, 422, _("That passphrase does not fit. Nothing is locked further."))
    except Waiting:
        return _still_locked(visit, 429, WAIT)
    return _opened(visit, visit.session, key)


def _still_locked(visit: Visit, status: int, wrong: str) -> Answer:
    return visit.page("private.html", tab="you", status=status, is_open=False, found=[], wrong=wrong)


def _opened(visit: Visit, session: Session, key: bytes) -> Answer:
    """Open for ten minutes, noted for oneself; what a rotation left under older keys follows while it is open."""
    now = visit.now
    open_now = msgspec.structs.replace(session, private_key=key, private_began=now, private_used=now)
    visit.write(news.pages_opened, visit.me, now)
    who = load(visit.db, visit.me.id, visit.me.couple, open_now.keys(now))
    visit.close()
    if who is not None:
        carry_on(visit.house.store, who, now)
    answer = go("/private", "unlocked")
    answer.cookie, answer.brief = visit.house.sessions.renew(visit.cookie, open_now), session.shared
    if answer.cookie is None:
        raise SignedOut
    return answer


@pages.post("/private/lock")
def lock(visit: Visit) -> Answer:
    assert visit.session is not None
    visit.house.sessions.change(visit.cookie, private_key=None)
    return go("/you", "locked")


@pages.post("/sessions/end-all")
def everywhere(visit: Visit) -> Answer:
    visit.house.sessions.end_all(visit.me.id)
    answer = go("/sign-in", "everywhere")
    answer.cookie = ""
    answer.headers |= FORGET
    return answer
