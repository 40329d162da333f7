"""What is kept in this room."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _


class Reflection(Body):
    """Up to three words that somebody found for themselves. Words that speak of danger are never among them."""

    words: tuple[str, ...]
    prompt: str = ""
    """The question that went with them."""

    def text(self) -> str:
        return "\n".join(self.words)


class CareManual(Body):
    """«When I am flooded: please do, please don’t.» A line each, written in calm times."""

    please_do: str = ""
    please_dont: str = ""

    @property
    def do_lines(self) -> list[str]:
        return lines_of(self.please_do)

    @property
    def dont_lines(self) -> list[str]:
        return lines_of(self.please_dont)


def lines_of(text: str) -> list[str]:
    """Lines as somebody typed them, without blanks and without dashes of their own."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("-–•*").strip())]


KINDS = (
    Kind("reflection", Reflection, _("Words for how it was"), card="calm/_entry_reflection.html", icon="feather"),
    Kind("care-manual", CareManual, _("A care manual"), card="calm/_entry_care.html", icon="hand-helping"),
)
