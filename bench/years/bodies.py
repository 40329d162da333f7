"""A body for any kind there is, filled by the types of its fields: words where words go, numbers where numbers go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec import inspect

from gemel.moments import Body

FIRST_DAY = date(2016, 9, 21)
NOUNS = [
    "kettle",
    "tandem",
    "harbour",
    "chard",
    "lantern",
    "ledger",
    "staircase",
    "heron",
    "orchard",
    "receipt",
    "tram",
    "window",
    "blanket",
    "piano",
    "ferry",
]
DID = [
    "carried",
    "mended",
    "forgot",
    "peeled",
    "painted",
    "counted",
    "borrowed",
    "whistled",
    "folded",
    "measured",
    "planted",
    "rang",
    "waited",
]
WHERE = ["on the bridge", "in the cellar", "at your sister’s", "behind the shed", "by the canal", "on platform four"]


def words(index: int, sentences: int = 3) -> str:
    """A few sentences, never twice the same: about a hundred characters each."""
    return " ".join(_sentence(index * 7 + number * 131) for number in range(sentences))


def _sentence(seed: int) -> str:
    noun, other, verb, place = (
        of[seed // step % len(of)] for of, step in ((NOUNS, 1), (NOUNS, 5), (DID, 3), (WHERE, 11))
    )
    return (
        f"You {verb} the {noun} {place} before I had asked, café {seed % 997}, and nobody spoke of the {other} at all."
    )


def filled(kind: type[Body], index: int) -> Body:
    """A body of this kind. Pictures are added by whoever wants some."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return msgspec.convert({field.encode_name: _value(field.type, index) for field in info.fields}, kind, strict=False)


def _value(type_: inspect.Type, index: int) -> Any:
    match type_:
        case inspect.StrType():
            return words(index, 1 + index % 4)
        case inspect.IntType():
            return index % 7
        case inspect.BoolType():
            return False
        case inspect.BytesType():
            return index.to_bytes(16, "big")
        case inspect.DateType():
            return FIRST_DAY + timedelta(days=index // 6)
        case inspect.LiteralType(values=values):
            return values[index % len(values)]
        case inspect.UnionType(types=types):
            return _value(types[0], index)
        case inspect.TupleType(item_types=types):
            return tuple(_value(one, index) for one in types)
        case inspect.VarTupleType(item_type=item):
            return () if _is_photo(item) else tuple(_value(item, index + number) for number in range(2))
        case inspect.StructType(fields=fields):
            return {field.encode_name: _value(field.type, index) for field in fields}
    raise TypeError(f"no value for {type_}")


def _is_photo(type_: inspect.Type) -> bool:
    return isinstance(type_, inspect.StructType) and type_.cls.__name__ == "Photo"
