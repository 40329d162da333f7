"""What is asked and said in a week. Ids of tips and choices are structure: search does not look through them."""

from __future__ import annotations

from typing import Literal

from gemel.moments import Body, Kind
from gemel.web.words import _

Size = Literal["usual", "light"]


class WeekAsked(Body):
    """«Which of these shall we try?» Asked of both, with the same offers for both."""

    epoch: int
    """The couple's key epoch: a week from before these two were two is none of theirs."""
    number: int = 1
    """The first week of these two is 1; two may be asked within one second."""
    size: Size = "usual"
    offers: tuple[str, ...] = ()

    def text(self) -> str:
        return ""


class Picks(Body):
    """One to three tips, opened when both have picked."""

    tips: tuple[str, ...]

    def text(self) -> str:
        return ""


class Plan(Body):
    """One tip with its when, where and how. Agreed by two marks; a changed time is another plan."""

    tip: str
    title: str
    when: str
    ends_at: int
    """From then on the week is looked back on."""
    where: str = ""
    how: str = ""
    nudge_at: int = 0
    """When Today reminds both, in unix seconds; 0 for never."""
    turn: int = 1
    """Plans in the order they were put on the table; two may fall into one second."""
    alone: bool = False
    """Made by somebody on their own, for themselves."""

    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.when, self.where, self.how) if part)


class LookbackAsked(Body):
    """«How was it?» Asked of both once a week."""

    plan: str
    tip: str

    def text(self) -> str:
        return ""


class Lookback(Body):
    """How it was: opened when both have looked back. Only `words` and the title are ever shown;
    `tried` and `wish` steer the next offer, and no page says whose they were."""

    plan: str
    """The plan's id, within the sealed words: it holds wherever its author moves."""
    tip: str
    title: str
    tried: Literal["yes", "some", "let-go"]
    words: str = ""
    wish: Literal["again", "easier", "new"] = "new"

    def text(self) -> str:
        return f"{self.title}\n{self.words}"


class LookbackNote(Body):
    """What it was like, for its author alone, behind the private pages' lock."""

    words: str


class Lived(Body):
    """Both looked back: the week is closed, and the tree has one more ring."""

    tip: str

    def text(self) -> str:
        return ""


class LetGo(Body):
    """The week is put away. It closes for both, and nobody is shown by whom."""

    plan: str = ""

    def text(self) -> str:
        return ""


KINDS = (
    Kind("week", WeekAsked, _("A week")),
    Kind("picks", Picks, _("Picks for a week")),
    Kind("plan", Plan, _("A plan for a week"), card="week/_entry_plan.html", icon="calendar-days"),
    Kind("week-lookback", LookbackAsked, _("Looking back on a week")),
    Kind("lookback", Lookback, _("A week looked back on"), card="week/_entry_lookback.html", icon="footprints"),
    Kind("lookback-note", LookbackNote, _("A week, for your eyes only"), icon="lock"),
    Kind("week-lived", Lived, _("A week lived"), grows="weeks"),
    Kind("week-let-go", LetGo, _("A week let go")),
)
