"""What is asked and said in this room. Answers carry their question, so that they read well without their round."""

from __future__ import annotations

from typing import Literal

from gemel.moments import Body, Kind
from gemel.rooms.questions.deck import OWN
from gemel.rooms.questions.regions import titles
from gemel.web.words import _

Way = Literal["written", "spoken", "alone"]
Reply = Literal["yes", "changed", "more"]


class Asked(Body, frozen=True):
    """A question put to both. Its text is kept as it was asked: content files may change."""

    question: str
    asked: str
    way: Way = "written"
    """Answered in writing by both, talked through on one phone, or asked of somebody alone."""
    reason: str = ""
    """Why this one, by name: `dealing.reason`."""
    about: str = ""
    """The part of the map that a question of their own belongs to."""
    depth: int = 0
    """How deep a question of their own goes."""

    @property
    def own(self) -> bool:
        return self.question.startswith(OWN)


class Rested(Body, frozen=True):
    """Cards that the two had out of a deck: they do not come up again before the others. Not one word of the talk."""

    questions: tuple[str, ...]


class Answer(Body, frozen=True):
    asked: str
    words: str


class Follow(Body, frozen=True):
    """One curious line after both answers are open, or a few words back."""

    asked: str
    stem: str = ""
    words: str = ""


class Own(Body, frozen=True):
    """A question somebody wrote: kept for themselves, or shared, which puts it among the cards of both."""

    asked: str
    about: str = ""
    depth: int = 2

    def text(self) -> str:
        return self.asked


class Note(Body, frozen=True):
    """What one of them knows of the other: for their own eyes, or opened to be set right."""

    about: str
    words: str
    whom: bytes
    """Whose world it is about. A note on somebody else is not on this couple's map."""

    @property
    def title(self) -> str:
        return titles().get(self.about, "")

    def text(self) -> str:
        return self.words


class NoteReply(Body, frozen=True):
    """From the one it is about."""

    noted: str
    reply: Reply
    words: str = ""

    def text(self) -> str:
        return f"{self.noted}\n{self.words}"


ROUND, RESTED = "question", "question-deck"
KINDS = (
    Kind(ROUND, Asked, _("A question"), asks=True),
    Kind(RESTED, Rested, _("Cards of a deck")),
    Kind(
        "answer",
        Answer,
        _("An answer"),
        card="questions/_answer.html",
        icon="messages-square",
        grows="opened",
        greets=True,
        printed="pair",
    ),
    Kind("follow", Follow, _("Asking on"), card="questions/_follow.html", icon="message-circle", greets=True),
    Kind("own-question", Own, _("A question of one’s own")),
    Kind("map-note", Note, _("A line on the map"), card="questions/_note.html", icon="map", greets=True),
    Kind(
        "map-reply", NoteReply, _("About a line on the map"), card="questions/_note_reply.html", icon="map", greets=True
    ),
)
