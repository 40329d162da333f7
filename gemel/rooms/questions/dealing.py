"""Which question comes next: never one twice before all have been used, and never a hint of whose limit it obeys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gemel.people.profile import Limits
from gemel.rooms.questions.deck import Deck, Question

Pick = Callable[[int], int]
"""Chooses a number below another; `secrets.randbelow` in the product."""


def next_question(deck: Deck, used: Sequence[str], limits: Limits, pick: Pick, wish: str = "") -> Question | None:
    """The next question for these people; None if they left out every theme.

    `used` holds the ids of what they had, oldest first. The tier is drawn among all that are
    allowed, light ones too, so that no card tells how deep the other would go; a wish («lighter»
    or «deeper») leans the draw and does not decide it. Once all were used, the one that was
    longest ago comes first.
    """
    fits = allowed(deck, limits)
    fresh = unused(fits, used)
    if fresh:
        tier = _tier(sorted({question.depth for question in fresh}), pick, wish)
        cards = [question for question in fresh if question.depth == tier]
        return cards[pick(len(cards))]
    return min(fits, key=lambda question: _last_use(question, used), default=None)


def for_one(deck: Deck, used: Sequence[str], limits: Limits) -> Deck:
    """The part of the deck to deal from to somebody alone: what suits them, then the rest."""
    suited = tuple(question for question in deck if question.alone)
    return suited if unused(allowed(suited, limits), used) else deck


def allowed(deck: Deck, limits: Limits) -> Deck:
    return tuple(one for one in deck if one.depth <= limits.depth and one.theme not in limits.without)


def unused(deck: Deck, used: Sequence[str]) -> Deck:
    known = set(used)
    return tuple(question for question in deck if question.id not in known)


def _tier(tiers: list[int], pick: Pick, wish: str) -> int:
    drawn = [tiers[pick(len(tiers))] for _draw in range(2)]
    return {"lighter": min(drawn), "deeper": max(drawn)}.get(wish, drawn[0])


def _last_use(question: Question, used: Sequence[str]) -> int:
    return max(number for number, name in enumerate(used) if name == question.id)
