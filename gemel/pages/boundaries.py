"""Boundaries: a name, hours, depth, topics left out for good or for a while. Obeyed for both, shown with no name."""

from __future__ import annotations

import zoneinfo
from typing import Any

import msgspec

from gemel.people.person import keep_profile
from gemel.people.profile import MAX_NAME, Profile
from gemel.topics import topics
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MONTH = 30 * 86_400
"""How long a topic rests: «not this month», from the day it was said."""


@pages.get("/boundaries")
def boundaries(visit: Visit) -> Answer:
    return _boundaries(visit, visit.me.profile, {})


def _boundaries(visit: Visit, mine: Profile, wrong: dict[str, str], status: int = 200) -> Answer:
    values: dict[str, Any] = {"mine": mine, "topics": topics(), "wrong": wrong, "resting": _running(mine, visit.now)}
    values["zones"] = sorted(zoneinfo.available_timezones())
    return visit.page("boundaries.html", tab="you", status=status, **values)


def _running(mine: Profile, now: int) -> dict[str, int]:
    """What rests at this moment, and until when."""
    return {topic: until for topic, until in mine.resting if until > now}


@pages.post("/boundaries")
def keep_boundaries(visit: Visit) -> Answer:
    asked = _asked(visit)
    wrong = _wrong_with(asked)
    if wrong:
        return _boundaries(visit, asked, wrong, 422)
    visit.write(keep_profile, visit.me, asked)
    return go("/you", "boundaries")


def _wrong_with(asked: Profile) -> dict[str, str]:
    wrong = {}
    if not asked.name or len(asked.name) > MAX_NAME:
        wrong["name"] = _("A name of up to 60 characters, please.")
    if asked.quiet_from is not None and asked.quiet_from == asked.quiet_to:
        wrong["quiet"] = _("From and until are the same hour. Which hours would you like quiet?")
    return wrong


def _asked(visit: Visit) -> Profile:
    quiet = visit.raw("quiet") == "yes"
    zone, reach = visit.raw("zone"), visit.number("depth", 1, 4) or 4
    without = _known(visit, "without")
    return msgspec.structs.replace(
        visit.me.profile,
        name=visit.text("name"),
        zone=zone if zone in zoneinfo.available_timezones() else visit.me.profile.zone,
        quiet_from=visit.number("quiet_from", 0, 23) if quiet else None,
        quiet_to=visit.number("quiet_to", 0, 23) if quiet else None,
        without=tuple(sorted(without)),
        resting=_resting(visit, without),
        depth=min(reach, 3),
        deepest=reach == 4,
    )


def _known(visit: Visit, name: str) -> set[str]:
    return {slug for slug, _title in topics()} & set(visit.all(name))


def _resting(visit: Visit, without: set[str]) -> tuple[tuple[str, int], ...]:
    """A rest that runs already keeps its end; a new one lasts a month. What is left out for good needs none."""
    running, asked = _running(visit.me.profile, visit.now), _known(visit, "resting") - without
    return tuple((topic, running.get(topic, visit.now + MONTH)) for topic in sorted(asked))
