"""Pages of the care manual."""

from __future__ import annotations

from gemel.rooms.calm.care import LISTS, body_of, care_values, latest, open_to_partner, save
from gemel.rooms.calm.care import add_line as add
from gemel.rooms.calm.kinds import CareManual
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
MOST, MOST_LINE = 2_000, 280
EMPTY = _("One line, in either of the two, is plenty.")
LONG = _("That is longer than fits: about 2,000 characters do. All of it is still here.")
LONG_LINE = _("That is longer than a line: about 280 characters fit. All of it is still here.")
NO_LINE = _("A line of your own. What helped?")
NO_LIST = _("Into which of the two?")
FULL = _("Your care manual is full just now. Open it, take something out, and there is room again.")


@pages.get("/calm/care")
def care(visit: Visit) -> Answer:
    return _form(visit, {})


def _form(visit: Visit, wrong: dict[str, str]) -> Answer:
    values = care_values(visit)
    mine = latest(visit.db, visit.me, visit.now)[0]
    opened = open_to_partner(visit.me, mine)
    status = 422 if wrong else 200
    values |= {"own": body_of(mine), "opened": opened, "wrong": wrong}
    return visit.page("calm/care.html", tab="together", status=status, **values)


@pages.post("/calm/care")
def save_care(visit: Visit) -> Answer:
    wrong = {name: LONG for name in LISTS.values() if _too_long(visit, name, MOST)}
    if not wrong and not any(visit.text(name) for name in LISTS.values()):
        wrong = {"please_do": EMPTY}
    if wrong:
        return _form(visit, wrong)
    body = CareManual(please_do=visit.text("please_do"), please_dont=visit.text("please_dont"))
    visit.write(save, visit.me, body, visit.now, id=visit.once())
    return go("/calm/care", "kept-for-you" if visit.me.alone else "kept")


def _too_long(visit: Visit, name: str, most: int) -> bool:
    try:
        visit.text(name, most)
    except TooLong:
        return True
    return False


@pages.get("/calm/care/lines/new")
def new_line(visit: Visit) -> Answer:
    return _line_form(visit, {})


def _line_form(visit: Visit, wrong: dict[str, str]) -> Answer:
    mine = latest(visit.db, visit.me, visit.now)[0]
    opened = open_to_partner(visit.me, mine) if mine else not visit.me.alone
    return visit.page("calm/line.html", tab="together", status=422 if wrong else 200, opened=opened, wrong=wrong)


@pages.post("/calm/care/lines")
def add_line(visit: Visit) -> Answer:
    wrong = _wrong_with_line(visit)
    if wrong:
        return _line_form(visit, wrong)
    visit.write(add, visit.me, visit.text("line"), visit.raw("list"), visit.now, id=visit.once())
    return go("/calm/care", "kept")


def _wrong_with_line(visit: Visit) -> dict[str, str]:
    if _too_long(visit, "line", MOST_LINE):
        return {"line": LONG_LINE}
    if not visit.text("line"):
        return {"line": NO_LINE}
    if visit.raw("list") not in LISTS:
        return {"list": NO_LIST}
    held = getattr(body_of(latest(visit.db, visit.me, visit.now)[0]), LISTS[visit.raw("list")])
    return {"line": FULL} if len(held) + len(visit.text("line")) >= MOST else {}
