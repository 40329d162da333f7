"""Three questions that somebody would ask: written for oneself, about somebody close, without guessing the answers."""

from __future__ import annotations

from gemel.moments import keep
from gemel.rooms.empathy.kinds import ThreeQuestions
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import TooLong, Visit
from gemel.web.words import _

pages = Pages()
FIELDS = ("one", "two", "three")
MOST = 500
EMPTY = _("One question is plenty to begin with.")
LONG = _("One of them is longer than fits: about 500 characters do. All of it is still here.")


@pages.get("/empathy/questions/new")
def new(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    return visit.page("empathy/questions.html", tab="together", wrong=wrong, status=422 if wrong else 200)


@pages.post("/empathy/questions")
def create(visit: Visit) -> Answer:
    try:
        about, asked = visit.text("about", MOST), [visit.text(name, MOST) for name in FIELDS]
    except TooLong:
        return _form(visit, LONG)
    body = ThreeQuestions(about=about, questions=tuple(filter(None, asked)))
    if not body.questions:
        return _form(visit, EMPTY)
    visit.write(keep, visit.me, body, visit.now, id=visit.once())
    return go("/empathy", "kept-for-you")
