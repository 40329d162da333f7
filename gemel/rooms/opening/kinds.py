"""What is asked and said in this room. What is shown carries its card's words: content files may change."""

from __future__ import annotations

from typing import Literal

from gemel.moments import Body, Kind
from gemel.web.words import _

Way = Literal["both", "alone"]


class Drawn(Body, frozen=True):
    """A card put to both, or to somebody alone."""

    card: str
    asked: str
    tier: int
    way: Way = "both"


class Deeper(Body, frozen=True):
    """Whether cards of this tier suit both, for as long as nobody takes it back: then the next number is asked."""

    tier: int
    number: int


class WasItGood(Body, frozen=True):
    """Whether a card was a good time for both."""


class Yes(Body, frozen=True):
    """A hand-in to one of the two above. It has nothing in it; that both are there is all it can tell."""


class Shown(Body, frozen=True):
    asked: str
    words: str


class Told(Body, frozen=True):
    """A card that the two told each other aloud: no word of it."""

    asked: str


class Received(Body, frozen=True):
    """Thanks for what the other showed, and one curious question."""

    asked: str
    stem: str = ""
    words: str = ""


class Depth(Body, frozen=True):
    """How far cards may go for one person, for nobody else to read."""

    depth: int = 1
    light_until: int = 0
    """Unix seconds until which only light cards come: something was raw."""


CARD, DEEPER, GOOD = "opening-card", "opening-deeper", "opening-good"
KINDS = (
    Kind(CARD, Drawn, _("A card"), asks=True),
    Kind(DEEPER, Deeper, _("A card")),
    Kind(GOOD, WasItGood, _("A card")),
    Kind("opening-yes", Yes, _("A card")),
    Kind("opening-depth", Depth, _("How far cards may go")),
    Kind("opening-shown", Shown, _("Something shown"), card="opening/_shown.html", icon="flower-2", grows="opened",
         greets=True, printed="pair"),
    Kind("opening-told", Told, _("Told aloud"), card="opening/_told.html", icon="flower-2", grows="small", ours=True),
    Kind("opening-received", Received, _("Thanks, and a question"), card="opening/_received.html",
         icon="message-circle", greets=True),
)  # fmt: skip
