"""A private look inwards: up to three words, one question to think about, nothing to type, nothing to anybody else."""

from __future__ import annotations

import secrets
from typing import Any

from gemel.moments import keep
from gemel.rooms.calm.feelings import another, feelings, picked, prompts
from gemel.rooms.calm.kinds import Reflection
from gemel.rooms.calm.pauses import pausing
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST = 3
MANY = _("Three are plenty. Which are nearest? Untick the others.")


@pages.get("/calm/reflection")
def reflection(visit: Visit) -> Answer:
    return _form(visit, "")


def _form(visit: Visit, wrong: str) -> Answer:
    chosen = picked(visit.all("word"))
    status = 422 if wrong else 200
    values: dict[str, Any] = {"feelings": feelings(), "picked": chosen, "wrong": wrong}
    return visit.page("calm/reflection.html", tab="together", status=status, **values, **pausing(visit))


@pages.post("/calm/reflection")
def think(visit: Visit) -> Answer:
    """The words come back with a question to think about. They are in no address, and nothing is written down."""
    words = picked(visit.all("word"))
    if len(words) > MOST:
        return _form(visit, MANY)
    in_danger = bool(feelings().help.intersection(words))
    prompt = another(visit.raw("after"), in_danger, secrets.randbelow)
    values: dict[str, Any] = {"words": words, "keepable": _keepable(words), "prompt": prompt, "help": in_danger}
    return visit.page("calm/prompt.html", tab="together", **values, **pausing(visit))


def _keepable(words: tuple[str, ...]) -> tuple[str, ...]:
    """What may be kept: never a word that speaks of danger, since pages can be looked at."""
    return tuple(word for word in words if word not in feelings().help)


@pages.post("/calm/reflection/words")
def keep_words(visit: Visit) -> Answer:
    words = _keepable(picked(visit.all("word")))
    if not words:
        return go("/calm")
    if len(words) > MOST:
        return _form(visit, MANY)
    prompt = prompts().get(visit.raw("prompt"))
    body = Reflection(words=words, prompt=prompt.text if prompt else "")
    visit.write(keep, visit.me, body, visit.now, id=visit.once())
    return go("/calm", "kept-for-you")
