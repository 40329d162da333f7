"""Which rules are silent for somebody: switched off, or resting after being put aside twice."""

from __future__ import annotations

WEEK = 7 * 86_400
TWICE = 2

Kept = tuple[tuple[str, int], ...]
"""Hints put aside: the rule and when, in unix seconds, oldest first."""


def silent(off: tuple[str, ...], kept: Kept, now: int) -> frozenset[str]:
    """The rules that say nothing at this moment."""
    lately = [rule for rule, at in kept if at > now - WEEK]
    return frozenset(off) | {rule for rule in lately if lately.count(rule) >= TWICE}


def put_aside(kept: Kept, rule: str, now: int) -> Kept:
    """One more hint put aside; what is older than a week is forgotten."""
    lately = tuple(one for one in kept if one[1] > now - WEEK)
    same = [one for one in lately if one[0] == rule]
    return (*lately, (rule, now)) if len(same) < TWICE else lately


def rests_until(kept: Kept, rule: str, now: int) -> int | None:
    """When a resting rule speaks again, in unix seconds; None if it does not rest."""
    times = [at for name, at in kept if name == rule and at > now - WEEK]
    return times[-TWICE] + WEEK if len(times) >= TWICE else None
