"""What is said in this room: a small win, or a first time."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _

WINS = {
    "laughed": _("We laughed"),
    "deeper": _("A deeper talk"),
    "again": _("We tried again"),
    "kind": _("A kind word"),
    "calm": _("We stayed calm"),
    "first": _("A first time"),
}


class Win(Body):
    what: str
    words: str = ""

    @property
    def label(self) -> str:
        return WINS.get(self.what, "")

    def text(self) -> str:
        return f"{self.label}\n{self.words}"


class First(Win):
    """Something the two of them had never done: it blossoms."""


KINDS = (
    Kind("win", Win, _("A small win"), card="growth/_entry.html", icon="sprout", grows="small"),
    Kind("first", First, _("A first time"), card="growth/_entry.html", icon="flower-2", grows="firsts"),
)
