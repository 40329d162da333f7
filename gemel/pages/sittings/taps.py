"""One tap on a sitting. It carries the version of the page it was made on; a stale one only shows how things stand."""

from __future__ import annotations

from datetime import datetime

from gemel.pages.sittings.comparing import BACK, writes
from gemel.pages.sittings.screen import shown
from gemel.sittings import Sitting, Tapped, act, find
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.happening import tell
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
MOST_WORDS = 1_000
SAID = ("words", BACK)
"""What one says, and what is said back of it: these are not sent empty."""


@pages.post("/sittings/{id:str}/taps")
def tap(visit: Visit) -> Answer:
    tapped = _tapped(visit)
    found = find(visit.db, visit.me, visit.id(), visit.now)
    if _wordless(found, tapped):
        return shown(visit, found, empty=True)
    before, after = visit.write(act, visit.me, visit.id(), tapped, visit.now)
    tell(visit, before, after)
    if "hx-request" not in visit.headers:
        return go(f"/sittings/{show_id(after.id)}")
    stray = visit.raw("words") if after is before else ""
    if not stray:
        visit.form.pop("words", None)  # it has been said: the next card's field is empty
    answer = shown(visit, after, stray)
    answer.headers["hx-push-url"] = f"/sittings/{show_id(after.id)}"
    return answer


def _wordless(it: Sitting, tapped: Tapped) -> bool:
    """In writing: nothing was written where the other can only go on from what was."""
    says = next(iter(it.state.taps), "")
    return writes(it) and it.state.writes in SAID and tapped == Tapped(says, it.version)


def _tapped(visit: Visit) -> Tapped:
    """A button says «tap» or «tap:value»; words that were written come in a field of their own."""
    name, _colon, value = visit.raw("tap").partition(":")
    version = visit.number("version", 0, 10**11)
    value = value or _minutes(visit) or visit.text("words", MOST_WORDS)
    return Tapped(name, -1 if version is None else version, value)


def _minutes(visit: Visit) -> str:
    """A day and time of one's own, as minutes from now; empty for what is no time, or one that has gone by."""
    try:
        at = datetime.fromisoformat(visit.raw("at")).replace(tzinfo=visit.zone)
    except ValueError:
        return ""
    return str(max(0, -(-(int(at.timestamp()) - visit.now) // 60)))
