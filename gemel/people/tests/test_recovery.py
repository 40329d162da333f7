"""Back in by code; private pages by a second one."""

from __future__ import annotations

import pytest

from gemel.people import renewing
from gemel.people.errors import CommonPassphrase, WrongPassphrase
from gemel.people.renewing import Renewal
from gemel.people.tests.doing import account_row, sign_in, sign_up
from gemel.store import Busy
from gemel.testing import TEST_COST, TestHouse
from gemel.vault import BadCode, new_code

NEW = "a teapot full of quiet thunder"


def recovered(house: TestHouse, code: str, private_code: str = "", passphrase: str = NEW, name: str = "Ana") -> Renewal:
    row, pepper = account_row(house, name), house.house.settings.pepper
    renewal = renewing.recover(row, code, private_code, passphrase, TEST_COST, pepper, name)
    with house.house.store.writing() as db:
        renewing.renew(db, renewal)
    return renewal


def private_code(house: TestHouse) -> str:
    entrance, private = sign_in(house, "Ana")
    with house.house.store.writing() as db:
        return renewing.new_private_code(db, entrance.person, private)


def test_the_code_opens_the_account_for_a_new_passphrase(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    renewal = recovered(house, entrance.code)
    again, _private = sign_in(house, "Ana", NEW)
    assert again.keys.account == renewal.entrance.keys.account == entrance.keys.account


def test_the_old_passphrase_and_the_old_code_are_over(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    renewal = recovered(house, entrance.code)
    with pytest.raises(WrongPassphrase):
        sign_in(house, "Ana")
    with pytest.raises(WrongPassphrase):
        recovered(house, entrance.code)
    assert recovered(house, renewal.entrance.code).entrance.code != renewal.entrance.code


def test_without_the_second_code_private_pages_begin_anew(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    renewal = recovered(house, entrance.code)
    assert renewal.entrance.keys.private_public != entrance.keys.private_public
    assert renewal.entrance.keys.private is None


def test_with_the_second_code_private_pages_come_along(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    before = sign_in(house, "Ana")[1]
    recovered(house, entrance.code, private_code(house))
    assert sign_in(house, "Ana", NEW)[1] == before


def test_a_second_code_that_does_not_fit_loses_nothing(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    private_code(house)
    with pytest.raises(WrongPassphrase):
        recovered(house, entrance.code, new_code())
    assert sign_in(house, "Ana")


def test_a_second_code_that_was_never_made_loses_nothing(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    with pytest.raises(WrongPassphrase):
        recovered(house, entrance.code, new_code())
    assert sign_in(house, "Ana")


@pytest.mark.parametrize("name", ["Ana", "Nobody of that name"])
def test_a_wrong_code_and_an_unknown_name_are_told_alike(house: TestHouse, name: str) -> None:
    sign_up(house, "Ana")
    with pytest.raises(WrongPassphrase):
        recovered(house, new_code(), name=name)


def test_a_code_with_a_slip_is_told_as_one(house: TestHouse) -> None:
    code = sign_up(house, "Ana").code
    with pytest.raises(BadCode):
        recovered(house, code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_a_common_passphrase_is_refused_here_too(house: TestHouse) -> None:
    with pytest.raises(CommonPassphrase):
        recovered(house, sign_up(house, "Ana").code, passphrase="password1234567")


def test_a_new_code_ends_the_old_one(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    with house.house.store.writing() as db:
        fresh = renewing.new_account_code(db, entrance.person, entrance.keys.account)
    with pytest.raises(WrongPassphrase):
        recovered(house, entrance.code)
    assert recovered(house, fresh)


def test_the_code_works_without_the_pepper(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    renewal = renewing.recover(account_row(house, "Ana"), entrance.code, "", NEW, TEST_COST, b"another pepper", "Ana")
    assert renewal.entrance.keys.account == entrance.keys.account


def test_two_new_passphrases_at_once_and_the_second_is_told_to_try_again(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    row, pepper = account_row(house, "Ana"), house.house.settings.pepper
    both = [renewing.recover(row, entrance.code, "", NEW, TEST_COST, pepper, "Ana") for _one in range(2)]
    with house.house.store.writing() as db:
        renewing.renew(db, both[0])
    with pytest.raises(Busy), house.house.store.writing() as db:
        renewing.renew(db, both[1])
