"""Pages of a moment seen from both sides: guessed and told apart, opened together, and asked about aloud."""

from __future__ import annotations

from typing import Any

from gemel.moments import Moment, keep, marks
from gemel.rooms.empathy.feeling_words import vocabulary
from gemel.rooms.empathy.kinds import OwnSide, Side
from gemel.rooms.empathy.seeing import Sides, begin, find_sides, for_me, leave_alone, say
from gemel.rooms.empathy.venting import take_in
from gemel.rooms.empathy.vents import led_on
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
TAB, HERE = "together", "/empathy/perspectives"
MOST_MOMENT, MOST_LINE, MOST_WORDS = 120, 1_000, 3
NO_MOMENT = _("A few words are plenty. Which moment?")
LONG_MOMENT = _("That is longer than fits: about 120 characters name a moment. All of it is still here.")
LONG = _("That is longer than fits: about 1,000 characters do. All of it is still here.")
NOTHING = _("One word is plenty: a guess, or how it was for you.")
MANY = _("Three words at most say more than ten. Which three?")


def today(visit: Visit) -> list[Card]:
    """What opened, or else a moment that is there to be looked at; not a word of anybody's side."""
    it = next((it for it in visit.waiting if isinstance(it.body, Side)), None)
    if it is not None:
        return [Card("empathy/_today_sides.html", {"moment": it.body, "id": it.round, "is_open": True}, weight=6)]
    one = next((one for one in visit.asked if for_me(visit.me, one)), None)
    return [Card("empathy/_today_sides.html", {"moment": one.prompt, "id": one.id}, weight=36)] if one else []


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _new(visit, {})


def _new(visit: Visit, wrong: dict[str, str]) -> Answer:
    values: dict[str, Any] = {"wrong": wrong, "words": vocabulary()}
    return visit.page("empathy/moment.html", tab=TAB, status=422 if wrong else 200, **values)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    """A moment for both to look at; alone, one's own side of it is kept at once."""
    wrong = _wrong_moment(visit)
    if visit.me.alone:
        wrong |= _wrong_side(visit)
    if wrong:
        return _new(visit, wrong)
    if visit.me.alone:
        visit.write(keep, visit.me, _own(visit, visit.text("moment")), visit.now, id=visit.once())
        return led_on(visit, "/empathy", "kept-for-you", visit.text("words"))
    found = visit.write(begin, visit.me, visit.text("moment"), visit.now, id=visit.once())
    return go(f"{HERE}/{show_id(found.id)}")


def _wrong_moment(visit: Visit) -> dict[str, str]:
    try:
        return {} if visit.text("moment", MOST_MOMENT) else {"moment": NO_MOMENT}
    except TooLong:
        return {"moment": LONG_MOMENT}


@pages.get(f"{HERE}/{{id:str}}")
def perspective(visit: Visit) -> Answer:
    it = find_sides(visit.db, visit.me, visit.now, visit.id())
    if it.mine is None:
        return _form(visit, it, {})
    return _opened(visit, it) if it.both_in else visit.page("empathy/side_waits.html", tab=TAB, it=it)


def _form(visit: Visit, it: Sides, wrong: dict[str, str]) -> Answer:
    values: dict[str, Any] = {"it": it, "wrong": wrong, "words": vocabulary()}
    return visit.page("empathy/side.html", tab=TAB, status=422 if wrong else 200, **values)


def _opened(visit: Visit, it: Sides) -> Answer:
    """Both sides. That somebody looked is remembered for themselves alone."""
    if it.theirs is not None and not _seen(visit, it.theirs):
        visit.write(take_in, visit.me, [it.theirs], visit.now)
    mine, theirs = _side(it.mine), _side(it.theirs)
    values: dict[str, Any] = {"it": it, "mine": mine, "theirs": theirs, "words": vocabulary()}
    return visit.page("empathy/sides.html", tab=TAB, **values | _beside(mine, theirs))


def _seen(visit: Visit, it: Moment) -> bool:
    return ("done", visit.me.id) in marks(visit.db, visit.me, [it.id]).get(it.id, set())


def _side(it: Moment | None) -> Side | None:
    return it.body if it is not None and isinstance(it.body, Side) else None


def _beside(mine: Side | None, theirs: Side | None) -> dict[str, tuple[str, ...]]:
    """What my guess and their own words have in common, and what is left over on either side: to be asked about."""
    guess, felt = (mine.guess if mine else ()), (theirs.felt if theirs else ())
    return {
        "shared": tuple(word for word in felt if word in guess),
        "imagined": tuple(word for word in guess if word not in felt),
        "theirs_alone": tuple(word for word in felt if word not in guess),
    }


@pages.post(f"{HERE}/{{id:str}}/sides")
def create_side(visit: Visit) -> Answer:
    it = find_sides(visit.db, visit.me, visit.now, visit.id())
    wrong = _wrong_side(visit)
    if wrong:
        return _form(visit, it, wrong)
    side, kept = _said(visit, it.moment)
    visit.write(say, visit.me, it, side, kept, visit.now, id=visit.once())
    both = find_sides(visit.db, visit.me, visit.now, it.id).both_in
    return led_on(visit, f"{HERE}/{show_id(it.id)}", "opened" if both else "handed-in", visit.text("words"))


def _wrong_side(visit: Visit) -> dict[str, str]:
    guess, felt = (vocabulary().known(visit.all(name)) for name in ("guess", "felt"))
    wrong = {name: MANY for name, words in (("guess", guess), ("felt", felt)) if len(words) > MOST_WORDS}
    try:
        line = visit.text("words", MOST_LINE)
    except TooLong:
        return wrong | {"words": LONG}
    return wrong if guess or felt or line else wrong | {"felt": NOTHING}


def _own(visit: Visit, moment: str) -> OwnSide:
    return OwnSide(moment=moment, felt=vocabulary().known(visit.all("felt")), words=visit.text("words"))


def _said(visit: Visit, moment: str) -> tuple[Side, OwnSide | None]:
    """What is handed in, and what stays with its author: nothing of it travels unless it was chosen."""
    own, way = _own(visit, moment), visit.raw("opens")
    felt = own.felt if way in {"all", "words"} else ()
    words = own.words if way == "all" else ""
    side = Side(moment=moment, guess=vocabulary().known(visit.all("guess")), felt=felt, words=words)
    return side, None if (felt, words) == (own.felt, own.words) else own


@pages.post(f"{HERE}/{{id:str}}/absence")
def set_aside(visit: Visit) -> Answer:
    """Left alone. To the other nothing has happened."""
    it = find_sides(visit.db, visit.me, visit.now, visit.id())
    visit.write(leave_alone, visit.me, it.id)
    return go("/empathy", "set-aside")
