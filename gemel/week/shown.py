"""Tips as pages show them: for two or for one, with the source's address, the energy in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from gemel.programme import Tip, steps, tips
from gemel.topics import fitting, touches
from gemel.web.words import _, translate

ENERGY = {"low": _("little energy"), "some": _("some energy"), "more": _("a good deal of energy")}
PLACES = (("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"), ("doi:", "https://doi.org/{}"), ("https://", "{}"))


class ShownTip(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    minutes: int
    energy: str
    do: str
    say: tuple[str, ...]
    why: str
    source: str
    link: str
    avoid: str


def shown(tip: Tip, alone: bool) -> ShownTip:
    """A tip; for somebody on their own, what they can do of it, and no lines to say to another."""
    return ShownTip(
        id=tip.id, title=tip.title, minutes=tip.minutes, energy=translate(ENERGY[tip.energy]),
        do=tip.alone if alone else tip.do, say=() if alone else tip.say,
        why=tip.why, source=tip.source, link=_address(tip.link), avoid=tip.avoid,
    )  # fmt: skip


def _address(link: str) -> str:
    """Sources are kept as an article number or a DOI; the page needs an address."""
    for start, address in PLACES:
        if link.startswith(start):
            return address.format(link.removeprefix("doi:"))
    return ""


def shown_all(ids: Iterable[str], alone: bool) -> list[ShownTip]:
    """The tips of these ids, without those that are gone from the programme and without repeats."""
    known = tips()
    return [shown(known[id], alone) for id in dict.fromkeys(ids) if id in known]


def open_to(ids: Iterable[str], without: Collection[str]) -> list[str]:
    """Those of the ids whose tips touch nothing that either leaves out."""
    known = tips()
    return [id for id in ids if id in known and not touches(said_by(known[id]), without)]


def said_by(tip: Tip) -> str:
    """What is read of a tip to find what it touches."""
    return "\n".join((tip.title, tip.do, *tip.say))


def shown_step(slug: str, alone: bool, without: Collection[str]) -> list[ShownTip]:
    return [shown(tip, alone) for step in steps() if step.slug == slug for tip in fitting(step.tips, without, said_by)]
