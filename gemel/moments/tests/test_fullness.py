"""A day holds more than anybody writes, and not what a script does; nothing else is ever refused for it."""

from __future__ import annotations

import pytest

from gemel.moments import FullDay, erase, fullness, keep, revise, share, take_back, widen
from gemel.moments.tests.saying import (
    Note,
    asked,
    change,
    change_now,
    do,
    drafted,
    handed,
    kept,
    now,
    scheduled,
    shared,
)
from gemel.store import new_id
from gemel.testing import Client, TestHouse

MOST = 3


@pytest.fixture(autouse=True)
def small_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fullness, "MOST_A_DAY", MOST)
    monkeypatch.setattr(fullness, "MOST_ASKED", MOST)


def filled(who: Client) -> list[bytes]:
    """Kept, shared and drafted: all of them count."""
    return [kept(who), shared(who), drafted(who, asked(who))]


def test_a_full_day_takes_nothing_new(ana: Client) -> None:
    round_id = asked(ana)
    filled(ana)
    for one_more in (kept, shared, lambda who: handed(who, round_id)):
        with pytest.raises(FullDay):
            one_more(ana)


def test_the_other_has_a_day_of_their_own(ana: Client, ben: Client) -> None:
    filled(ana)
    assert shared(ben)


def test_tomorrow_is_another_day(house: TestHouse, ana: Client) -> None:
    filled(ana)
    house.clock.forward(days=1)
    assert filled(ana)
    with pytest.raises(FullDay):
        shared(ana)


def test_an_hour_before_midnight_counts_for_that_day(house: TestHouse, ana: Client) -> None:
    house.clock.now += fullness.DAY - 1 - house.clock.now % fullness.DAY
    filled(ana)
    house.clock.forward(seconds=1)
    assert shared(ana)


def test_what_opens_later_is_counted_by_itself_until_it_opens(house: TestHouse, ana: Client) -> None:
    filled(ana)
    for days in range(1, MOST + 1):
        scheduled(ana, after=days * fullness.DAY)
    with pytest.raises(FullDay):
        scheduled(ana)
    house.clock.forward(days=1)
    assert scheduled(ana, after=9 * fullness.DAY)  # the first of them has opened


def test_a_form_that_comes_again_is_the_one_that_fitted(ana: Client) -> None:
    ids = filled(ana)
    assert do(ana, share, Note(words="lighthouse"), now(ana), id=ids[1]) == ids[1]


def test_to_change_open_take_back_and_delete_is_never_refused(ana: Client) -> None:
    page, said, draft = filled(ana)
    change(ana, revise, draft, Note(words="another"))
    change_now(ana, widen, page)
    change_now(ana, take_back, said)
    change_now(ana, erase, page)
    assert kept(ana)  # and what is deleted makes room


def test_pages_of_days_long_ago_fill_those_days(ana: Client) -> None:
    """As an archive brings them."""
    filled(ana)
    for day in range(1, 30):
        do(ana, keep, Note(words="old"), now(ana) - day * fullness.DAY, id=new_id())


def test_so_many_rounds_of_a_kind_in_a_day(house: TestHouse, ana: Client, ben: Client) -> None:
    for who in (ana, ben, ana):
        last = asked(who)
    with pytest.raises(FullDay):
        asked(ben)
    assert handed(ben, last)
    house.clock.forward(days=1)
    assert asked(ben)
