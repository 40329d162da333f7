"""What is said in this room."""

from __future__ import annotations

from typing import Literal

from gemel.moments import Body, Kind
from gemel.web.words import _

Reply = Literal["yes", "but", "until", "no", "heard"]
Word = Literal["thanks", "time", "not-yet"]


class Statement(Body, frozen=True):
    """How it is for its author, and what they ask for. Until it is opened only its topic and minutes are shown."""

    words: str
    topic: str = ""
    asks: bool = True
    line: str = ""
    """What was asked, as a line to agree on."""
    day: str = ""
    """The day it was asked for, as in 2026-10-09."""
    minutes: int = 10
    aloud: bool = False
    """Its author's alone: to be said aloud, or sent later."""

    def text(self) -> str:
        """Search finds one's own; of one that was sent only the topic, for it may not have been opened yet."""
        return self.words if self.aloud else self.topic

    def all_words(self) -> str:
        return "\n".join(part for part in (self.topic, self.words, self.line) if part)


class Reception(Body, frozen=True):
    """What came back: said back, one's own part, an answer. A later one takes its place."""

    answer: Reply
    back: str = ""
    aloud: bool = False
    """Said back in person."""
    own: str = ""
    but: str = ""
    until: str = ""
    turn: int = 1

    def text(self) -> str:
        return "\n".join(part for part in (self.back, self.own, self.but) if part)


class Settled(Body, frozen=True):
    """One line and a day. It stands once both agreed, by two marks."""

    line: str
    day: str = ""
    turn: int = 1

    def text(self) -> str:
        return self.line


class Look(Body, frozen=True):
    """Whether somebody opened a statement, and until when they put it by. Known to nobody else: a moment of their own."""

    opened: bool = False
    until: int = 0


class Apology(Body, frozen=True):
    words: str
    aloud: bool = False

    def text(self) -> str:
        return self.words if self.aloud else ""

    def all_words(self) -> str:
        return self.words


class ApologyAnswer(Body, frozen=True):
    word: Word
    turn: int = 1

    def text(self) -> str:
        return ""


KINDS = (
    Kind(
        "statement",
        Statement,
        _("Said plainly"),
        card="speaking/_statement.html",
        icon="message-circle",
        greets=True,
    ),
    Kind("reception", Reception, _("How it was heard"), card="speaking/_reception.html", icon="ear", greets=True),
    Kind(
        "settled",
        Settled,
        _("A line for the two of you"),
        card="speaking/_settled.html",
        icon="handshake",
        greets=True,
        ours=True,
    ),
    Kind("look", Look, _("Looked at")),
    Kind("apology", Apology, _("An apology"), card="speaking/_apology.html", icon="hand-helping", greets=True),
    Kind("apology-answer", ApologyAnswer, _("An answer to an apology"), greets=True),
)
