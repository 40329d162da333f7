"""Pages of the rituals."""

from __future__ import annotations

from typing import Any

from gemel.moments import Body
from gemel.rooms.memories import having
from gemel.rooms.memories.between import found, look_at
from gemel.rooms.memories.having import Kept, find_ritual, root_of
from gemel.rooms.memories.kinds import Ritual
from gemel.store import parse_id, show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
HERE = "/memories/rituals"
MOST = 200
EMPTY = _("What do you call it? Two words are plenty.")
LONG = _("That is longer than fits here: about 200 characters do. All of it is still here.")
MEANWHILE = _("This was changed meanwhile. Here is how it stands; what you typed is still below.")
Wrong = dict[str, str]


@pages.get(HERE)
def rituals(visit: Visit) -> Answer:
    listed = having.rituals(visit.db, visit.me, visit.now)
    live = [one for one in listed if not one.rests]
    values: dict[str, Any] = {
        "ours": [one for one in live if one.stands],
        "ideas": [one for one in live if not one.stands],
        "resting": [one for one in listed if one.rests],
    }
    return visit.page("memories/rituals.html", tab="together", **values)


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    """Empty; or with the words of one that rests."""
    before = parse_id(visit.query.get("from", [""])[0])
    return _form(visit, None, {}, found(visit.db, visit.me, visit.now, before, Ritual).body if before else None)


def _form(visit: Visit, one: Kept | None, wrong: Wrong, start: Body | None = None) -> Answer:
    """For a new one, or a change of one; as typed, or as it stands."""
    if one is not None:
        start = (one.idea or one.it).body
    values: dict[str, Any] = {"one": one, "wrong": wrong, "start": start}
    return visit.page("memories/ritual_new.html", tab="together", status=422 if wrong else 200, **values)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    wrong = _wrong_with(visit)
    if wrong:
        return _form(visit, None, wrong)
    id = visit.once()
    visit.write(having.name, visit.me, _typed(visit), visit.now, id=id)
    return go(f"{HERE}/{show_id(id)}", "kept-for-you" if visit.me.alone else "proposed")


def _wrong_with(visit: Visit) -> Wrong:
    wrong = {name: LONG for name in ("name", "when", "tiny") if _too_long(visit, name)}
    return wrong if visit.raw("name").strip() else wrong | {"name": EMPTY}


def _too_long(visit: Visit, name: str) -> bool:
    try:
        visit.text(name, MOST)
    except TooLong:
        return True
    return False


def _typed(visit: Visit) -> Ritual:
    return Ritual(name=visit.text("name", MOST), when=visit.text("when", MOST), tiny=visit.text("tiny", MOST))


@pages.get(f"{HERE}/{{id:str}}")
def ritual(visit: Visit) -> Answer:
    one = _found(visit)
    unseen = [it for it in visit.waiting if isinstance(it.body, Ritual) and root_of(it) == one.id]
    if unseen:
        visit.write(look_at, visit.me, unseen, visit.now)
    return visit.page("memories/ritual.html", tab="together", one=one)


def _found(visit: Visit) -> Kept:
    return find_ritual(visit.db, visit.me, visit.now, visit.id())


@pages.get(f"{HERE}/{{id:str}}/words")
def words(visit: Visit) -> Answer:
    return _form(visit, _found(visit), {})


@pages.post(f"{HERE}/{{id:str}}/words")
def change(visit: Visit) -> Answer:
    one, wrong = _found(visit), _wrong_with(visit)
    if wrong:
        return _form(visit, one, wrong)
    base = visit.number("turn", 1, 100_000) or 0
    done = visit.write(having.change, visit.me, one.id, _typed(visit), base, visit.now, id=visit.once())
    return _back(visit, "kept") if done else _form(visit, _found(visit), {"meanwhile": MEANWHILE})


def _back(visit: Visit, told: str = "") -> Answer:
    return go(f"{HERE}/{show_id(visit.id())}", told)


@pages.post(f"{HERE}/{{id:str}}/agreements")
def create_agreement(visit: Visit) -> Answer:
    back = visit.raw("back") == "yes"
    done = visit.write(having.agree, visit.me, visit.id(), visit.form_id("version"), visit.now, back=back)
    return _back(visit, "" if done else "moved-on")


@pages.post(f"{HERE}/{{id:str}}/opening")
def create_opening(visit: Visit) -> Answer:
    visit.write(having.open_up, visit.me, visit.id(), visit.now)
    return _back(visit, "proposed")


@pages.post(f"{HERE}/{{id:str}}/times")
def create_time(visit: Visit) -> Answer:
    visit.write(having.had_it, visit.me, visit.id(), visit.now)
    return go(HERE, "had") if visit.raw("from") == "list" else _back(visit, "had")


@pages.post(f"{HERE}/{{id:str}}/answers")
def create_answer(visit: Visit) -> Answer:
    """Still ours: keep it. Changing it and letting it rest have forms of their own."""
    visit.write(having.still_ours, visit.me, visit.id(), visit.now)
    return go("/" if visit.raw("from") == "today" else f"{HERE}/{show_id(visit.id())}", "still-ours")


@pages.post(f"{HERE}/{{id:str}}/ending")
def create_ending(visit: Visit) -> Answer:
    visit.write(having.rest, visit.me, visit.id(), visit.now)
    return go(HERE, "rests")
