"""Which question comes next: what suits these two, never one twice before all have been used, and never a hint of whose
limit or liking it obeys. Pure functions; the same day, couple and past give the same card on either phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import count
from typing import NamedTuple

from gemel.people.profile import Limits
from gemel.rooms.questions.deck import Deck, Question
from gemel.topics import fitting

Pick = Callable[[int], int]
"""Chooses a number below another: `luck` for cards, `secrets.randbelow` for what nobody may work out."""

DAY = 86_400
WHILE = 30 * DAY  # a theme that has not come up for so long has gone quiet
HEAVY, EASE = 3, 2 * DAY  # for so long after a card this deep, lighter ones come first
ACQUAINTED = 8  # so many cards in, it can be said of a theme that it has not come up yet


class Had(NamedTuple):
    """A question these people had, and when (unix seconds). Lists of it run from the oldest to the newest."""

    question: str
    at: int
    depth: int = 0
    theme: str = ""


def luck(tag: bytes, day: int, number: int) -> Pick:
    """Draws that are the same on both phones of a couple: for one day, and after so many questions."""
    draws, seed = count(), day.to_bytes(8, "big") + number.to_bytes(8, "big")

    def pick(below: int) -> int:
        data = seed + next(draws).to_bytes(8, "big")
        return int.from_bytes(blake2b(data, digest_size=8, key=tag[:64]).digest(), "big") % below

    return pick


def next_question(
    deck: Deck, had: Sequence[Had], limits: Limits, pick: Pick, now: int, wish: str = ""
) -> Question | None:
    """The next question for these people; None if they left out every theme.

    The tier is drawn among all that are open, light ones too, so that no card tells how deep the other would go; a
    wish («lighter» or «deeper») leans the draw and does not decide it. A theme is drawn next, and what both have
    told about themes changes its chances and no more. Once all were used, the one longest ago comes first.
    """
    open_now = ready(deck, had, limits, now)
    if not open_now:
        return min(allowed(deck, limits), key=lambda one: _last_use(one, had), default=None)
    tier = _tier(sorted({one.depth for one in open_now}), pick, wish)
    of_tier = [one for one in open_now if one.depth == tier]
    theme = _theme(sorted({one.theme for one in of_tier}), had, limits, pick, now)
    cards = [one for one in of_tier if one.theme == theme]
    return cards[pick(len(cards))]


def ready(deck: Deck, had: Sequence[Had], limits: Limits, now: int) -> Deck:
    """What can come next: allowed, not used, and lighter than a heavy one that was asked just now, if there is any."""
    fresh = unused(allowed(deck, limits), had)
    lighter = tuple(one for one in fresh if one.depth < had[-1].depth) if heavy(had, now) else ()
    return lighter or fresh


def for_one(deck: Deck, had: Sequence[Had], limits: Limits) -> Deck:
    """The part of the deck to deal from to somebody alone: what suits them, then the rest."""
    suited = tuple(one for one in deck if one.alone)
    return suited if unused(allowed(suited, limits), had) else deck


def allowed(deck: Deck, limits: Limits) -> Deck:
    fits = (one for one in deck if one.depth <= limits.depth and one.theme not in limits.without)
    return tuple(fitting(fits, limits.without, lambda one: one.text)) if limits.without else tuple(fits)


def unused(deck: Deck, had: Sequence[Had]) -> Deck:
    known = {one.question for one in had}
    return tuple(one for one in deck if one.id not in known)


def heavy(had: Sequence[Had], now: int) -> bool:
    return bool(had) and had[-1].depth >= HEAVY and now - had[-1].at < EASE


def quiet(theme: str, had: Sequence[Had], now: int) -> bool:
    """Whether a theme has not come up for a while, or has not yet."""
    return all(now - one.at >= WHILE for one in had if one.theme == theme)


def reason(question: Question, had: Sequence[Had], now: int) -> str:
    """Why this one, by name, or nothing. Told from what both have had, and from nothing that one of them has set."""
    if question.id in {one.question for one in had}:
        return "again"
    if heavy(had, now) and question.depth < had[-1].depth:
        return "lighter"
    if question.own or not quiet(question.theme, had, now):
        return ""
    if any(one.theme == question.theme for one in had):
        return "quiet"
    return "new" if len(had) >= ACQUAINTED else ""


def _tier(tiers: list[int], pick: Pick, wish: str) -> int:
    drawn = [tiers[pick(len(tiers))] for _draw in range(2)]
    return {"lighter": min(drawn), "deeper": max(drawn)}.get(wish, drawn[0])


def _theme(themes: list[str], had: Sequence[Had], limits: Limits, pick: Pick, now: int) -> str:
    tickets = [theme for theme in themes for _ticket in range(_chances(theme, had, limits, now))]
    return tickets[pick(len(tickets))]


def _chances(theme: str, had: Sequence[Had], limits: Limits, now: int) -> int:
    """Twice as many where one of them likes it, and twice where it has gone quiet; one right after it came up."""
    if had and had[-1].theme == theme:
        return 1
    return 2 * (2 if theme in limits.liked else 1) * (2 if quiet(theme, had, now) else 1)


def _last_use(question: Question, had: Sequence[Had]) -> int:
    return max(number for number, one in enumerate(had) if one.question == question.id)
