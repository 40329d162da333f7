"""`index.html`: the same as a page to read, by year, that needs neither network nor script nor gemel."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gemel.archive.form import Entry, unix
from gemel.moments import KINDS
from gemel.people.person import Person
from gemel.web.words import _, translate, translations

HERE = Path(__file__).parent
MODES = {
    "private": _("for yourself"),
    "both": _("for both, once both were in"),
    "scheduled": _("for both, at its time"),
    "shared": _("for both"),
}
DEEP, DRAFT, BACK = _("a private page"), _("not handed in"), _("taken back")


@cache
def _templates() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_translations(translations(), newstyle=True)  # type: ignore[attr-defined]
    return env


def _render(template: str, /, **values: Any) -> bytes:
    return _templates().get_template(template).render(lang="en", **values).encode("utf-8", "replace")


def head(person: Person, now: int, years: Counter[int], theirs: bool) -> bytes:
    """The beginning, with its whole look inside."""
    partner = person.partner.name if theirs and person.partner else ""
    look = Markup(f"<style>\n{(HERE / 'archive.css').read_text('utf-8')}</style>")  # a file that is opened all alone
    made = in_words(datetime.fromtimestamp(now, person.zone).date())
    return _render("head.html", look=look, name=person.name, partner=partner, made=made, years=sorted(years.items()))


def year(number: int, first: bool) -> bytes:
    return _render("year.html", number=number, first=first)


def article(person: Person, one: Entry) -> bytes:
    kind = KINDS.by_name.get(one.kind)
    title = translate(kind.title if kind else _("Something kept"))
    day = in_words(day_of(one, person.zone))
    ours = kind is not None and kind.ours
    return _render("entry.html", one=one, title=title, day=day, by="" if ours else one.by, mode=_mode(one))


def foot(first: bool) -> bytes:
    return _render("foot.html", first=first)


def _mode(one: Entry) -> str:
    if not one.mine:
        return ""
    if one.deep and one.mode == "private":
        return translate(DEEP)
    if one.taken_back_at:
        return translate(BACK)
    return translate(DRAFT if one.mode == "both" and not one.handed_in_at else MODES[one.mode])


def shown(one: Entry) -> bool:
    """Marks of the house's own, without a word or a picture, are in the data and not on the page."""
    return bool(one.words or one.photos)


def day_of(one: Entry, zone: ZoneInfo) -> date:
    """The day it was, where its author was. Of what is private only the day was ever kept, in no zone."""
    when = datetime.fromtimestamp(unix(one.at), UTC)
    return when.date() if one.mode == "private" else when.astimezone(zone).date()


def in_words(day: date) -> str:
    return format_date(day, "d MMMM y", locale="en")
