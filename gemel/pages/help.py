"""Help, readable by anyone, the same for everyone, leaving no trace; and questions for oneself that nobody keeps."""

from __future__ import annotations

from gemel.pages.arriving import after_code, invitation_of
from gemel.pages.lines import lines, shown, since
from gemel.web.answer import Answer
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()

QUESTIONS = (
    ("afraid", _("Are you sometimes afraid of how your partner could react?")),
    ("hurt", _("In the past year, were you, or somebody or something you love, hurt or threatened?")),
    ("watched", _("Does somebody decide over your money, your phone, whom you see, or where you go?")),
    ("pressed", _("Were you ever pressed into sex, or into using gemel?")),
    ("harm", _("Do you think of harming yourself, or somebody else?")),
)


@pages.get("/help", anyone=True)
def help_page(visit: Visit) -> Answer:
    """Every country is on it: which one somebody opens is known to their own phone alone."""
    countries = shown(lines(), visit.now)
    return visit.page("help.html", countries=countries, since=since(countries), **_on(visit))


@pages.get("/self-check", anyone=True)
def self_check(visit: Visit) -> Answer:
    return visit.page("self_check.html", questions=QUESTIONS, **_on(visit))


@pages.post("/self-check", anyone=True)
def self_checked(visit: Visit) -> Answer:
    """The answers are looked at while the page is made, and are gone with it. Whatever is not a plain no leads to help."""
    fine = all(visit.raw(name) == "no" for name, _question in QUESTIONS)
    return visit.page("self_checked.html", fine=fine, **_on(visit))


def _on(visit: Visit) -> dict[str, str]:
    """Whoever looked here from an invitation goes back to it, and to nothing else."""
    return {"invitation": invitation_of(visit), "onward": after_code(visit)}


@pages.get("/host", anyone=True)
def host(visit: Visit) -> Answer:
    """Who runs this server, and what they can do."""
    return visit.page("host.html", watched=visit.house.settings.watched, room=visit.house.settings.room)
