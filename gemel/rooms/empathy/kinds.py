"""What is said in this room."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _


class Vent(Body, frozen=True):
    """What is on somebody's mind, as it came, and what would be good."""

    words: str
    wish: str = "heard"

    def text(self) -> str:
        return self.words


class VentAnswer(Body, frozen=True):
    words: str


class AnotherWord(Body, frozen=True):
    """What an answer did not quite get, from whoever vented."""

    words: str


class ThreeQuestions(Body, frozen=True):
    """What somebody would like to ask: questions, and no guesses at the answers."""

    about: str
    questions: tuple[str, ...]

    def text(self) -> str:
        return "\n".join((self.about, *self.questions))


KINDS = (
    Kind("vent", Vent, _("On somebody’s mind"), card="empathy/_entry_vent.html", icon="message-circle", greets=True),
    Kind(
        "vent-answer", VentAnswer, _("An answer that listens"), card="empathy/_entry.html", icon="heart-handshake",
        grows="small", greets=True,
    ),
    Kind("vent-word", AnotherWord, _("Another word"), card="empathy/_entry.html", icon="message-circle", greets=True),
    Kind("three-questions", ThreeQuestions, _("Questions to ask"), card="empathy/_entry_questions.html", icon="ear"),
)  # fmt: skip
