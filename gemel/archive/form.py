"""The form of an archive: what `gemel.json` says, in which version, and what each moment looks like in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from gemel.moments import KINDS, Moment
from gemel.people.person import Person
from gemel.store import show_id

SCHEMA = "gemel.archive"
VERSION = 1
DATA, PAGE, PHOTOS = "gemel.json", "index.html", "photos/"


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A photo: the file it is in, and the day it was taken (unix seconds, 0 if unknown)."""

    file: str
    taken: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One moment. Of one's own `body` holds every field; of the other's only its words are there."""

    id: str
    kind: str
    version: int = 1
    mine: bool = True
    by: str = ""
    at: str
    mode: str
    deep: bool = False
    opens_at: str = ""
    handed_in_at: str = ""
    taken_back_at: str = ""
    round: str = ""
    reply_to: str = ""
    body: dict[str, Any] = {}
    words: str = ""
    photos: tuple[Picture, ...] = ()


def entry(person: Person, it: Moment) -> Entry:
    if it.mine:
        return _own(it)
    by = person.partner.name if person.partner else ""
    return Entry(
        id=show_id(it.id), kind=it.kind, mine=False, by=by, at=iso(it.at), mode=it.mode, words=it.body.text().strip(),
        photos=pictures(it),
    )  # fmt: skip


def _own(it: Moment) -> Entry:
    kind = KINDS.by_name.get(it.kind)
    body = msgspec.to_builtins(it.body)
    body.pop("photos", None)  # they carry keys of files here, which are of no use elsewhere
    return Entry(
        id=show_id(it.id), kind=it.kind, version=kind.version if kind else 0, at=iso(it.at), mode=it.mode,
        deep=it.tier == "private", opens_at=iso(it.opens_at), handed_in_at=iso(it.handed_in_at),
        taken_back_at=iso(it.taken_back_at), round=_id(it.round), reply_to=_id(it.reply_to), body=body,
        words=it.body.all_words().strip(), photos=pictures(it),
    )  # fmt: skip


def pictures(it: Moment) -> tuple[Picture, ...]:
    found = getattr(it.body, "photos", ())
    return tuple(Picture(photo_file(it, number), photo.taken) for number, photo in enumerate(found))


def photo_file(it: Moment, number: int) -> str:
    """Named by its moment, so that every pass over the moments gives the same name."""
    return f"{PHOTOS}{show_id(it.id)[:16]}-{number + 1}.jpg"


def iso(at: int | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unix(text: str) -> int:
    """Unix seconds of what `iso` wrote; ValueError for anything else."""
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


def _id(row: bytes | None) -> str:
    return "" if row is None else show_id(row)
