"""Ana and Ben are a couple; Cleo begins anew somewhere. Kinds of the tests' own beside those of the house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gemel.media import Photo
from gemel.moments import Body, Kind
from gemel.moments.tests.saying import SPOKEN, known
from gemel.testing import TestHouse


class Page(Body, frozen=True):
    words: str
    photos: tuple[Photo, ...] = ()


@pytest.fixture(autouse=True)
def _kinds(house: TestHouse) -> Iterator[None]:
    with known(*SPOKEN, Kind("album", Page, "A page of an album", card="note.html")):
        yield
