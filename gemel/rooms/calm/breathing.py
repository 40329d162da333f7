"""Breathing with a pacer: in for four seconds, out for six, nothing held. It works without the pacer too."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from gemel.programme import convert
from gemel.rooms.calm.pauses import pausing
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit

pages = Pages()
IN, OUT = 4, 6  # seconds
MINUTES = ("1", "3", "5")


class Breathing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why, and what to do instead where slow breathing does not suit."""

    why: Annotated[str, Meta(min_length=1)]
    source: Annotated[str, Meta(min_length=1)]
    link: Annotated[str, Meta(min_length=1)]
    instead: tuple[str, ...]


@lru_cache
def about(language: str = "en") -> Breathing:
    path = Path(__file__).parent / "content" / language / "breathing.toml"
    return convert(tomllib.loads(path.read_text("utf-8")), Breathing, path)


@pages.get("/calm/breathing")
def breathing(visit: Visit) -> Answer:
    minutes = int(_minutes(visit))
    breaths = minutes * 60 // (IN + OUT)
    values: dict[str, Any] = {"minutes": minutes, "lengths": MINUTES, "ins": IN, "outs": OUT, "breaths": breaths}
    return visit.page("calm/breathing.html", tab="together", about=about(), **values, **pausing(visit))


def _minutes(visit: Visit) -> str:
    wanted = visit.query.get("minutes", [""])[0]
    return wanted if wanted in MINUTES else "3"
