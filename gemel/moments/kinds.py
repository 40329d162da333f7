"""The registry of kinds: what can be said, each with one frozen, versioned body. Rooms fill it; it names none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a moment or a round says. Subclasses are plain data; `text()` is what search looks through."""

    def text(self) -> str:
        """Every word a person wrote in this body, for search. Structure and choices are left out."""
        parts = (getattr(self, name) for name in self.__struct_fields__)
        return "\n".join(part for part in parts if isinstance(part, str))

    def all_words(self) -> str:
        """What its own author reads of it outside gemel. More than `text()` where search keeps something back."""
        return self.text()


class Unknown(Body, frozen=True):
    """A body whose room is gone: kept as it is, shown as plain lines."""

    lines: tuple[str, ...] = ()

    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that can be said.

    `upcasters[n]` turns a body of version n + 1 into one of version n + 2; the newest version is
    their number plus one. A kind with `card` empty stays out of the timeline. `grows` names what
    it adds to the tree: weeks, opened, small or firsts. `greets` kinds are looked for on Today
    when the partner opened one and it was not put away yet. `asks` kinds are rounds that Today looks for until this
    person has answered. `ours` belongs to both: whoever's phone
    wrote it down, no name stands beside it. `printed` is how it looks in a book of the year: story, pair,
    quote, letter or line; empty for what few would put into one, and nobody unasked.
    """

    name: str
    body: type[Body]
    title: str
    card: str = ""
    icon: str = ""
    grows: str = ""
    greets: bool = False
    asks: bool = False
    ours: bool = False
    printed: str = ""
    upcasters: tuple[Upcaster, ...] = ()

    @property
    def version(self) -> int:
        return len(self.upcasters) + 1


class Twice(Exception):
    """Two kinds of one name, or one body for two kinds."""


@dataclass(frozen=True, slots=True)
class Registry:
    by_name: dict[str, Kind] = field(default_factory=dict)
    by_body: dict[type[Body], Kind] = field(default_factory=dict)

    def add(self, kinds: Iterable[Kind]) -> None:
        for kind in kinds:
            if kind.name in self.by_name or kind.body in self.by_body:
                raise Twice(kind.name)
            self.by_name[kind.name] = kind
            self.by_body[kind.body] = kind

    def encode(self, body: Body) -> bytes:
        kind = self.by_body[type(body)]
        return msgspec.msgpack.encode((kind.name, kind.version, body))

    def decode(self, data: bytes) -> tuple[str, Body]:
        """The kind's name and its body in the newest version; Unknown where the kind is gone."""
        name, version, raw = _envelope.decode(data)
        kind = self.by_name.get(name)
        if kind is None:
            return name, _plain(raw)
        if version == kind.version:
            return name, msgspec.msgpack.decode(raw, type=kind.body)
        return name, msgspec.convert(_upcast(kind, version, raw), kind.body)

    def revive(self, name: str, version: int, fields: dict[str, Any]) -> Body:
        """A body from the plain fields that an archive holds, in the newest version. KeyError for a kind that is
        not here, ValidationError for fields that are not its own."""
        kind = self.by_name[name]
        return msgspec.convert(_newest(kind, version, fields), kind.body)

    def greeting(self) -> list[str]:
        """Names of the kinds that Today looks for."""
        return [kind.name for kind in self.by_name.values() if kind.greets]

    def asking(self) -> list[str]:
        """Names of the kinds of rounds that Today looks for."""
        return [kind.name for kind in self.by_name.values() if kind.asks]

    def hidden(self) -> list[str]:
        """Names of the kinds that the timeline leaves out."""
        return [kind.name for kind in self.by_name.values() if not kind.card]


_envelope = msgspec.msgpack.Decoder(tuple[str, int, msgspec.Raw])


def _upcast(kind: Kind, version: int, raw: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.msgpack.decode(raw)
    return _newest(kind, version, fields)


def _newest(kind: Kind, version: int, fields: dict[str, Any]) -> dict[str, Any]:
    for upcaster in kind.upcasters[version - 1 :]:
        fields = upcaster(fields)
    return fields


def _plain(raw: bytes) -> Unknown:
    fields: dict[str, Any] = msgspec.msgpack.decode(raw)
    return Unknown(lines=tuple(value for value in fields.values() if isinstance(value, str)))


class Locked(Body, frozen=True):
    """Stands for a private page while private pages are locked."""


class Broken(Body, frozen=True):
    """Stands for a row that was changed outside gemel and will not open."""


KINDS = Registry()
"""The kinds of this house, filled once by the assembly in `app`."""
