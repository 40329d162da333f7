"""What is said in this room."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _


class Agreement(Body):
    """What each needs to speak freely, a line each. It stands once both agreed, by two marks."""

    needs: str
    turn: int = 1
    """In the order they were put on the table; two may fall into one second."""
    alone: bool = False
    """A list that somebody keeps for themselves."""

    @property
    def lines(self) -> list[str]:
        return lines_of(self.needs)


def lines_of(text: str) -> list[str]:
    """Lines as somebody typed them: without blanks, without dashes of their own, each once."""
    found = (raw.strip().lstrip("-–•*").strip() for raw in text.splitlines())
    return list(dict.fromkeys(line for line in found if line))


KINDS = (
    Kind(
        "agreement", Agreement, _("What each of us needs"), card="listening/_entry.html", icon="handshake", greets=True
    ),
)
