"""Today: at most three things, and the tree. What they are, the rooms know."""

from __future__ import annotations

from datetime import date

from gemel.pages import ask_first
from gemel.pages.feed import keep_feed
from gemel.pages.growth import grown
from gemel.pages.sittings.today import brought_by
from gemel.people import pairing, returning
from gemel.rooms import ROOMS
from gemel.sittings import open_ones
from gemel.ui.tree import Growth, describe, draw
from gemel.web.answer import FORGET, Answer
from gemel.web.dates import local
from gemel.web.happening import lead_to
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import Visit

pages = Pages()
MOST = 3


@pages.get("/", anyone=True)
def home(visit: Visit) -> Answer:
    return front(visit) if visit.person is None else today(visit)


def front(visit: Visit) -> Answer:
    tree = draw(Growth(days=400, weeks=52, opened=60, small=160, firsts=9))
    answer = visit.page("front.html", tree=tree)
    if visit.told == "signed-out":
        answer.headers |= FORGET  # asked for on the way here as well, where Safari's engine does not hear it
    return answer


def today(visit: Visit) -> Answer:
    happening = open_ones(visit.db, visit.me, visit.now)
    for one in happening:
        if one.live and one.exercise.holds:  # a pause, or phones down: nothing else is brought meanwhile
            return lead_to(one)
    keep_feed(visit)  # the partner may have booked, moved or let go of something
    hour = local(visit.now, visit.zone).hour
    if hour in visit.me.limits.quiet:
        return visit.page("today_quiet.html", tab="today")
    cards = _lightest(visit, [*brought_by(visit, happening), *ask_first.brought_by(visit)])
    strips = [room.strip for room in ROOMS if room.strip]
    return visit.page(
        "today.html", tab="today", cards=cards, strips=strips, part=_part_of_day(hour), pairing=_pairing(visit),
        restored=_restored(visit),
    )  # fmt: skip


def _lightest(visit: Visit, brought: list[Card]) -> list[Card]:
    """Three at most. An offer is asked only where there is still room for it."""
    brought += (card for room in ROOMS if room.today for card in room.today(visit))
    for offer in sorted((offer for room in ROOMS for offer in room.offers), key=lambda offer: offer.weight):
        if sum(card.weight <= offer.weight for card in brought) < MOST:
            card = offer.card(visit)
            brought += [card] if card else []
    return sorted(brought, key=lambda card: card.weight)[:MOST]


def _restored(visit: Visit) -> date | None:
    """The day that this server was set back to, while that is news."""
    last = visit.house.restored
    return last.back_to if last is not None and last.lately(visit.now) else None


def _part_of_day(hour: int) -> str:
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"


def _pairing(visit: Visit) -> str:
    """Where pairing stands, for somebody who is alone: nothing, sent, opened by a guest, confirmed, taken, or on the way
    back to where they were."""
    if not visit.me.alone:
        return ""
    if returning.taken_by(visit.db, visit.me, visit.now):
        return "back"
    if pairing.taken_by(visit.db, visit.me, visit.now):
        return "taken"
    sent = pairing.mine(visit.db, visit.me, visit.now)
    if sent is None:
        return "none"
    return "confirmed" if sent.confirmed else "guest" if sent.guest else "sent"


@pages.get("/tree")
def tree(visit: Visit) -> Answer:
    """The tree by itself, large, with the same said in words."""
    growth = grown(visit)
    return visit.page("tree.html", tab="today", tree=draw(growth), words=describe(growth))


DRAWN = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A drawing brings its own colours along, and nothing else."""


@pages.get("/tree.svg")
def picture(visit: Visit) -> Answer:
    answer = Answer(draw(grown(visit), standalone=True).encode(), kind="image/svg+xml; charset=utf-8")
    answer.headers["cache-control"] = "private, max-age=600"
    answer.headers["content-security-policy"] = DRAWN
    return answer
