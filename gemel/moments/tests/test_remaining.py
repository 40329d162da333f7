"""Which moments there are, for whoever weighs or sweeps files: ids alone, and nobody else's."""

from __future__ import annotations

from gemel.moments import erase, take_back
from gemel.moments.remaining import mine, remaining
from gemel.moments.tests.saying import asked, change_now, drafted, handed, kept, look, scheduled, shared
from gemel.testing import Client


def test_ones_own_are_all_that_one_wrote_open_or_not(ana: Client, ben: Client) -> None:
    back = shared(ana)
    change_now(ana, take_back, back)
    hers = {back, kept(ana), kept(ana, deep=True), shared(ana), scheduled(ana), drafted(ana, asked(ana))}
    his = {shared(ben), kept(ben)}
    assert set(look(ana, mine)) == hers and set(look(ben, mine)) == his


def test_what_holds_no_words_any_more_remains_nowhere(ana: Client) -> None:
    gone, answer, left = shared(ana), handed(ana, asked(ana)), shared(ana)
    for one in (gone, answer):
        change_now(ana, erase, one)
    with ana.house.house.store.reading() as db:
        assert remaining(db, [gone, answer, left]) == {left}
    assert set(look(ana, mine)) == {answer, left}  # the row of an answer stays, so that it counts as handed in
