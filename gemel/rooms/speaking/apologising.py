"""An apology from four parts, and what takes the weight out of one. Pure: it asks nothing of anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gemel.coach.plain import plain
from gemel.coach.rules import compiled
from gemel.rooms.speaking.composing import capital
from gemel.rooms.speaking.vocabulary import apologies

PARTS = ("act", "hurt", "mine", "repair")
SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")
SORRY = re.compile(r"\b(?:sorry|apologi[sz]e|regret)\b", re.I)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that weakens it, and how that is said back."""

    part: str
    name: str
    words: str
    say: str


def compose(parts: dict[str, str]) -> str:
    """Act, hurt, mine, «I am sorry», repair: each part as a sentence in the writer's own words."""
    said = {name: _sentence(name, parts.get(name, "")) for name in PARTS}
    sorry = "" if any(SORRY.search(text) for text in said.values()) else "I am sorry."
    found = [said["act"], said["hurt"], said["mine"], sorry, said["repair"]]
    return " ".join(text for text in found if text)


def _sentence(name: str, typed: str) -> str:
    text = re.sub(r"\s+", " ", typed).strip()
    if not text:
        return ""
    text = re.sub(r"^i\b", "I", text)
    if name in {"act", "repair"} and re.match(r"[a-z]", text) and not re.match(r"(?:we|when|on|at|in|my|the)\b", text):
        text = f"I {'will ' if name == 'repair' else ''}{text}"
    return capital(text) + ("" if text[-1] in ".!?…" else ".")


def spots(parts: dict[str, str]) -> list[Spot]:
    """What weakens it, part by part, each kind once; nothing where it stands by itself."""
    found: dict[str, Spot] = {}
    for part in PARTS:
        text = plain(parts.get(part, ""))
        for slip in apologies().slip:
            hit = compiled(slip.find).search(text.text) if not slip.parts or part in slip.parts else None
            if hit and slip.name not in found:
                place = text.typed(hit.start(), hit.end())[0]
                found[slip.name] = Spot(part, slip.name, _around(parts[part], place), slip.say)
    return list(found.values())


def _around(typed: str, place: int) -> str:
    """The sentence that a place lies in."""
    return next(one[0] for one in SENTENCE.finditer(typed) if place < one.end()).strip()
