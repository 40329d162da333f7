"""What is asked and said in this room. Answers carry their question, so that they read well without their round."""

from __future__ import annotations

from typing import Literal

from gemel.moments import Body, Kind
from gemel.web.words import _

Way = Literal["written", "spoken", "alone"]


class Asked(Body, frozen=True):
    """A question put to both. Its text is kept as it was asked: content files may change."""

    question: str
    asked: str
    way: Way = "written"
    """Answered in writing by both, talked through on one phone, or asked of somebody alone."""


class Answer(Body, frozen=True):
    asked: str
    words: str


class Follow(Body, frozen=True):
    """One curious line after both answers are open, or a few words back."""

    asked: str
    stem: str = ""
    words: str = ""


ROUND = "question"
KINDS = (
    Kind(ROUND, Asked, _("A question")),
    Kind(
        "answer",
        Answer,
        _("An answer"),
        card="questions/_answer.html",
        icon="messages-square",
        grows="opened",
        greets=True,
    ),
    Kind("follow", Follow, _("Asking on"), card="questions/_follow.html", icon="message-circle", greets=True),
)
