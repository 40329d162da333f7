"""Pages, search, what waits, and counts."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import event

from gemel.moments import Cursor, counts, keep, of_kind, put, search, share, take_back, timeline, waiting_for
from gemel.moments.moving import leave
from gemel.moments.tests.saying import (
    DAY,
    Aside,
    Note,
    asked,
    change_now,
    do,
    found,
    handed,
    kept,
    look,
    now,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.moments.timeline import LOOK, PAGE, folded
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def words_of(several: object) -> list[str]:
    return [said(it) for it in several]  # type: ignore[attr-defined]


def test_pages_follow_each_other_without_gap_or_double(house: TestHouse, ana: Client) -> None:
    written = []
    for number in range(PAGE * 2 + 1):
        written.append(shared(ana, str(number)))
        house.clock.forward(minutes=number % 2)  # some at the same second
    read, before = [], None
    for _page in range(3):
        page = look(ana, timeline, now(ana), before)
        read, before = read + [it.id for it in page.moments], page.older
    assert before is None
    assert len(read) == len(written)
    assert set(read) == set(written)


def test_a_full_last_page_leads_nowhere(ana: Client) -> None:
    for number in range(PAGE):
        shared(ana, str(number))
    assert look(ana, timeline, now(ana)).older is None


def test_the_timeline_leaves_out_kinds_without_a_card(ana: Client) -> None:
    do(ana, share, Aside(words="aside"), now(ana), id=new_id())
    shared(ana, "note")
    assert words_of(look(ana, timeline, now(ana)).moments) == ["note"]


def test_search_finds_every_word_whatever_its_case_and_accents(ana: Client) -> None:
    shared(ana, "Das Café am Hafen")
    shared(ana, "Another café")
    assert searched(ana, "CAFE hafen") == (["Das Café am Hafen"], None)
    assert searched(ana, "  ") == ([], None)


def searched(who: Client, words: str, before: Cursor | None = None, most: int = LOOK) -> tuple[list[str], Cursor | None]:
    page = look(who, search, now(who), words, before, most)
    return words_of(page.moments), page.older


def written(house: TestHouse, ana: Client, *several: str) -> None:
    for words in several:
        shared(ana, words)
        house.clock.forward(minutes=1)


def test_search_rests_after_so_many_and_goes_on_from_there(house: TestHouse, ana: Client) -> None:
    written(house, ana, "sea 1", "hill", "hill", "sea 2", "hill")
    found, older = searched(ana, "sea", None, 2)
    assert found == ["sea 2"]
    found, older = searched(ana, "sea", older, 2)
    assert found == []
    assert older is not None  # nothing found, and yet not at its end
    assert searched(ana, "sea", older, 2) == (["sea 1"], None)


def test_search_shows_a_page_and_then_the_next(house: TestHouse, ana: Client) -> None:
    written(house, ana, *(f"sea {number}" for number in range(PAGE + 1)))
    found, older = searched(ana, "sea")
    assert len(found) == PAGE
    assert searched(ana, "sea", older) == (["sea 0"], None)


def test_search_fetches_a_few_at_a_time_and_misses_none(house: TestHouse, ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["gemel.moments.timeline"], "FETCHED", 2)  # a function has its name
    written(house, ana, "sea 1", "hill", "sea 2", "sea 3")
    assert searched(ana, "sea") == (["sea 3", "sea 2", "sea 1"], None)


def test_search_looks_into_no_locked_page(ana: Client) -> None:
    kept(ana, "the sea", deep=True)
    assert searched(ana, "sea") == ([], None)


def test_folding_keeps_what_is_not_an_accent() -> None:
    assert folded("Ñandú ŁÓDŹ 東京") == "nandu łodz 東京"
    assert folded("Soup 🍲 for 𞤀\U0001e944") == "soup 🍲 for 𞤢"


def test_kinds_are_walked_by_kind_and_never_by_time(house: TestHouse, ana: Client) -> None:
    if not house.house.store.sqlite:
        return
    me, asked_of = ana.me(), []
    with house.house.store.reading() as db:
        listening = lambda *seen: asked_of.append(seen[2:4])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listening)
        try:
            of_kind(db, me, now(ana), "note", "aside", author=me.id)
        finally:
            event.remove(db.engine, "before_cursor_execute", listening)
        plans = [str(db.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()) for sql, values in asked_of]
    assert len(plans) == 1
    assert "ix_moment_at" not in plans[0]
    assert "ix_moment_kind (couple_id=? AND kind_tag=?)" in plans[0]


def test_what_is_older_than_asked_for_is_left_out(house: TestHouse, ana: Client) -> None:
    shared(ana, "before")
    house.clock.forward(minutes=1)
    at = now(ana)
    shared(ana, "after")
    assert [said(it) for it in look(ana, of_kind, at, "note", since=at)] == ["after"]
    assert [said(it) for it in look(ana, of_kind, at, "note", since=at - 60)] == ["after", "before"]


def test_of_several_kinds_the_newest_come_in_one_order(house: TestHouse, ana: Client) -> None:
    for number in range(3):
        for body in (Note, Note, Note, Aside):  # all in one second: their ids decide
            do(ana, share, body(words=str(number)), now(ana), id=new_id())
        house.clock.forward(minutes=1)
    every = look(ana, of_kind, now(ana), "note", "aside")
    assert [(it.at, it.id) for it in every] == sorted(((it.at, it.id) for it in every), reverse=True)
    for most in range(1, 12):
        assert look(ana, of_kind, now(ana), "note", "aside", most=most) == every[:most]


def test_kinds_are_read_by_author_and_by_what_is_open_now(ana: Client, ben: Client) -> None:
    shared(ana, "from Ana")
    shared(ben, "from Ben")
    scheduled(ben, "later")
    assert words_of(look(ben, of_kind, now(ben), "note", author=ana.me().id)) == ["from Ana"]
    assert "later" not in words_of(look(ben, of_kind, now(ben), "note", open_now=True))
    assert words_of(look(ben, of_kind, now(ben), "note", most=1)) == ["later"]


def test_what_waits_is_the_others_and_not_put_away(house: TestHouse, ana: Client, ben: Client) -> None:
    shared(ben, "my own")
    first = shared(ana, "first")
    scheduled(ana, "not yet")
    house.clock.forward(minutes=1)
    shared(ana, "second")
    assert words_of(look(ben, waiting_for, now(ben), "note")) == ["first"]
    do(ben, put, found(ben, first), "done", now(ben))
    assert words_of(look(ben, waiting_for, now(ben), "note", most=9)) == ["second"]


def test_what_is_a_month_old_no_longer_waits(house: TestHouse, ana: Client, ben: Client) -> None:
    shared(ana)
    house.clock.forward(days=30)
    assert len(look(ben, waiting_for, now(ben), "note")) == 1
    house.clock.forward(seconds=1)
    assert look(ben, waiting_for, now(ben), "note") == []


def test_putting_away_takes_nothing_from_the_other(ana: Client, ben: Client) -> None:
    moment = shared(ana)
    do(ana, put, found(ana, moment), "done", now(ana))
    assert len(look(ben, waiting_for, now(ben), "note")) == 1


def test_counts_are_of_what_is_open_to_both(ana: Client, ben: Client) -> None:
    kept(ana)
    scheduled(ana)
    shared(ana)
    change_now(ana, take_back, shared(ana))
    do(ben, share, Aside(words="aside"), now(ben), id=new_id())
    assert look(ana, counts, now(ana)) == look(ben, counts, now(ben)) == {"note": 1, "aside": 1}


def test_counts_do_not_tell_who_handed_in(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    handed(ana, round_id)
    assert look(ana, counts, now(ana)) == look(ben, counts, now(ben)) == {}
    handed(ben, round_id)
    assert look(ana, counts, now(ana)) == look(ben, counts, now(ben)) == {"note": 2}


def test_counts_tell_nobody_what_was_said_before_they_came(house: TestHouse, cleo: Client) -> None:
    ben = house.person("Ben")
    shared(cleo)
    house.pair(cleo, ben)
    assert look(ben, counts, now(ben)) == {}


def test_what_was_carried_along_is_found_by_its_kind(ana: Client, ben: Client) -> None:
    shared(ben, "mine")
    do(ben, keep, Aside(words="aside"), now(ben), id=new_id())
    do(ben, leave, now(ben))
    assert words_of(look(ben, of_kind, now(ben), "note")) == ["mine"]
    assert words_of(look(ben, of_kind, now(ben), "aside")) == ["aside"]
    assert found(ben, look(ben, of_kind, now(ben), "note")[0].id).at % DAY == 0
