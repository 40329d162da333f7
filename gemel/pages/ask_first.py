"""Pages of the lines that say what to ask about first."""

from __future__ import annotations

from typing import Any

from gemel.moments import Moment, NotHere
from gemel.pages import asking_first
from gemel.pages.asking_first import between, body_of, is_open, mine, my_line
from gemel.pages.kinds import AskFirst
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/boundaries/lines"
MOST = 280
EMPTY = _("A few words are plenty. Before what would you like to be asked?")
LONG = _("That is longer than a line: about 280 characters fit. All of it is still here.")


def brought_by(visit: Visit) -> list[Card]:
    """That a line was opened, and no word of it."""
    return [Card("boundaries/_today.html", {}, weight=20)] if _unseen(visit) else []


def _unseen(visit: Visit) -> list[Moment]:
    return [it for it in visit.waiting if isinstance(it.body, AskFirst)]


@pages.get(HERE)
def lines(visit: Visit) -> Answer:
    new_here = _unseen(visit)
    if new_here:
        visit.write(asking_first.take_in, visit.me, new_here, visit.now)
    own = [(it, is_open(visit.me, it)) for it in mine(visit.db, visit.me, visit.now)]
    return visit.page("boundaries/lines.html", tab="you", ours=between(visit.db, visit.me, visit.now), own=own)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _form(visit, None, "")


@pages.get(f"{HERE}/{{id:str}}")
def line(visit: Visit) -> Answer:
    return _form(visit, _mine(visit), "")


def _mine(visit: Visit) -> Moment:
    return my_line(visit.db, visit.me, visit.now, visit.id())


def _form(visit: Visit, it: Moment | None, wrong: str) -> Answer:
    words = visit.raw("words") if wrong or it is None else body_of(it).words
    opened = it is not None and is_open(visit.me, it)
    address = f"{HERE}/{show_id(it.id)}" if it else HERE
    values: dict[str, Any] = {"it": it, "words": words, "opened": opened, "wrong": wrong, "address": address}
    return visit.page("boundaries/line.html", tab="you", status=422 if wrong else 200, **values)


def _wrong(visit: Visit) -> str:
    try:
        return "" if visit.text("words", MOST) else EMPTY
    except TooLong:
        return LONG


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    if wrong := _wrong(visit):
        return _form(visit, None, wrong)
    opened = visit.raw("way") == "open" and not visit.me.alone
    visit.write(asking_first.write, visit.me, visit.text("words"), visit.now, id=visit.once(), opened=opened)
    return go(HERE, "kept" if opened else "kept-for-you")


@pages.post(f"{HERE}/{{id:str}}/words")
def change(visit: Visit) -> Answer:
    """Sent twice, the second finds the line that the first one made."""
    try:
        it = _mine(visit)
    except NotHere:
        my_line(visit.db, visit.me, visit.now, visit.once())
        return go(HERE, "kept")
    if wrong := _wrong(visit):
        return _form(visit, it, wrong)
    visit.write(asking_first.change, visit.me, it, visit.text("words"), visit.now, id=visit.once())
    return go(HERE, "kept")


@pages.post(f"{HERE}/{{id:str}}/opening")
def open_it(visit: Visit) -> Answer:
    it = _mine(visit)
    if visit.me.alone:
        raise NotHere
    visit.write(asking_first.open_up, visit.me, it, visit.now)
    return go(HERE, "kept")


@pages.post(f"{HERE}/{{id:str}}/ending")
def let_go(visit: Visit) -> Answer:
    visit.write(asking_first.let_go, visit.me, _mine(visit), visit.now)
    return go(HERE, "erased")
