"""Everything, leaf by leaf: what a copy to take along is made from, and what is there already."""

from __future__ import annotations

import msgspec
import pytest

from gemel.moments import Moment, erase, leaf, put, share, still_mine, take_back, whole
from gemel.moments.tests.saying import (
    Aside,
    asked,
    change_now,
    do,
    drafted,
    found,
    handed,
    kept,
    look,
    now,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.moments.tests.test_kinds import LETTERS, TO_BEN, Letter
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def all_of(who: Client, **more: bool) -> list[Moment]:
    read: list[Moment] = []
    after = None
    while several := look(who, leaf, now(who), after, **more):
        read += several
        after = several[-1].at, several[-1].id
    return read


def words_of(who: Client, **more: bool) -> set[str]:
    return {said(it) for it in all_of(who, **more)}


def test_leaves_follow_each_other_without_gap_or_double(
    house: TestHouse, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "LEAF", 3)
    monkeypatch.setattr(whole._leaf, "_texts", {})
    written = []
    for number in range(8):
        written.append(shared(ana, str(number)))
        house.clock.forward(minutes=number % 2)  # some at the same second
    read = all_of(ana)
    assert len(read) == len(written)
    assert {it.id for it in read} == set(written)
    assert [it.at for it in read] == sorted(it.at for it in read)


def test_ones_own_are_there_in_every_mode(ana: Client) -> None:
    kept(ana, "kept")
    kept(ana, "deep", deep=True)
    drafted(ana, asked(ana), "draft")
    handed(ana, asked(ana), "handed")
    scheduled(ana, "waits")
    change_now(ana, take_back, shared(ana, "back"))
    do(ana, share, Aside(words="aside"), now(ana), id=new_id())
    assert words_of(ana) == {"kept", "Locked", "draft", "handed", "waits", "back", "aside"}


def test_of_the_other_only_what_the_timeline_shows_and_only_if_asked_for(ana: Client, ben: Client) -> None:
    shared(ben, "opened")
    kept(ben, "kept")
    scheduled(ben, "waits")
    handed(ben, asked(ben), "half of a round")
    change_now(ben, take_back, shared(ben, "back"))
    do(ben, share, Aside(words="aside"), now(ben), id=new_id())
    assert words_of(ana) == set()
    assert words_of(ana, theirs=True) == {"opened"}


def test_nothing_of_other_couples(ana: Client, cleo: Client) -> None:
    shared(cleo, "Cleo's")
    assert words_of(ana, theirs=True) == set()


def test_what_is_there_is_mine_and_whole(ana: Client, ben: Client) -> None:
    mine, theirs = shared(ana), shared(ben)
    gone = handed(ana, asked(ana))
    change_now(ana, erase, gone)
    do(ana, put, found(ana, mine), "done", now(ana))
    assert look(ana, still_mine, [mine, theirs, gone, new_id()]) == {mine}
    assert look(ana, still_mine, []) == set()


@pytest.mark.parametrize(("version", "fields", "pages"), [(1, {"whom": "Ben", "words": "hi"}, 2), (3, TO_BEN, 1)])
def test_a_body_is_revived_in_the_newest_version(version: int, fields: dict[str, object], pages: int) -> None:
    assert LETTERS.revive("letter", version, fields) == Letter(to="Ben", words="hi", pages=pages)


def test_fields_that_are_not_its_own_revive_nothing() -> None:
    with pytest.raises(msgspec.ValidationError):
        LETTERS.revive("letter", 3, {"to": 7})
    with pytest.raises(KeyError):
        LETTERS.revive("no such kind", 1, {})


def test_its_author_reads_every_word() -> None:
    assert Letter(to="Ben", words="hi").all_words() == "Ben\nhi"
