"""The line beside a card that says why this one. It knows what the two have had, and nothing that one of them has set."""

from __future__ import annotations

from gemel.rooms.questions.kinds import Asked
from gemel.web.words import _, translate

REASONS = {
    "again": _("You two had this one a good while ago. What would you say today?"),
    "lighter": _("Something lighter, after a deep one."),
    "quiet": _("You two have not been near this theme for a while."),
    "new": _("You two have not been near this theme yet."),
}
ALONE = {
    "again": _("You had this one a good while ago. What would you say today?"),
    "lighter": _("Something lighter, after a deep one."),
    "quiet": _("You have not been near this theme for a while."),
    "new": _("You have not been near this theme yet."),
}


def told_why(prompt: Asked, alone: bool) -> str:
    """One sentence, or none: most cards come up by chance, and say nothing."""
    return translate((ALONE if alone else REASONS).get(prompt.reason, ""))
