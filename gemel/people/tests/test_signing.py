"""Signing up and in: one name, one passphrase, the same work for everybody."""

from __future__ import annotations

import unicodedata

import pytest
from sqlalchemy import select

from gemel.people import account
from gemel.people.errors import CommonPassphrase, NameTaken, WrongPassphrase
from gemel.people.person import Own, keep_own, keep_profile, load
from gemel.people.profile import Profile
from gemel.people.tables import account as accounts
from gemel.people.tables import person as persons
from gemel.people.tests.doing import account_row, do, look, sign_in, sign_up
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.vault import BadPassphrase, private_public


def test_the_passphrase_opens_the_same_keys(house: TestHouse) -> None:
    new = sign_up(house, "Ana")
    entrance, private = sign_in(house, "Ana")
    assert (entrance.person, entrance.couple, entrance.keys) == (new.person, new.couple, new.keys)
    assert private_public(private) == entrance.keys.private_public
    assert entrance.keys.private is None


def test_who_signs_up_has_the_house_to_themselves(ana: Client) -> None:
    me = ana.me()
    assert (me.name, me.alone, me.partner, me.people, me.seat, str(me.zone)) == ("Ana", True, None, 1, 0, "UTC")


def test_a_name_is_taken_once(house: TestHouse) -> None:
    sign_up(house, "Ana")
    with pytest.raises(NameTaken):
        sign_up(house, "  ANA ")


DECOMPOSED = unicodedata.normalize("NFD", "JOSÉ ÅNGSTRÖM")


@pytest.mark.parametrize("typed", ["José Ångström", "  josé   ångström ", DECOMPOSED])
def test_names_are_folded(house: TestHouse, typed: str) -> None:
    person = sign_up(house, "José Ångström").person
    assert sign_in(house, typed)[0].person == person


@pytest.mark.parametrize("name", ["Ana", "Nobody of that name"])
def test_a_wrong_passphrase_and_an_unknown_name_are_told_alike(house: TestHouse, name: str) -> None:
    sign_up(house, "Ana")
    with pytest.raises(WrongPassphrase) as refused:
        sign_in(house, name, "another five quiet words here")
    assert refused.value.args == ()


@pytest.mark.parametrize("name", ["Ana", "Nobody of that name"])
def test_both_cost_the_same_work(house: TestHouse, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up(house, "Ana")
    work, real = [], account.stretch
    monkeypatch.setattr(account, "stretch", lambda *args: work.append(args[2]) or real(*args))
    with pytest.raises(WrongPassphrase):
        sign_in(house, name, "another five quiet words here")
    assert work == [TEST_COST]


EMOJI = "🌳🌲🍃🦊🌙✨🫶🏽👩‍❤️‍👨🐚🪶🧡🕯️🎻"


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        (EMOJI, EMOJI),
        ("café crème à la ﬁn du jour", unicodedata.normalize("NFD", "café crème à la fin du jour")),
        ("ｗａｌｎｕｔ copper midnight", "walnut copper midnight"),
        ("  two blanks  at the ends  ", "  two blanks  at the ends  "),
    ],
)
def test_a_passphrase_is_the_same_on_every_keyboard(house: TestHouse, chosen: str, typed: str) -> None:
    person = sign_up(house, "Ana", chosen).person
    assert sign_in(house, "Ana", typed)[0].person == person


def test_blanks_count(house: TestHouse) -> None:
    sign_up(house, "Ana", "walnut  copper midnight")
    with pytest.raises(WrongPassphrase):
        sign_in(house, "Ana", "walnut copper midnight")


COMMON = ["password1234567", "gemelgemelgemel", "Ana Ana Ana Ana", "aaaaaaaaaaaaaaaaaaaa"]


@pytest.mark.parametrize("passphrase", COMMON)
def test_what_a_guesser_tries_first_is_refused(passphrase: str) -> None:
    with pytest.raises(CommonPassphrase):
        account.refuse_common(passphrase, "Ana")


@pytest.mark.parametrize(("passphrase", "reason"), [("🌳🦊 zq7", "short"), ("river otter " * 11, "long")])
def test_lengths_are_told(house: TestHouse, passphrase: str, reason: str) -> None:
    with pytest.raises(BadPassphrase) as refused:
        account.stretched(account.normalise(passphrase), bytes(16), TEST_COST, b"")
    assert refused.value.reason == reason


def test_another_pepper_opens_nothing(house: TestHouse) -> None:
    sign_up(house, "Ana")
    with pytest.raises(WrongPassphrase):
        account.sign_in(account_row(house, "Ana"), PASSPHRASE, b"q" * 32, TEST_COST)


def test_a_stolen_database_names_nobody(house: TestHouse) -> None:
    sign_up(house, "Ana Karenina")
    with house.house.store.reading() as db:
        rows = [tuple(row) for table in (accounts, persons) for row in db.execute(select(table))]
    assert "ana" not in repr(rows).lower()


def test_an_account_is_found_by_its_person(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    with house.house.store.reading() as db:
        found = account.by_person(db, entrance.person)
        assert found is not None
        assert account.couple_of(db, entrance.person) == entrance.couple
        assert account.couple_of(db, bytes(16)) is None
    assert found == account_row(house, "Ana")


def test_nobody_is_loaded_for_a_couple_they_are_not_in(ana: Client, ben: Client) -> None:
    assert look(ana, lambda db, me: load(db, me.id, ben.me().couple, me.keys)) is None


def test_a_profile_and_settings_of_ones_own_are_kept(ana: Client) -> None:
    profile = Profile(name="Anna", zone="Europe/Berlin", quiet_from=22, quiet_to=7, without=("faith",), depth=2)
    do(ana, keep_profile, profile)
    do(ana, keep_own, Own(no_code=True))
    me = ana.me()
    assert (me.profile, me.own, me.name, me.zone.key) == (profile, Own(no_code=True), "Anna", "Europe/Berlin")
