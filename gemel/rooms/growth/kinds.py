"""What is said in this room: small wins, a person's own readings, open hurts, and a letter once a year."""

from __future__ import annotations

from gemel.moments import Body, Kind
from gemel.web.words import _, translate

WINS = {
    "laughed": _("We laughed"),
    "deeper": _("A deeper talk"),
    "again": _("We tried again"),
    "kind": _("A kind word"),
    "calm": _("We stayed calm"),
    "first": _("A first time"),
}


class Win(Body, frozen=True):
    what: str
    words: str = ""

    @property
    def label(self) -> str:
        return WINS.get(self.what, "")

    def text(self) -> str:
        return f"{self.label}\n{self.words}"


class First(Win, frozen=True):
    """Something the two of them had never done: it blossoms."""


class Reading(Body, frozen=True):
    """How somebody's week was, for themselves: 0 to 100 for closeness, 0 to 10 for the rest, None where left out."""

    turn: int
    """The first of this person is 1: of a private moment only the day is kept."""
    closeness: int | None = None
    lean: int | None = None
    back: int | None = None
    ease: int | None = None
    none: tuple[str, ...] = ()
    """Questions for which there was nothing to answer: no wobble, no disagreement."""

    def all_words(self) -> str:
        said = [(_("Closeness"), self.closeness, 100), (_("Trust"), self.lean, 10)]
        said += [(_("Finding your way back"), self.back, 10), (_("Sorting things out"), self.ease, 10)]
        return "\n".join(f"{translate(name)}: {value}/{top}" for name, value, top in said if value is not None)


class Skipped(Body, frozen=True):
    """Not this week: remembered for this person alone, so that gemel stops offering."""


class PutAway(Body, frozen=True):
    """Readings up to this turn are kept and not shown: the page looks unused."""

    until: int


class Months(Body, frozen=True):
    """The page that counts what two did together. It opens once both agreed, by two marks; closed by either."""


class CameBack(Body, frozen=True):
    """In how many weeks something was done together, counted up to and with `week`. It only ever grows."""

    weeks: int
    week: int


class Hurt(Body, frozen=True):
    """Something that still pinches, in a short line. Closed by two marks."""

    words: str


class HurtStep(Body, frozen=True):
    """A next step for it, in somebody's own words. The newest is the one that counts."""

    words: str
    turn: int = 1


class HurtPlace(Body, frozen=True):
    """Taken up for now, or parked. The newest of all says which one is for now."""

    now: bool
    turn: int = 1


class LetterDay(Body, frozen=True):
    """A day on which two letters open together. Asked of both; the newest day holds."""

    opens_at: int
    turn: int = 1
    """In the order they were chosen; two may fall into one second."""


class Letter(Body, frozen=True):
    words: str


class News(Body, frozen=True):
    """Something good that happened, and the part of it to keep."""

    words: str
    dear: str = ""


class NewsAnswer(Body, frozen=True):
    """What somebody says to good news: asked on, what it shows, how to mark it (evidence A10). None need be there."""

    asks: str = ""
    shows: str = ""
    marks: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.asks, self.shows, self.marks) if part)


class NewsMore(Body, frozen=True):
    """More of it, from whoever told it, once they were asked."""

    words: str


KINDS = (
    Kind("win", Win, _("A small win"), card="growth/_entry.html", icon="sprout", grows="small", printed="line"),
    Kind("first", First, _("A first time"), card="growth/_entry.html", icon="flower-2", grows="firsts", printed="line"),
    Kind("news", News, _("Good news"), card="growth/_entry_news.html", icon="sun", greets=True),
    Kind(
        "news-answer", NewsAnswer, _("Enjoyed together"), card="growth/_entry_news_answer.html", icon="sparkle",
        grows="small", greets=True,
    ),
    Kind("news-more", NewsMore, _("More of the good news"), card="growth/_entry_said.html", icon="sun", greets=True),
    Kind("reading", Reading, _("How your week was")),
    Kind("reading-skip", Skipped, _("Not this week")),
    Kind("readings-away", PutAway, _("Put away")),
    Kind("months", Months, _("What you two did together")),
    Kind("came-back", CameBack, _("Weeks you came back"), ours=True),
    Kind("hurt", Hurt, _("An open hurt"), greets=True),
    Kind("hurt-step", HurtStep, _("A next step"), card="growth/_entry_said.html", icon="footprints", greets=True),
    Kind("hurt-place", HurtPlace, _("For now, or parked")),
    Kind("year-letter-day", LetterDay, _("The day of your letters")),
    Kind(
        "year-letter",
        Letter,
        _("A letter to us"),
        card="growth/_entry_said.html",
        icon="mail",
        grows="opened",
        greets=True,
        printed="letter",
    ),
)  # fmt: skip
