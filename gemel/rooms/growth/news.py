"""Pages of good news told apart: written down, asked about, enjoyed a second time."""

from __future__ import annotations

from typing import Any

from gemel.moments import NotHere, of_kind, widen
from gemel.rooms.growth import telling
from gemel.rooms.growth.kinds import News, NewsAnswer, NewsMore
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import MAX_TEXT, TooLong, Visit
from gemel.web.words import _

pages = Pages()
TAB, HERE = "together", "/growth/news"
MOST, SHOWN = 1_000, 8
PARTS = ("asks", "shows", "marks")
EMPTY = _("A line is plenty. What happened?")
EMPTY_ANSWER = _("One of the three is plenty.")
EMPTY_MORE = _("A line is plenty. What else was there?")
LONG = _("That is longer than fits: about 1,000 characters do. All of it is still here.")


def today(visit: Visit) -> list[Card]:
    """That there is good news, or that it was answered; not a word of it."""
    it = next((it for it in visit.waiting if isinstance(it.body, News | NewsAnswer | NewsMore)), None)
    if it is None:
        return []
    news_id = it.id if isinstance(it.body, News) else it.reply_to
    return [Card("growth/_today_news.html", {"it": it, "news_id": news_id}, weight=2)]


@pages.get(HERE)
def news(visit: Visit) -> Answer:
    found = [it for it in of_kind(visit.db, visit.me, visit.now, "news", most=30) if it.readable]
    return visit.page("growth/news.html", tab=TAB, found=found[:SHOWN])


@pages.get(f"{HERE}/new")
def new(visit: Visit) -> Answer:
    return _form(visit, {})


def _form(visit: Visit, wrong: dict[str, str]) -> Answer:
    return visit.page("growth/news_new.html", tab=TAB, wrong=wrong, status=422 if wrong else 200)


@pages.post(HERE)
def create(visit: Visit) -> Answer:
    wrong = _wrong(visit, ("words", "dear"), {"words": EMPTY}, needed=("words",))
    if wrong:
        return _form(visit, wrong)
    body, once = News(words=visit.text("words"), dear=visit.text("dear")), visit.once()
    kept = visit.me.alone or visit.raw("way") == "keep"
    visit.write(telling.tell, visit.me, body, visit.now, id=once, kept=kept)
    return go(f"{HERE}/{show_id(once)}", "kept-for-you" if kept else "sent")


def _wrong(visit: Visit, names: tuple[str, ...], empty: dict[str, str], needed: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with a form, by field: too long, or nothing in any of those that are needed."""
    long = {name: LONG for name in names if _too_long(visit, name)}
    return long or ({} if any(visit.text(name) for name in needed) else empty)


def _too_long(visit: Visit, name: str) -> bool:
    try:
        visit.text(name, MOST)
    except TooLong:
        return True
    return False


@pages.get(f"{HERE}/{{id:str}}")
def one(visit: Visit) -> Answer:
    return _shown(visit, {})


def _shown(visit: Visit, wrong: dict[str, str]) -> Answer:
    it = telling.find_news(visit.db, visit.me, visit.now, visit.id())
    found = telling.told(visit.db, visit.me, visit.now, it)
    if found.fresh:
        visit.write(telling.take_in, visit.me, found.fresh, visit.now)
    values: dict[str, Any] = {"it": it, "told": found, "wrong": wrong, "address": f"{HERE}/{show_id(it.id)}"}
    return visit.page("growth/news_one.html", tab=TAB, status=422 if wrong else 200, **values)


@pages.post(f"{HERE}/{{id:str}}/answers")
def create_answer(visit: Visit) -> Answer:
    """Asked on, what it shows, how to mark it: any one of the three."""
    wrong = _wrong(visit, PARTS, {"asks": EMPTY_ANSWER}, needed=PARTS)
    try:
        if wrong:
            telling.theirs(visit.db, visit.me, visit.now, visit.id())
            return _shown(visit, wrong)
        body = NewsAnswer(asks=visit.text("asks"), shows=visit.text("shows"), marks=visit.text("marks"))
        visit.write(telling.answer, visit.me, visit.id(), body, visit.now, id=visit.once())
    except NotHere:
        return _given_back(visit)
    return go(f"{HERE}/{show_id(visit.id())}", "sent")


def _given_back(visit: Visit) -> Answer:
    """It is not here, or not any more: the words are, to be copied."""
    words = "\n".join(filter(None, (visit.raw(name).strip() for name in PARTS)))[:MAX_TEXT]
    if not words:
        raise NotHere
    return visit.page("growth/news_gone.html", tab=TAB, status=404, words=words)


@pages.post(f"{HERE}/{{id:str}}/words")
def create_words(visit: Visit) -> Answer:
    """More of it, from whoever told it."""
    it = telling.mine(visit.db, visit.me, visit.now, visit.id())
    wrong = _wrong(visit, ("words",), {"words": EMPTY_MORE}, needed=("words",))
    if wrong:
        return _shown(visit, wrong)
    visit.write(telling.say_more, visit.me, it.id, visit.text("words"), visit.now, id=visit.once())
    return go(f"{HERE}/{show_id(it.id)}", "sent")


@pages.post(f"{HERE}/{{id:str}}/opening")
def open_it(visit: Visit) -> Answer:
    """Its author tells what was kept."""
    it = telling.find_news(visit.db, visit.me, visit.now, visit.id())
    if visit.me.alone or not it.mine:
        raise NotHere
    visit.write(widen, visit.me, it, visit.now)
    return go(f"{HERE}/{show_id(it.id)}", "sent")


@pages.post(f"{HERE}/{{id:str}}/absence")
def set_aside(visit: Visit) -> Answer:
    visit.write(telling.set_aside, visit.me, visit.id(), visit.now)
    return go("/", "set-aside")
