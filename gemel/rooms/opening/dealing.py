"""Which card comes next: from any tier that is open, light ones too, so that no card tells how deep anybody goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gemel.rooms.opening.deck import Card

Pick = Callable[[int], int]
"""Chooses a number below another; `secrets.randbelow` in the product."""


def next_card(cards: Iterable[Card], used: Sequence[str], top: int, pick: Pick) -> Card | None:
    """A card of a tier up to `top`. `used` holds the ids of earlier ones, oldest first; none comes twice before all
    of its tier have come. The tier is drawn first, each as likely as the others, however few of its cards are left."""
    open_to = [card for card in cards if card.tier <= top]
    tiers = sorted({card.tier for card in open_to})
    if not tiers:
        return None
    tier = tiers[pick(len(tiers))]
    of_it = [card for card in open_to if card.tier == tier]
    fresh = [card for card in of_it if card.id not in set(used)]
    if fresh:
        return fresh[pick(len(fresh))]
    last = {name: number for number, name in enumerate(used)}
    return min(of_it, key=lambda card: last[card.id])
