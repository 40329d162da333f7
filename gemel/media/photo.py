"""A photo as its moment knows it. It stands inside the sealed body: whoever may open the moment holds the key."""

from __future__ import annotations

from secrets import token_bytes

import msgspec

from gemel.media.pictures import Prepared
from gemel.vault import new_key

ID_BYTES = 16


class Photo(msgspec.Struct, frozen=True):
    """`width` and `height` are those of the large picture, in pixels. `taken` is the day that the camera wrote down,
    as unix seconds at its midnight in UTC; 0 where it did not. Add fields with a default only: old bodies are read
    for ever."""

    id: bytes
    key: bytes
    width: int
    height: int
    taken: int = 0

    def __repr__(self) -> str:
        return f"Photo({self.width}x{self.height})"


def new_photo(one: Prepared) -> Photo:
    """A name and a key of its own for a picture that is about to be stored."""
    return Photo(token_bytes(ID_BYTES), new_key(), one.width, one.height, one.taken)
