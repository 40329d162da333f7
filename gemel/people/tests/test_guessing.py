"""How often something may be guessed: by anybody, by everybody together, and never at the owner's cost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from gemel.people import device
from gemel.people.errors import Waiting
from gemel.people.guessing import KNOWN, UNKNOWN, Rate, bucket, count, give_back, guess
from gemel.store import Store
from gemel.testing import TestHouse

PEPPER, NOW, HOUR = b"p" * 32, 1_000_000, 3600
ANA, BEN = bucket(PEPPER, "sign-in", b"ana"), bucket(PEPPER, "sign-in", b"ben")
RATES = pytest.mark.parametrize("rate", [KNOWN, UNKNOWN], ids=["known", "unknown"])


@pytest.fixture
def store(house: TestHouse) -> Store:
    return house.house.store


def tried(store: Store, key: bytes, rate: Rate, now: int) -> bool:
    """Whether one try was let through; if not, the wait is no longer than one try weighs."""
    try:
        with store.writing() as db:
            count(db, key, rate, now)
    except Waiting as wait:
        if not 1 <= wait.seconds <= rate.every:
            raise
        return False
    return True


def full(store: Store, key: bytes, rate: Rate, now: int = NOW) -> None:
    assert [tried(store, key, rate, now) for _try in range(rate.free + 1)] == [True] * rate.free + [False]


@RATES
def test_a_few_are_free_and_then_one_at_a_time(store: Store, rate: Rate) -> None:
    full(store, ANA, rate)
    assert not tried(store, ANA, rate, NOW + rate.every - 1)
    assert tried(store, ANA, rate, NOW + rate.every)
    assert not tried(store, ANA, rate, NOW + rate.every)
    full(store, ANA, rate, NOW + rate.every + rate.full)


@RATES
@pytest.mark.parametrize("waited", [1, 10, 59])
def test_a_try_that_stood_in_line_empties_no_bucket(store: Store, rate: Rate, waited: int) -> None:
    """It came before those that filled it, and carries its own time: found by a crowd at four servers (make trust TRUST=G19)."""
    full(store, ANA, rate)
    assert not tried(store, ANA, rate, NOW - waited)
    tried(store, BEN, rate, NOW - waited)  # whoever tidies up by that time lets nothing go either
    assert not tried(store, ANA, rate, NOW)


def test_strangers_have_thirty_guesses_an_hour_at_most(store: Store) -> None:
    """In every hour, from the first one on; and the owner's own browser comes in at any minute of it."""
    phone = bucket(PEPPER, "sign-in", b"ana", "the mark of her phone")
    made = []
    for now in range(NOW, NOW + 3 * HOUR, 10):
        made += [now] * sum(tried(store, ANA, UNKNOWN, now) for _worker in range(2))
        if now % 600 == 0:
            assert tried(store, phone, KNOWN, now)
            with store.writing() as db:
                give_back(db, phone, KNOWN, now)
    assert max(sum(begin <= at < begin + HOUR for at in made) for begin in made) <= 30


def test_nobody_waits_for_longer_than_a_minute_on_a_known_browser() -> None:
    assert KNOWN.every <= 60


def test_nobody_else_waits(store: Store) -> None:
    full(store, ANA, UNKNOWN)
    assert tried(store, BEN, UNKNOWN, NOW)
    assert tried(store, bucket(PEPPER, "recovery", b"ana"), UNKNOWN, NOW)


def test_what_was_right_counts_for_nothing_and_wrong_ones_stay(store: Store) -> None:
    for _sign_in in range(20):
        assert tried(store, ANA, UNKNOWN, NOW)
        with store.writing() as db:
            give_back(db, ANA, UNKNOWN, NOW)
    full(store, ANA, UNKNOWN)


@pytest.mark.parametrize("jump", [-86_400, -3600, -400])
def test_a_clock_that_is_set_back_locks_nobody_out(store: Store, jump: int) -> None:
    full(store, ANA, KNOWN)
    assert tried(store, ANA, KNOWN, NOW + jump)


@RATES
def test_a_clock_that_is_set_back_a_little_costs_one_wait_at_most(store: Store, rate: Rate) -> None:
    full(store, ANA, rate)
    tried(store, ANA, rate, NOW - 10)


def test_many_at_once_get_no_further_than_one_after_another(store: Store) -> None:
    made = [tried(store, ANA, UNKNOWN, NOW)]
    with ThreadPoolExecutor(4) as workers:
        made += list(workers.map(lambda _number: tried(store, ANA, UNKNOWN, NOW), range(24)))
    assert sum(made) == UNKNOWN.free


def test_what_was_given_back_leaves_nothing(store: Store) -> None:
    tried(store, ANA, UNKNOWN, NOW)
    with store.writing() as db:
        give_back(db, ANA, UNKNOWN, NOW)
    with store.reading() as db:
        assert not db.execute(select(guess)).all()


def test_what_says_nothing_any_more_is_let_go(store: Store) -> None:
    for number in range(20):
        tried(store, bucket(PEPPER, "sign-in", b"%d" % number), UNKNOWN, NOW)
    tried(store, BEN, UNKNOWN, NOW + UNKNOWN.full)
    with store.reading() as db:
        assert db.execute(select(func.count()).select_from(guess)).scalar_one() == 1


def test_what_is_kept_names_nobody(store: Store) -> None:
    tried(store, ANA, UNKNOWN, NOW)
    with store.reading() as db:
        rows = db.execute(select(guess)).all()
    assert b"ana" not in rows[0].key and len(rows[0].key) == 32
    assert bucket(b"q" * 32, "sign-in", b"ana") != ANA


WHO, OTHER = device.Owner(b"a" * 16, 3), device.Owner(b"b" * 16, 3)


def test_a_browser_is_known_by_the_servers_word_for_one_person_alone() -> None:
    kept = device.vouched(PEPPER, WHO, "mark")
    assert (device.plain(kept), device.known(PEPPER, WHO, kept)) == ("mark", "mark")
    assert not device.known(PEPPER, OTHER, kept) and not device.known(b"q" * 32, WHO, kept)


@pytest.mark.parametrize("kept", ["", ".", "mark", "mark.", "mark.é", "mark." + "0" * 32, ".." * 40, "ma\udcffrk.00"])
def test_what_a_browser_made_up_is_not_known(kept: str) -> None:
    assert not device.known(PEPPER, WHO, kept)
