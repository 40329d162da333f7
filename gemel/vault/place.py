"""Where a sealed row belongs: sealed text that is moved elsewhere no longer opens."""

from dataclasses import dataclass
from operator import index
from struct import Struct

Part = bytes | str | int

_frame = Struct(">cI").pack
# Frames of short parts, made once: `canonical` runs twice for every row opened.
_B, _S, _I = ([_frame(tag, length) for length in range(256)] for tag in (b"b", b"s", b"i"))


def canonical(*parts: Part) -> bytes:
    """Encode parts so that two different lists never give the same bytes."""
    framed: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            frames, tag, data = _B, b"b", part
        elif isinstance(part, str):
            frames, tag, data = _S, b"s", part.encode()
        else:
            frames, tag, data = _I, b"i", b"%d" % index(part)  # index: a float must not pass for a number
        length = len(data)
        framed += (frames[length] if length < 256 else _frame(tag, length), data)
    return b"".join(framed)


@dataclass(frozen=True, slots=True)
class Place:
    """A row's table, id and owner never change; who may read it (the rest) does."""

    table: str
    row: bytes
    owner: bytes
    couple: bytes
    epoch: int
    state: str
    revision: int = 0

    def body(self) -> bytes:
        """What the text is bound to, for life: revealing or leaving never reseals text."""
        return canonical("gemel/v1/body", self.table, self.row, self.owner)

    def wrap(self, key_id: bytes) -> bytes:
        """What the row's key is bound to: everything, so that no column can be flipped."""
        return canonical(
            "gemel/v1/wrap",
            self.table,
            self.row,
            self.owner,
            self.couple,
            self.epoch,
            key_id,
            self.state,
            self.revision,
        )
