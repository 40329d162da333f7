"""Saying back in writing: which place a card is for the coach, and how the words compare with what was said."""

from __future__ import annotations

from dataclasses import dataclass

from gemel.coach import Port, Rule, compare, rules
from gemel.sittings import Sitting
from gemel.web.compared import Piece, apart, pieces

BACK = "words_back"
"""Under this name a state of any exercise holds what is said back."""
JUDGING = ("N1", "N2", "N3")


@dataclass(frozen=True, slots=True)
class Compared:
    """For whoever writes, while they write. Held while one page is made."""

    typed: str = ""
    away: bool = False
    """The coach is not to be had just now."""
    english: bool = True
    safety: bool = False
    rules: tuple[Rule, ...] = ()
    """What may land hard, and ideas that come early."""
    theirs: tuple[Piece, ...] = ()
    own: tuple[Piece, ...] = ()


def compares(it: Sitting) -> bool:
    """Whether this person says back in writing now, and there is something written to compare it with."""
    return writes(it) and it.state.writes == BACK and it.role == "listener" and bool(spoken(it))


def writes(it: Sitting) -> bool:
    return not it.over and bool(it.state.writes) and it.phase.way == "written"


def spoken(it: Sitting) -> str:
    """What whoever speaks has written in this turn; empty but on a card on which the listener writes."""
    if not writes(it) or it.role != "listener":
        return ""
    return "\n".join(words for seat, words in lying_open(it) if seat == it.phase.speaker)


def lying_open(it: Sitting) -> list[tuple[int, str]]:
    """In writing: what lies between the two in this turn, (seat, words), oldest first. Where both write at once, what
    the other has written already is not in it."""
    if it.phase.way != "written":
        return []
    both = any(tap.actor == "both" for tap in it.state.taps.values())
    ahead = f"{it.state.writes}.{1 - it.seat}" if both else ""
    found = [(key, value) for key, value in it.phase.values.items() if key.startswith("words") and key != ahead]
    return [(int(key[-1]), value) for key, value in found if value]


def place_of(it: Sitting) -> str:
    """The coach's place of this card; empty where nothing is written."""
    if not writes(it):
        return ""
    if it.state.writes == BACK:
        return "saying-back"
    return "reply" if it.role == "listener" else "talk"


def compared(said: str, typed: str, coach: Port) -> Compared:
    """What is caught of what was said, what is missing, and what is there besides. Nothing at all about words of danger."""
    if not typed:
        return Compared()
    reading = coach.read(typed, said, True)
    if reading.safety or not reading.english:
        return Compared(typed=typed, english=reading.english, safety=reading.safety)
    found = compare(said, typed, coach.vectors)
    slips = {name: one for name in JUDGING if (one := reading.of(name))}
    advice = reading.of("AD")
    hard = [span for one in slips.values() for span in one.spans]
    ideas = list(advice.spans) if advice else []
    return Compared(
        typed=typed, rules=tuple(rules()[name] for name in [*list(slips)[:1], *(["AD"] if advice else [])]),
        theirs=tuple(pieces(said, caught=found.caught, missing=found.missing)),
        own=tuple(pieces(typed, slip=hard, advice=ideas, added=apart(found.added, [*hard, *ideas]))),
    )  # fmt: skip
