"""A year of moments laid out as plain data for the press: which month, which form, whose words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from gemel.media import Photo
from gemel.moments import KINDS, Kind, Moment
from gemel.printing import Fact, Month, Piece, Said, Shot
from gemel.printing.layout import pages
from gemel.ui.tree import Growth
from gemel.web.dates import local
from gemel.web.photos import photos_of
from gemel.web.visit import Visit
from gemel.web.words import _, translate

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Item:
    """One moment as the book and its preview know it."""

    it: Moment
    kind: Kind
    who: str
    on: date
    lines: tuple[str, ...]
    photos: tuple[Photo, ...]

    @property
    def in_short(self) -> str:
        """Enough to know it again by, on the preview: of an answer what was answered."""
        own = self.lines[1:] if self.kind.printed == "pair" and len(self.lines) > 1 else self.lines
        first = " · ".join(own)
        return first if len(first) <= 90 else f"{first[:88].rstrip()} …"


def bounds(year: int, zone: ZoneInfo) -> tuple[int, int]:
    """When a year begins and ends where somebody lives, in unix seconds. ValueError for no year of ours."""
    return int(datetime(year, 1, 1, tzinfo=zone).timestamp()), int(datetime(year + 1, 1, 1, tzinfo=zone).timestamp())


def items(visit: Visit, found: Iterable[Moment], year: int) -> list[Item]:
    """What of these tells of that year, has a card, opens, and says or shows something; in the order of its days."""
    kinds = ((it, KINDS.by_name.get(it.kind)) for it in found if it.readable)
    made = [_item(visit, it, kind) for it, kind in kinds if kind is not None and kind.card]
    return sorted((one for one in made if one.on.year == year and (one.lines or one.photos)), key=lambda one: one.on)


def _item(visit: Visit, it: Moment, kind: Kind) -> Item:
    lines = tuple(line.strip() for line in it.body.text().split("\n") if line.strip())
    return Item(it, kind, _who(visit, it, kind), _on(visit, it), lines, photos_of(it.body))


def _on(visit: Visit, it: Moment) -> date:
    """The day it tells of, where it says one: it may have been written down long after. Else the day it was said."""
    told = getattr(it.body, "day", None)
    return told if isinstance(told, date) else local(it.at, visit.zone).date()


def _who(visit: Visit, it: Moment, kind: Kind) -> str:
    if kind.ours:
        return ""
    partner = visit.me.partner
    return visit.me.name if it.mine else partner.name if partner else ""


def months(chosen: Sequence[Item], shown: Collection[bytes]) -> tuple[Month, ...]:
    """`shown` holds the ids of the photos that are to be printed."""
    numbers = sorted({one.on.month for one in chosen})
    return tuple(_month(number, [one for one in chosen if one.on.month == number], shown) for number in numbers)


def _month(number: int, chosen: list[Item], shown: Collection[bytes]) -> Month:
    facts = [one for one in chosen if one.kind.printed == "line" and not _shots(one, shown)]
    told = [one for one in chosen if one not in facts and (one.lines or _shots(one, shown))]
    pieces = tuple(_piece(part, shown) for part in _together(told))
    return Month(name=month_name(number), facts=_facts(facts), pieces=pieces)


def month_name(number: int) -> str:
    return format_date(date(2000, number, 1), "LLLL", locale="en")


def _day(on: date) -> str:
    return format_date(on, "d MMMM", locale="en")


def _facts(found: list[Item]) -> tuple[Fact, ...]:
    """A line each. What came again and again is said once, and nobody counts how often."""
    times = Counter(one.lines for one in found)
    first = {one.lines: one for one in reversed(found)}
    again = translate(_("and again"))
    return tuple(
        Fact(day=str(one.on.day), title=lines[0], text=" · ".join((*lines[1:], *([again] if times[lines] > 1 else []))))
        for lines, one in reversed(first.items())
    )


def _together(told: list[Item]) -> list[list[Item]]:
    """Answers to one question side by side, where the later of them stands; everything else by itself."""
    parts: dict[bytes, list[Item]] = {}
    for one in told:
        key = one.it.round if one.kind.printed == "pair" and one.it.round else one.it.id
        parts[key] = [*parts.pop(key, []), one]
    return list(parts.values())


def _piece(part: list[Item], shown: Collection[bytes]) -> Piece:
    first = part[0]
    form = first.kind.printed if first.kind.printed in {"pair", "quote", "letter"} else "story"
    headed = first.kind.printed in {"pair", "line"} and all(one.lines[:1] == first.lines[:1] for one in part)
    said = tuple(Said(who=one.who, lines=one.lines[1:] if headed else one.lines) for one in part)
    shots = [shot for one in part for shot in _shots(one, shown)]
    return Piece(form=form, day=_day(part[-1].on), title=_title(first, headed), said=said, pages=pages(shots))  # type: ignore[arg-type]


def _title(first: Item, headed: bool) -> str:
    """What both were asked, or what was done; a letter and the rarer kinds say what they are."""
    if headed:
        return first.lines[0] if first.lines else ""
    titled = first.kind.printed in {"", "letter"}
    return translate(first.kind.title) if titled else ""


def _shots(one: Item, shown: Collection[bytes]) -> list[Shot]:
    alt = one.in_short or translate(_("A photo of %s")) % _day(one.on)
    wanted = [photo for photo in one.photos if photo.id in shown]
    return [Shot(file=file_of(photo.id), width=photo.width, height=photo.height, alt=alt) for photo in wanted]


def file_of(photo_id: bytes) -> str:
    return f"{photo_id.hex()}.svg"


def growth_of(visit: Visit, found: Iterable[Moment], since: int, until: int) -> Growth:
    """The year's tree: its days with gemel, and what was open to both in it. Counts of both, never of one."""
    grows = [KINDS.by_name[it.kind].grows for it in found if it.kind in KINDS.by_name and since <= it.at < until]
    days = max(0, (min(visit.now, until) - max(visit.me.began_at, since)) // DAY)
    return Growth(days, *(grows.count(part) for part in ("weeks", "opened", "small", "firsts")))
