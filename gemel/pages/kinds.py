"""Kinds that belong to the house itself: a page for oneself, time together, and how it was for one."""

from __future__ import annotations

from gemel.moments import KINDS as REGISTRY
from gemel.moments import Body, Kind
from gemel.web.words import _, translate


class PrivatePage(Body):
    """Words that nobody is meant to read but their author, behind the passphrase asked for again."""

    words: str


class TimeTogether(Body):
    """The two did something live. No word of it is kept: only what it was, and how long."""

    exercise: str
    minutes: int

    def text(self) -> str:
        return ""

    def all_words(self) -> str:
        return translate(_("%(minutes)s minutes")) % {"minutes": self.minutes}


class Pulse(Body):
    """How an exercise was for one person, 0 to 10 each, or left out. Our own questions, not a test (evidence B2)."""

    exercise: str
    understood: int | None = None
    cared: int | None = None
    at_ease: int | None = None

    def all_words(self) -> str:
        said = ((_("Understood"), self.understood), (_("Cared for"), self.cared), (_("At ease"), self.at_ease))
        return "\n".join(f"{translate(name)}: {value}/10" for name, value in said if value is not None)


class AskFirst(Body, frozen=True):
    """What its author would like to be asked about first; `before` holds what stood there, newest first."""

    words: str
    before: tuple[str, ...] = ()

    def all_words(self) -> str:
        return "\n".join((self.words, *self.before))


TITLE = _("Time together")
KINDS = (
    Kind("private-page", PrivatePage, _("A private page"), icon="lock"),
    Kind("time-together", TimeTogether, TITLE, card="sittings/_entry.html", icon="users-round", grows="small", ours=True),
    Kind("pulse", Pulse, _("How it was for you")),
    Kind("ask-first", AskFirst, _("To ask about first"), greets=True),
)


def DEEP() -> list[str]:
    """Every kind that is written into private pages: known by its name's ending, so that the house names no room."""
    return [name for name in REGISTRY.by_name if name == "private-page" or name.endswith("-note")]
