"""Which moments are still there: asked before a photo without one is swept."""

from __future__ import annotations

from gemel.moments import erase
from gemel.moments.remaining import remaining
from gemel.moments.tests.saying import asked, change, handed, kept, now, shared
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def test_of_everybody_and_none_whose_words_are_gone(house: TestHouse, ana: Client, ben: Client) -> None:
    mine, theirs, erased, in_a_round = kept(ana), shared(ben), shared(ana), handed(ana, asked(ana))
    for gone in (erased, in_a_round):
        change(ana, erase, gone, now(ana))
    with house.house.store.reading() as db:
        assert remaining(db, [mine, theirs, erased, in_a_round, new_id()]) == {mine, theirs}
        assert remaining(db, []) == set()
