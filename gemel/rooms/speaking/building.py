"""The builder's steps: what has been said so far, and which question comes next. Pure; nothing is stored on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from gemel.rooms.speaking.vocabulary import Situation, needs, recognised, situations, speaks_of_fear, underneath

STEPS = ("mind", "saw", "feel", "need", "ask", "when", "words")
SHOWN = ("mind", "saw", "feel", "ask", "when", "words")
"""The steps that everybody takes; the need is a detour for whoever likes."""
MOST = {"mind": 2000, "about": 20, "saw": 300, "feel": 120, "need": 300, "ask": 300, "by": 12, "safe": 3, "sure": 3}

Fear = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form carries from step to step."""

    mind: str = ""
    about: str = ""
    saw: str = ""
    feel: str = ""
    need: str = ""
    ask: str = ""
    by: str = ""
    safe: str = ""
    """Help was shown, and they chose to go on."""
    sure: str = ""
    """They keep the word that they chose."""

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in asdict(self).items() if value]

    @property
    def situations(self) -> list[Situation]:
        """What it is about: chosen, or recognised in what was written first; two at most."""
        chosen = situations().get(self.about)
        return [chosen] if chosen else recognised(self.mind)[:2]

    @property
    def topic(self) -> str:
        return self.situations[0].title if self.situations else ""

    @property
    def asks(self) -> bool:
        return self.ask not in {"", needs().nothing}


def first_gap(draft: Draft) -> str:
    """The first step without which there is no sentence yet."""
    return "saw" if not draft.saw else "feel" if not draft.feel else "ask" if not draft.ask else "words"


def step_after(came: str, draft: Draft, wants: str = "") -> str:
    """Where a press leads: to a step that was asked for, to the next one, or nowhere while this one is empty."""
    if wants in STEPS:
        return wants if wants != "words" else first_gap(draft)
    if came == "feel" and draft.feel:
        return "beneath" if underneath(draft.feel) and not draft.sure else "ask"
    if came == "ask" and draft.ask:
        return "when" if draft.asks else first_gap(draft)
    onward = {"mind": "saw", "beneath": "ask", "need": "ask", "when": first_gap(draft)}
    if came == "saw":
        return "feel" if draft.saw else "saw"
    return onward.get(came, came if came in STEPS else "mind")


def stays(came: str, wants: str, draft: Draft) -> bool:
    """Whether a step was sent on with nothing in it, though it needs something. A topic picked is something."""
    if wants in STEPS:
        return False
    return (came in {"feel", "ask"} and not getattr(draft, came)) or (came == "saw" and not draft.saw)


def frightens(came: str, draft: Draft, reads: Fear) -> bool:
    """Whether what was said at this step speaks of fear or control. Shown help once, one may simply go on."""
    said = getattr(draft, came, "") if came in {"mind", "saw", "feel", "need", "ask"} else ""
    return bool(said) and not draft.safe and (speaks_of_fear(said) or reads(said))
