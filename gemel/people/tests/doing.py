"""Short ways for these tests to do things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table, update

from gemel.people import account, pairing
from gemel.people.account import Entrance
from gemel.people.person import Person
from gemel.people.profile import Profile
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse

T = TypeVar("T")


def do(who: Client | Person, verb: Callable[..., T], *args: Any, house: TestHouse | None = None) -> T:
    """One verb in one transaction."""
    me, at = (who.me(), who.house) if isinstance(who, Client) else (who, house)
    assert at is not None
    with at.house.store.writing() as db:
        return verb(db, me, *args)


def look(who: Client, reader: Callable[..., T], *args: Any) -> T:
    me = who.me()
    with who.house.house.store.reading() as db:
        return reader(db, me, *args)


def sign_up(house: TestHouse, name: str, passphrase: str = PASSPHRASE) -> Entrance:
    new = account.prepare(Profile(name=name), passphrase, TEST_COST, house.house.settings.pepper)
    with house.house.store.writing() as db:
        return account.sign_up(db, new, house.clock.now)


def account_row(house: TestHouse, name: str) -> RowMapping | None:
    with house.house.store.reading() as db:
        return account.find(db, account.name_tag(house.house.settings.pepper, name))


def sign_in(house: TestHouse, name: str, passphrase: str = PASSPHRASE) -> tuple[Entrance, bytes]:
    return account.sign_in(account_row(house, name), passphrase, house.house.settings.pepper, TEST_COST)


def overwrite(house: TestHouse, table: Table, column: str, of: bytes, **columns: object) -> None:
    """What somebody does who can write to the database."""
    with house.house.store.writing() as db:
        assert db.execute(update(table).where(table.c[column] == of).values(**columns)).rowcount == 1


def invited(host: Client) -> bytes:
    """The token of a fresh invitation."""
    do(host, pairing.invite, "Come in", host.house.clock.now)
    return sent(host).token


def sent(host: Client) -> pairing.Invitation:
    found = look(host, pairing.mine, host.house.clock.now)
    assert found is not None
    return found


def opened_by(guest: Client) -> pairing.Invitation:
    found = look(guest, pairing.taken_by, guest.house.clock.now)
    assert found is not None
    return found


def taken(host: Client, guest: Client) -> str:
    """The guest opens the link; gives the code on their screen."""
    do(guest, pairing.take, invited(host), guest.house.clock.now)
    return opened_by(guest).code or ""


def confirmed(host: Client, guest: Client) -> None:
    do(host, pairing.confirm, taken(host, guest), host.house.clock.now)
