"""What would be good: chosen by whoever vents, read by whoever answers."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.web.words import _


@dataclass(frozen=True, slots=True)
class Wish:
    name: str
    mine: str
    """On the button of whoever chooses."""
    theirs: str
    """For whoever answers."""


WISHES = (
    Wish("heard", _("Just to be heard"), _("To be heard is all that is wanted.")),
    Wish("hug", _("A hug later"), _("A hug would be good, later.")),
    Wish("ideas", _("Ideas"), _("Ideas are welcome.")),
    Wish("help", _("Practical help"), _("Practical help would be good. Ask which, before you begin.")),
    Wish("distraction", _("Something else to think about"), _("Something else to think about would be good.")),
    Wish("unknown", _("I do not know"), _("What would help is not clear yet. Staying near is enough.")),
)


def wish(name: str) -> Wish:
    """The wish of that name; for anything else, to be heard."""
    return next((one for one in WISHES if one.name == name), WISHES[0])
