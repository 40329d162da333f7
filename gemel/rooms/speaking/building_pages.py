"""Pages of the builder. Each is a form that carries all of it; nothing is kept, and nothing stands in an address."""

from __future__ import annotations

from gemel.rooms.speaking.building import MOST, SHOWN, Draft, frightens, stays, step_after
from gemel.rooms.speaking.composing import sentence
from gemel.rooms.speaking.days import NEAR, date_of, in_sentence
from gemel.rooms.speaking.talks import my_open_one
from gemel.rooms.speaking.vocabulary import feelings, needs, situations, underneath
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
EMPTY = {
    "saw": _("One thing that happened, in a few words. A tile will do, too."),
    "feel": _("Which word is nearest? It can be changed at the end."),
    "ask": _("Something small, or the tile that asks for nothing."),
    "when": _("Which day? It lies ahead, within a year."),
}


@pages.get("/speaking/statements/new")
def new(visit: Visit) -> Answer:
    return show(visit, "mind", Draft())


@pages.post("/speaking/statements/new")
def next_step(visit: Visit) -> Answer:
    """One press: the pieces so far come in and go out again with the next question."""
    draft, came, wants = draft_of(visit), visit.raw("came"), visit.raw("to")
    if frightens(came, draft, lambda text: visit.house.coach.read(text).safety):
        return show(visit, "safe", draft, came=came, then=step_after(came, draft, wants))
    if stays(came, wants, draft):
        wrong = "" if came == "saw" and visit.raw("about") and visit.raw("picked") else EMPTY[came]
        return show(visit, came, draft, wrong)
    if came == "when" and not wants and date_of(draft.by, visit.now, visit.zone) is None:
        return show(visit, "when", draft, EMPTY["when"])
    return show(visit, step_after(came, draft, wants), draft)


def draft_of(visit: Visit) -> Draft:
    return Draft(**{name: visit.text(name, most) for name, most in MOST.items()})


def show(visit: Visit, step: str, draft: Draft, wrong: str = "", **values: object) -> Answer:
    """The page of one step with the pieces so far."""
    at = SHOWN.index(step) + 1 if step in SHOWN else 0
    common = {"draft": draft, "wrong": wrong, "at": at, "total": len(SHOWN)}
    more = values | {"saw": _for_saw, "feel": _for_feel, "words": _for_words}.get(step, _for_others)(visit, draft)
    page = f"speaking/build_{step}.html"
    return visit.page(page, tab="together", status=422 if wrong else 200, **common, **more)


def _for_saw(visit: Visit, draft: Draft) -> dict[str, object]:
    return {"saws": [saw for one in draft.situations for saw in one.saw], "topics": situations().values()}


def _for_feel(visit: Visit, draft: Draft) -> dict[str, object]:
    near = [feel for one in draft.situations for feel in one.feel] or feelings().near
    return {"near": list(dict.fromkeys(near))[:8], "feelings": feelings()}


def _for_others(visit: Visit, draft: Draft) -> dict[str, object]:
    asks = [ask for one in draft.situations for ask in one.ask]
    return {"asks": asks, "needs": needs(), "near_days": NEAR, "under": underneath(draft.feel)}


def _for_words(visit: Visit, draft: Draft) -> dict[str, object]:
    return {"words": composed(visit, draft), "open": None if visit.me.alone else my_open_one(visit)}


def composed(visit: Visit, draft: Draft) -> str:
    when = in_sentence(draft.by, visit.now, visit.zone)
    return sentence(draft.saw, draft.feel, draft.need, draft.ask if draft.asks else "", when)
