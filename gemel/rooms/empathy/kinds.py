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


class SharedMoment(Body, frozen=True):
    """A moment that both were in, in a few words: asked of both."""

    words: str


class Side(Body, frozen=True):
    """One person's side of a moment: what they guess it was like for the other, and what they open of their own."""

    moment: str
    guess: tuple[str, ...] = ()
    felt: tuple[str, ...] = ()
    words: str = ""

    def text(self) -> str:
        return f"{self.moment}\n{self.words}"


class OwnSide(Body, frozen=True):
    """What somebody keeps of their side for themselves."""

    moment: str
    felt: tuple[str, ...] = ()
    words: str = ""

    def text(self) -> str:
        return f"{self.moment}\n{self.words}"


KINDS = (
    Kind("vent", Vent, _("On somebody’s mind"), card="empathy/_entry_vent.html", icon="message-circle", greets=True),
    Kind(
        "vent-answer", VentAnswer, _("An answer that listens"), card="empathy/_entry.html", icon="heart-handshake",
        grows="small", greets=True,
    ),
    Kind("vent-word", AnotherWord, _("Another word"), card="empathy/_entry.html", icon="message-circle", greets=True),
    Kind("three-questions", ThreeQuestions, _("Questions to ask"), card="empathy/_entry_questions.html", icon="ear"),
    Kind("shared-moment", SharedMoment, _("A moment, seen from both sides"), asks=True),
    Kind(
        "side", Side, _("A moment, seen from both sides"), card="empathy/_entry_side.html", icon="users-round",
        grows="opened", greets=True,
    ),
    Kind("own-side", OwnSide, _("A moment, for yourself"), card="empathy/_entry_side.html", icon="eye-off"),
)  # fmt: skip
