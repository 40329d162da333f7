"""Pages of the decks: for a drive, a meal, a walk, and for being apart."""

from __future__ import annotations

from typing import get_args

from gemel.moments import NotHere
from gemel.rooms.questions.asking import had, let_rest
from gemel.rooms.questions.dealing import DAY
from gemel.rooms.questions.deck import Occasion, deck
from gemel.rooms.questions.occasions import TEN, ten
from gemel.vault import kind_tag
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _, translate

pages = Pages()
DECKS = {
    "drive": (_("For a drive"), _("Whoever is not driving reads them out. The rest is talk.")),
    "meal": (_("For a meal"), _("Read one out, and put the phone face down until the next.")),
    "walk": (_("For a walk"), _("Read one out, put the phone away, and walk on until there is no more to say.")),
    "apart": (_("For being apart"), _("One by message, by voice, or in a letter. Or both answer here.")),
}
ALONE = {
    "drive": _("One to think about, at the next red light or station."),
    "meal": _("One beside the plate, to think about or to write on."),
    "walk": _("Read one, put the phone away, and see where it leads."),
    "apart": _("One to write on, whenever you like."),
}


@pages.get("/questions/decks")
def decks(visit: Visit) -> Answer:
    return visit.page("questions/decks.html", tab="questions", decks=[_named(visit, name) for name in DECKS])


def _named(visit: Visit, name: str) -> tuple[str, str, str]:
    title, line = DECKS[name]
    return name, translate(title), translate(ALONE[name] if visit.me.alone else line)


@pages.get("/questions/decks/{name:str}")
def page(visit: Visit) -> Answer:
    name, me = _name(visit), visit.me
    tag = kind_tag(me.keyring.current[1], f"deck-{name}")
    cards = ten(deck(), name, had(visit.db, me), me.limits, tag, visit.now // DAY)
    if not cards:
        return go("/questions", "no-question")
    _slug, title, line = _named(visit, name)
    return visit.page("questions/deck.html", name=name, title=title, line=line, cards=cards, typed_on=name != "drive")


def _name(visit: Visit) -> str:
    name = str(visit.params["name"])
    if name not in get_args(Occasion):
        raise NotHere
    return name


@pages.post("/questions/decks/{name:str}")
def rest(visit: Visit) -> Answer:
    """They talked: these come up again after all the others."""
    name = _name(visit)
    visit.write(let_rest, visit.me, visit.all("card")[:TEN], visit.now, id=visit.once())
    return go(f"/questions/decks/{name}" if visit.raw("then") == "more" else "/questions")
