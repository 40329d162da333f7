"""Leaving quickly: what the server does about it. The page itself is blank by then, and the address another."""

from __future__ import annotations

from gemel.web.answer import FORGET, Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()


@pages.post("/exits", anyone=True)
def leave_quickly(visit: Visit) -> Answer:
    """Private pages lock, and a recovery code that was being written down is shown no more. On a device that others use
    too, the session ends. The browser is asked to forget the rest."""
    answer = Answer(status=204, headers=dict(FORGET))
    if visit.session is None:
        return answer
    if visit.session.shared:
        visit.house.sessions.end(visit.cookie)
        answer.cookie = ""
    else:
        visit.house.sessions.change(visit.cookie, private_key=None, code="", private_code="")
    return answer
