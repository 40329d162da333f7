"""The screen of a sitting: the same address for both, each with their own card."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from gemel.moments import FullDay, share
from gemel.pages.kinds import TimeTogether
from gemel.pages.sittings.comparing import Compared, compares, lying_open, place_of, spoken
from gemel.pages.sittings.words import names, written
from gemel.people.person import Person
from gemel.rooms import ROOMS
from gemel.sittings import Sitting, find, finish
from gemel.store import show_id
from gemel.web.answer import Answer
from gemel.web.happening import counts, kept_id, minutes, tell
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
BEFORE = ("asked", "booked", "ready", "later")


@pages.get("/sittings/{id:str}")
def screen(visit: Visit) -> Answer:
    it = find(visit.db, visit.me, visit.id(), visit.now)
    if it.over and it.ended_at is None:
        it = written_down(visit, it)
    return shown(visit, it)


def written_down(visit: Visit, it: Sitting) -> Sitting:
    """The clock ended it while nobody tapped: keep that it was, once."""
    ended = visit.write(finish, visit.me, it.id, visit.now)
    if ended is None:
        return find(visit.db, visit.me, it.id, visit.now)
    tell(visit, it, ended)
    return ended


def keep_time(db: Connection, me: Person, it: Sitting, now: int) -> None:
    """Keep that the two had this time, and nothing of what was said in it. Whoever stops is never told to come back
    tomorrow."""
    if counts(it) and not me.alone:
        with suppress(FullDay):
            share(db, me, TimeTogether(exercise=it.exercise.name, minutes=minutes(it)), now, id=kept_id(it))


def shown(visit: Visit, it: Sitting, stray: str = "", compared: Compared | None = None, empty: bool = False) -> Answer:
    """The card of this state, in the template of its exercise. `stray` are words that came too late: given back;
    `compared` is what the listener asked to see about what they write; `empty`, that they sent no words."""
    extra = it.exercise.beside(visit, it) if it.exercise.beside else {}
    values: dict[str, Any] = {
        "it": it, "card": written(visit, it), "base": f"/sittings/{show_id(it.id)}", "left": _left(it, visit.now),
        "cue": _cue(it, visit.now), "opening": _opening(visit, it), "said": _said(visit, it),
        "writing": bool(it.state.writes) and it.phase.way == "written", "waits": it.state.name in BEFORE, "stray": stray,
        "compares": compares(it), "compared": compared, "empty": empty, "place": place_of(it), "spoken": spoken(it),
    }  # fmt: skip
    return visit.page(_template(it), **(values | extra))


def _template(it: Sitting) -> str:
    return "sittings/cover.html" if it.phase.covered and not it.over else it.exercise.template


def _left(it: Sitting, now: int) -> int | None:
    """Seconds until the clock moves it on."""
    return None if it.due is None else max(0, it.due - now)


def _cue(it: Sitting, now: int) -> int | None:
    """Seconds until the soft cue, where this state has one; none once it has passed."""
    return max(0, it.phase.since + it.state.cue - now) if it.state.cue else None


def _opening(visit: Visit, it: Sitting) -> list[Any]:
    if it.state.name != "ready":
        return []
    return [card for room in ROOMS if room.opening and (card := room.opening(visit))]


def _said(visit: Visit, it: Sitting) -> list[tuple[str, str]]:
    """In writing: what lies between the two in this turn, (name, words), oldest first. Gone when the turn is."""
    by_seat = names(visit)
    return [(by_seat[seat], words) for seat, words in lying_open(it)]
