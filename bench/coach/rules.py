"""The rules as they ship, patterns and model together, on the test part of the corpus: kept out of everything."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.agreement import first, second
from gemel.coach import BESIDE, SIXTEEN
from gemel.coach.encoder import Encoder
from gemel.coach.figures import FILE
from gemel.coach.judging import Reading, judge

EVERY = (*SIXTEEN, *BESIDE)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the test part, its labels, those of the second labelling, and what the coach found."""

    kind: str
    codes: frozenset[str]
    again: frozenset[str] | None
    heat: int
    reading: Reading

    def agreed(self, code: str) -> bool:
        return self.again is None or (code in self.codes) == (code in self.again)


def texts_of(corpus: Path, part: str) -> set[str]:
    names = [name for name, brief in _briefs(corpus).items() if brief["part"] == part]
    rows = (json.loads(line) for name in names for line in _batch(corpus, name))
    return {row[0].casefold() for row in rows}


def _briefs(corpus: Path) -> dict[str, dict]:
    return tomllib.loads((corpus / "briefs.toml").read_text("utf-8"))


def _batch(corpus: Path, name: str) -> list[str]:
    return (corpus / "batches" / f"{name}.jsonl").read_text("utf-8").splitlines()


def lines(encoder: Encoder, corpus: Path) -> Iterator[Line]:
    """The test part, without the few sentences that also stand in the training or the dev part."""
    known = texts_of(corpus, "train") | texts_of(corpus, "dev")
    for name, brief in _briefs(corpus).items():
        if brief["part"] != "test":
            continue
        one, other = first(name), second(name)
        for number, written in enumerate(_batch(corpus, name)):
            text, reply_to, *_rest = json.loads(written)
            if text.casefold() in known:
                continue
            reading = judge(text, lambda a, b: encoder.read(a, b).labels, reply_to)
            again = other[number][0] if number in other else None
            yield Line(brief["kind"], one[number][0], again, one[number][1], reading)


def rules(encoder: Encoder, corpus: Path) -> dict[str, float]:
    """Figures by name. Also writes the counts that each rule's page tells."""
    every = list(lines(encoder, corpus))
    FILE.write_text(json.dumps({rule: counted(every, rule) for rule in EVERY}, indent=1) + "\n", "utf-8")
    found = told("all", every, lambda line, code: True)
    found |= told("agreed", every, Line.agreed)
    found |= told("plain", [line for line in every if line.kind == "plain"], Line.agreed)
    for rule in EVERY:
        found |= shares(f"rules.{rule}", every, (rule,), Line.agreed)
    return found | danger(every) | heated(every)


Counts = Callable[[Line, str], bool]


def told(name: str, every: list[Line], counts: Counts) -> dict[str, float]:
    return shares(f"rules.{name}", every, SIXTEEN, counts) | {f"rules.{name}.crossfire": crossfire(every, counts)}


def shares(name: str, every: list[Line], codes: tuple[str, ...], counts: Counts) -> dict[str, float]:
    """Precision, and the share that is caught, over these codes together."""
    right = spoke = there = 0
    for line in every:
        for code in codes:
            if counts(line, code):
                fires, holds = line.reading.of(code) is not None, code in line.codes
                right, spoke, there = right + (fires and holds), spoke + fires, there + holds
    return {f"{name}.precision": right / max(1, spoke), f"{name}.caught": right / max(1, there)}


def crossfire(every: list[Line], counts: Counts) -> float:
    """How often a rule fires on a sentence that carries another rule's code and not its own."""
    fired = chances = 0
    for line in every:
        others = [code for code in SIXTEEN if code not in line.codes and counts(line, code)]
        if line.codes & set(SIXTEEN):
            chances += len(others)
            fired += sum(line.reading.of(code) is not None for code in others)
    return fired / max(1, chances)


def danger(every: list[Line]) -> dict[str, float]:
    there = [line for line in every if "X" in line.codes]
    else_ = [line for line in every if "X" not in line.codes]
    return {
        "safety.caught": sum(line.reading.safety for line in there) / len(there),
        "safety.false_alarms": sum(line.reading.safety for line in else_) / len(else_),
    }


def heated(every: list[Line]) -> dict[str, float]:
    """How often a pause would be offered, by the heat that the labels give."""
    from gemel.coach import hot

    found = {}
    for name, heats in (("calm", {0}), ("stirred", {1}), ("heated", {2, 3})):
        lines_ = [line for line in every if line.heat in heats]
        found[f"heat.offered_when_{name}"] = sum(hot(line.reading) for line in lines_) / max(1, len(lines_))
    return found


def counted(every: list[Line], rule: str) -> dict[str, int]:
    spoke = [line for line in every if line.reading.of(rule)]
    right = sum(rule in line.codes for line in spoke)
    there = sum(rule in line.codes for line in every)
    return {"sentences": len(every), "spoke": len(spoke), "right": right, "missed": there - right}
