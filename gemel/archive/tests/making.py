"""Short ways for the archive's tests: bodies of any kind, archives made and opened, ZIPs that are none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
import pyzipper
from msgspec import inspect

from gemel.archive import Copy, Opened, bring, pack, unpack
from gemel.archive.seal import File, sealed
from gemel.media import Photo
from gemel.moments import Body, Kind
from gemel.testing import Client

SEAL = "walnut copper midnight gentle harbour"
SIMPLE: dict[type, list[Any]] = {
    inspect.IntType: [7], inspect.FloatType: [0.5], inspect.BoolType: [True, False], inspect.NoneType: [None],
    inspect.BytesType: [b"\x00\xff"], inspect.DateType: [date(2026, 9, 21)],
}  # fmt: skip


def packed(who: Client, theirs: bool = False, private: bool = True) -> bytes:
    house = who.house.house
    return b"".join(pack(Copy(house.store, house.media, who.me(), who.house.clock.now, theirs, private), SEAL))


def inside(data: bytes, name: str = "gemel.json", seal: str = SEAL) -> bytes:
    with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
        archive.setpassword(seal.encode())
        return archive.read(name)


def names(data: bytes) -> list[str]:
    return pyzipper.AESZipFile(io.BytesIO(data)).namelist()


def moments_in(data: bytes) -> list[dict[str, Any]]:
    return msgspec.json.decode(inside(data))["moments"]


def opened(data: bytes, seal: str = SEAL) -> Opened:
    return unpack(io.BytesIO(data), seal)


def brought(who: Client, data: bytes) -> Any:
    return bring(who.house.house.store, who.house.house.media, who.me(), opened(data))


def zipped(document: Any, *more: File) -> bytes:
    """An archive that says what it is given, sealed as ours are."""
    data = document if isinstance(document, bytes) else msgspec.json.encode(document)
    return b"".join(sealed([File("gemel.json", [data]), *more], SEAL))


def document(*moments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"schema": "gemel.archive", "version": 1, "moments": list(moments)} | more


class Words:
    """A different word for each place that wants one."""

    def __init__(self, beginning: str = "") -> None:
        self.beginning, self.given = beginning, 0

    def __call__(self) -> str:
        self.given += 1
        return f"{self.beginning} «word {self.given}» & <b>né</b>\nof two lines"


def bodies(kind: Kind, words: Words) -> Iterator[Body]:
    """One with only what a body needs, and one with every field, for every choice that a field has."""
    fields = inspect.type_info(kind.body).fields  # type: ignore[union-attr]
    choices = max([len(_values(one.type, words)) for one in fields], default=1)
    yield kind.body(**{one.name: _values(one.type, words)[0] for one in fields if one.required})
    for number in range(choices):
        yield kind.body(**{one.name: _nth(_values(one.type, words), number) for one in fields})


def _nth(values: list[Any], number: int) -> Any:
    return values[number % len(values)]


def _values(kind: inspect.Type, words: Words) -> list[Any]:
    if isinstance(kind, inspect.UnionType):
        return [value for one in kind.types for value in _values(one, words)]
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return [_gathered(kind, [])] if _is_photo(kind.item_type) else [_gathered(kind, _values(kind.item_type, words))]
    if isinstance(kind, inspect.TupleType):
        return [tuple(_values(one, words)[0] for one in kind.item_types)]
    if isinstance(kind, inspect.StructType):
        return [kind.cls(**{one.name: _values(one.type, words)[0] for one in kind.fields})]
    if isinstance(kind, inspect.LiteralType):
        return list(kind.values)
    if isinstance(kind, inspect.StrType):
        return [words()]
    assert type(kind) in SIMPLE, f"a body holds {kind}, and nobody has seen yet that it comes back"
    return SIMPLE[type(kind)]


def _gathered(kind: Any, values: list[Any]) -> Any:
    return tuple(values) if isinstance(kind, inspect.VarTupleType) else values


def _is_photo(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.StructType) and kind.cls is Photo


def typed(value: Any) -> Iterator[str]:
    """Every text in plain fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for part in inner:
            yield from typed(part)
