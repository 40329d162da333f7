"""The feed: opened by its address and by nothing else, one for a person, gone when it is given up."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from gemel import delivery
from gemel.delivery import Slot, Token, address_of, token_of
from gemel.delivery.feed import feed
from gemel.store import new_id
from gemel.testing import TestHouse
from gemel.vault import Tampered

TIMES = [Slot(uid="a", at=1_800_000_000, minutes=120, before=60)]


def made(house: TestHouse, person: bytes) -> Token:
    with house.house.store.writing() as db:
        token = delivery.begin(db, person)
        delivery.bring(db, token, TIMES)
    return token


def seen(house: TestHouse, token: Token) -> list[Slot] | None:
    with house.house.store.reading() as db:
        return delivery.look(db, token)


def test_what_was_brought_is_there(house: TestHouse) -> None:
    assert seen(house, made(house, new_id())) == TIMES


def test_the_table_holds_neither_the_address_nor_a_time(house: TestHouse) -> None:
    token = made(house, new_id())
    with house.house.store.reading() as db:
        row = db.execute(select(feed)).one()
    kept = b"".join(bytes(value) for value in row)
    assert token not in kept
    assert (1_800_000_000).to_bytes(4, "big") not in kept


def test_a_new_address_makes_the_one_before_worthless(house: TestHouse) -> None:
    person = new_id()
    first, second = made(house, person), made(house, person)
    assert seen(house, first) is None
    assert seen(house, second) == TIMES


def test_given_up_it_is_gone_and_stays_so(house: TestHouse) -> None:
    person = new_id()
    token = made(house, person)
    with house.house.store.writing() as db:
        delivery.end(db, person)
        delivery.bring(db, token, TIMES)
    assert seen(house, token) is None


def test_a_feed_moved_under_another_address_does_not_open(house: TestHouse) -> None:
    one, other = made(house, new_id()), made(house, new_id())
    with house.house.store.writing() as db:
        rows = db.execute(select(feed)).all()
        for row, wrong in zip(rows, reversed(rows), strict=True):
            db.execute(update(feed).where(feed.c.id == row.id).values(sealed=wrong.sealed))
    for token in (one, other):
        with pytest.raises(Tampered):
            seen(house, token)


@pytest.mark.parametrize("text", ["", "a", "é" * 22, "a" * 22 + "=", "../../etc/passwd", "a" * 4000, "\x00" * 22])
def test_what_is_no_address_is_none(text: str) -> None:
    assert token_of(text) is None


def test_an_address_is_read_as_it_was_written(house: TestHouse) -> None:
    token = made(house, new_id())
    assert token_of(address_of(token)) == token
