"""The guest of a confirmed invitation moves in."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from gemel.moments.moving import leave, settle_alone, step_inside
from gemel.moments.tests.saying import do, everything, found, kept, look, now, said, shared
from gemel.people import pairing
from gemel.people.errors import AlreadyTwo, NoInvitation
from gemel.people.tables import couple, grant, invitation
from gemel.store import Busy
from gemel.testing import Client, TestHouse


@pytest.fixture
def host(house: TestHouse) -> Client:
    return house.person("Ana")


@pytest.fixture
def guest(house: TestHouse) -> Client:
    return house.person("Ben")


def confirmed(host: Client, guest: Client) -> None:
    do(host, pairing.invite, "come", now(host))
    token = look(host, pairing.mine, now(host)).token  # type: ignore[union-attr]
    do(guest, pairing.take, token, now(host))
    code = look(guest, pairing.taken_by, now(host)).code  # type: ignore[union-attr]
    do(host, pairing.confirm, code, now(host))


def how_many(house: TestHouse, *tables: object) -> list[int]:
    with house.house.store.reading() as db:
        return [db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]  # type: ignore[call-overload]


def test_both_are_in_one_couple_then(host: Client, guest: Client) -> None:
    confirmed(host, guest)
    assert do(guest, step_inside, now(guest)) == host.me().couple == guest.me().couple
    one, other = host.me(), guest.me()
    assert (one.partner.name, other.partner.name) == ("Ben", "Ana")  # type: ignore[union-attr]
    assert (one.people, one.keyring.current) == (2, other.keyring.current)


def test_nothing_of_the_way_in_is_left(host: Client, guest: Client, house: TestHouse) -> None:
    confirmed(host, guest)
    do(guest, pairing.invite, "an invitation of my own", now(guest))
    do(guest, step_inside, now(guest))
    assert how_many(house, couple, invitation, grant) == [1, 0, 0]


def test_what_the_guest_wrote_before_comes_along_for_themselves(host: Client, guest: Client) -> None:
    written = [shared(guest, "said alone"), kept(guest, "kept")]
    confirmed(host, guest)
    do(guest, step_inside, now(guest))
    assert [said(found(guest, it)) for it in written] == ["said alone", "kept"]
    assert everything(host) == []


def test_nobody_steps_in_before_the_code_was_typed(host: Client, guest: Client) -> None:
    do(host, pairing.invite, "come", now(host))
    do(guest, pairing.take, look(host, pairing.mine, now(host)).token, now(host))  # type: ignore[union-attr]
    with pytest.raises(NoInvitation):
        do(guest, step_inside, now(guest))


def test_nobody_steps_in_a_day_later(host: Client, guest: Client, house: TestHouse) -> None:
    confirmed(host, guest)
    house.clock.forward(days=1)
    with pytest.raises(NoInvitation):
        do(guest, step_inside, now(guest))


def test_one_of_two_steps_in_nowhere(couple: tuple[Client, Client]) -> None:
    for who in couple:
        with pytest.raises(AlreadyTwo):
            do(who, step_inside, now(who))


def test_when_each_invited_the_other_one_of_them_moves(host: Client, guest: Client) -> None:
    confirmed(host, guest)
    confirmed(guest, host)
    do(guest, step_inside, now(guest))
    with pytest.raises(AlreadyTwo):
        do(host, step_inside, now(host))
    assert host.me().couple == guest.me().couple


def test_a_guest_who_never_came_is_in_nobodys_way(host: Client, guest: Client, house: TestHouse) -> None:
    confirmed(host, guest)
    do(host, settle_alone)
    confirmed(host, guest)
    do(guest, step_inside, now(guest))
    assert how_many(house, grant) == [0]
    assert shared(host) in {it.id for it in everything(guest)}


def test_inviting_twice_leaves_one_grant(host: Client, guest: Client, house: TestHouse) -> None:
    confirmed(host, guest)
    confirmed(host, guest)
    assert how_many(house, grant) == [1]
    do(guest, step_inside, now(guest))
    assert shared(guest) in {it.id for it in everything(host)}


def test_the_first_guest_of_two_is_not_let_in(host: Client, guest: Client, cleo: Client) -> None:
    confirmed(host, guest)
    confirmed(host, cleo)
    with pytest.raises(NoInvitation):
        do(guest, step_inside, now(guest))
    do(cleo, step_inside, now(cleo))
    assert host.me().partner.name == "Cleo"  # type: ignore[union-attr]


def test_a_move_from_an_old_picture_is_refused(ana: Client) -> None:
    before = ana.me()
    do(before, leave, now(ana), house=ana.house)
    with pytest.raises(Busy):
        do(before, leave, now(ana), house=ana.house)
