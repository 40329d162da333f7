"""How sure each rule has to be before it speaks: chosen on the dev part of the corpus and sentences of our own.

A rule's odds are the model's, weighted, plus a step for the pattern that was found; how large a step depends on how often
that pattern was right on the training part. Weight, step and limit are chosen for each rule: the most that is caught at
the precision asked for. `python -m training.sure` runs in the product's own environment, on the shipped model, and
writes `sure.toml`.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from gemel.coach.judging import Draft, logit, silenced
from gemel.coach.matching import hits
from gemel.coach.port import by_model, by_rules_alone
from gemel.coach.rules import BESIDE, CONTENT, SIXTEEN, rules
from training.couples import batches

TARGETS = {"strength": 0.92, "slip": 0.92}
"""Of the times that a rule speaks on the dev part, the share that is to be right."""
FIXTURES = (2, 4, 8, 16, 32)
"""How many lines of the dev part a sentence of our own counts for: as few as let the rule through the gate."""
GATE = 0.9
"""Share of our own sentences that a rule is to notice; of those that look alike, none (evidence C asks for 0.8)."""
PLAINLY = 4
"""How many lines of the training part one of them counts for where patterns are judged: they are what people type."""
DOUBT, AS_RIGHT = 2.0, 0.75
"""So many imagined lines, of which this share is right, are counted with the real ones: a few lucky ones prove little."""
WEIGHTS, SLOPES, STEPS = (0.25, 0.5, 1.0), (0.0, 0.5, 1.0, 2.0), (0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
DANGER, PERHAPS = 0.1, 0.03
"""The model's value from which danger is taken as spoken of: by itself, and beside words that ask for a second look.
With a pattern that leaves no doubt it always is."""

HEAD = """# How sure each rule has to be. Its odds are `model` times the model's, plus the step of the pattern that was found;
# it speaks from `at` on. Written by `python -m training.sure` from the corpus' dev part and sentences of our own.
"""

Pairs = list[tuple[str, bool]]
Trust = dict[tuple[str, str], float]
"""For a rule and a pattern, the odds that it is right where it is found."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    codes: frozenset[str]
    apart: frozenset[str]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Seen:
    """One line for one rule: the model's odds, the trust in the best pattern, and whether it is right to speak."""

    model: float
    trust: float | None
    right: bool


@dataclass(frozen=True, slots=True)
class Choice:
    weight: float
    slope: float
    step: float

    def odds(self, one: Seen) -> float:
        return self.weight * one.model + (0.0 if one.trust is None else self.step + self.slope * one.trust)


def lines_of(corpus: Path, part: str) -> Iterator[Line]:
    """Patterns are looked for in every part; the model is asked of the dev part alone."""
    reader = by_model if part == "dev" else by_rules_alone
    for _kind, every in batches(corpus, part):
        for text, reply_to, codes, _near, _heat, apart in every:
            yield Line(text, codes, apart, Draft.of(text, reader, reply_to))


def patterns_in(rule: str, line: Line) -> set[str]:
    return {hit.pattern for hit in hits(rules()[rule], line.draft.text)}


def trust_of(corpus: Path) -> Trust:
    """From the training part: how often each pattern is right, with a pinch of doubt."""
    right: Counter[tuple[str, str]] = Counter()
    there: Counter[tuple[str, str]] = Counter()
    for line in lines_of(corpus, "train"):
        for rule in (*SIXTEEN, *BESIDE):
            if rule not in line.apart:
                found = [(rule, name) for name in patterns_in(rule, line)]
                there.update(found)
                right.update(found if rule in line.codes else [])
    for rule in SIXTEEN:
        for text, holds in ours_of(rule):
            line = Line(text, NOTHING, NOTHING, Draft.of(text, by_rules_alone))
            found = [(rule, name) for name in patterns_in(rule, line)]
            there.update(found * PLAINLY)
            right.update(found * PLAINLY if holds else [])
    return {key: logit((right[key] + DOUBT * AS_RIGHT) / (there[key] + DOUBT)) for key in there}


def seen(rule: str, line: Line, trust: Trust, right: bool) -> Seen:
    there = hits(rules()[rule], line.draft.text)
    found = [trust.get((rule, hit.pattern), logit(AS_RIGHT)) for hit in there]
    p = line.draft.likely(rule, there) or 0.0
    return Seen(-math.inf if silenced(rules()[rule], line.draft.text) else logit(p), max(found, default=None), right)


def ours_of(rule: str) -> Pairs:
    """Sentences of our own and whether the rule is to speak; every second one of the probe is left to be measured."""
    found: Pairs = []
    for name, every in (("fixtures.toml", 1), ("probe.toml", 2)):
        told = tomllib.loads((CONTENT.parent / "tests" / name).read_text("utf-8")).get(rule, {})
        found += [(text, key == "yes") for key, texts in told.items() for text in texts[::every]]
    return found


def fixtures(rule: str) -> list[tuple[Line, bool]]:
    return [(Line(text, NOTHING, NOTHING, Draft.of(text, by_model)), right) for text, right in ours_of(rule)]


def limit(found: list[Seen], choice: Choice, target: float) -> tuple[int, float]:
    """How many are right from the lowest limit on at which the share of right ones reaches the target, and that limit."""
    right, best = 0, (0, math.inf)
    for count, one in enumerate(sorted(found, key=lambda one: -choice.odds(one)), 1):
        right += one.right
        if (right + DOUBT * AS_RIGHT) / (count + DOUBT) >= target:
            best = (right, choice.odds(one))
    return best


def chosen(found: list[Seen], target: float) -> tuple[Choice, float]:
    every = [Choice(*one) for one in product(WEIGHTS, SLOPES, STEPS)]
    best = max(every, key=lambda one: (limit(found, one, target)[0], -one.step))
    return best, limit(found, best, target)[1] - 0.001


def let_through(found: list[Seen], ours: list[Seen], target: float) -> tuple[Choice, float]:
    """The first choice that passes the gate; where none does, the one that notices most of the fixtures."""
    every = [chosen(found + ours * weight, target) for weight in FIXTURES]
    return max(every, key=lambda one: min(_noticed(ours, *one), GATE))


def _noticed(ours: list[Seen], choice: Choice, at: float) -> float:
    """The share of fixtures noticed; less than nothing where one that only looks alike fires."""
    if any(choice.odds(one) >= at and not one.right for one in ours):
        return -1.0
    there = [choice.odds(one) >= at for one in ours if one.right]
    return sum(there) / len(there) if there else 1.0


def written(rule: str, choice: Choice, at: float, trust: Trust) -> str:
    steps = [
        f'"{one.name}" = {choice.step + choice.slope * trust.get((rule, one.name), logit(AS_RIGHT)):.3f}'
        for one in rules()[rule].pattern
    ]
    head = f"[{rule}]\nmodel = {choice.weight}\nat = {min(at, 99.0):.3f}\n"
    return "\n".join([head, f"[{rule}.patterns]", *steps, ""])


def main(corpus: Path) -> None:
    trust, dev = trust_of(corpus), list(lines_of(corpus, "dev"))
    out = [HEAD]
    for rule in (*SIXTEEN, *BESIDE):
        found = [seen(rule, line, trust, rule in line.codes) for line in dev if rule not in line.apart]
        ours = [seen(rule, line, trust, right) for line, right in fixtures(rule)]
        choice, at = let_through(found, ours, TARGETS[rules()[rule].kind])
        out.append(written(rule, choice, at, trust))
        spoke = [one for one in found if choice.odds(one) >= at]
        right, there = sum(one.right for one in spoke), sum(one.right for one in found)
        print(f"{rule}: speaks {len(spoke)}, right {right}, of {there}; {choice} {at:.3f}", file=sys.stderr)
    step = logit(DANGER) - logit(PERHAPS)
    out.append(f"[X]\nmodel = 1.0\nat = {logit(DANGER):.3f}\n\n[X.patterns]\nany = 99.0\nperhaps = {step:.3f}\n")
    (CONTENT / "en" / "sure.toml").write_text("\n".join(out), "utf-8")


if __name__ == "__main__":
    main(Path(__file__).parent.parent / "corpus")
