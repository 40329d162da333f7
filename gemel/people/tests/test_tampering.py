"""Somebody who can write to the database gains no key by it (trust.md F6 to F8, G5)."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from gemel.people import account, pairing, renewing
from gemel.people.errors import NoInvitation, NotTheCode, WrongPassphrase
from gemel.people.pairing import welcome
from gemel.people.tables import account as accounts
from gemel.people.tables import grant, invitation, person
from gemel.people.tests.doing import (
    account_row,
    confirmed,
    do,
    invited,
    look,
    opened_by,
    overwrite,
    sent,
    sign_in,
    sign_up,
    taken,
)  # fmt: skip
from gemel.people.wraps import open_secret
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.vault import Tampered, TooWeak, accept, canonical, new_key, new_pair
from gemel.vault import grant as vault_grant

EVIL = new_pair()
PASSPHRASE_COLUMNS = ("salt", "ops", "mem_kib", "check_hash", "account_wrap", "private_wrap")


@pytest.mark.parametrize("lower", [{"ops": 0}, {"mem_kib": 8}, {"mem_kib": TEST_COST.mem_kib - 1}])
def test_a_lowered_cost_is_refused(house: TestHouse, lower: dict[str, int]) -> None:
    overwrite(house, accounts, "person_id", sign_up(house, "Ana").person, **lower)
    with pytest.raises(TooWeak):
        sign_in(house, "Ana")


def test_a_changed_cost_opens_nothing(house: TestHouse) -> None:
    overwrite(house, accounts, "person_id", sign_up(house, "Ana").person, ops=TEST_COST.ops + 1)
    with pytest.raises(WrongPassphrase):
        sign_in(house, "Ana")


def test_keys_wrapped_at_another_cost_open_nothing(house: TestHouse) -> None:
    """The cost is bound to what it guards, and not only its outcome."""
    person = sign_up(house, "Ana").person
    dear = account.Cost(TEST_COST.ops + 1, TEST_COST.mem_kib)
    row = dict(account_row(house, "Ana") or {})
    parts = account.stretched(account.normalise(PASSPHRASE), row["salt"], dear, house.house.settings.pepper)
    overwrite(house, accounts, "person_id", person, ops=dear.ops, check_hash=account.check_hash(parts.check))
    with pytest.raises(Tampered):
        sign_in(house, "Ana")


def test_somebody_elses_passphrase_put_in_place_opens_nothing(house: TestHouse) -> None:
    ana = sign_up(house, "Ana").person
    sign_up(house, "Eve", "seven tired owls on a fence")
    theirs = account_row(house, "Eve")
    assert theirs is not None
    overwrite(house, accounts, "person_id", ana, **{column: theirs[column] for column in PASSPHRASE_COLUMNS})
    with pytest.raises(Tampered):
        sign_in(house, "Ana", "seven tired owls on a fence")


def test_somebody_elses_code_put_in_place_opens_nothing(house: TestHouse) -> None:
    ana, eve = sign_up(house, "Ana"), sign_up(house, "Eve")
    theirs = account_row(house, "Eve")
    assert theirs is not None
    overwrite(house, accounts, "person_id", ana.person, account_code_wrap=theirs["account_code_wrap"])
    row, pepper = account_row(house, "Ana"), house.house.settings.pepper
    with pytest.raises(WrongPassphrase):
        renewing.recover(row, eve.code, "", "a teapot full of quiet thunder", TEST_COST, pepper, "Ana")


def test_an_account_without_a_code_is_recovered_by_none(house: TestHouse) -> None:
    entrance = sign_up(house, "Ana")
    overwrite(house, accounts, "person_id", entrance.person, account_code_wrap=None)
    row, pepper = account_row(house, "Ana"), house.house.settings.pepper
    with pytest.raises(WrongPassphrase):
        renewing.recover(row, entrance.code, "", "a teapot full of quiet thunder", TEST_COST, pepper, "Ana")


def test_the_private_key_put_for_the_account_key_opens_nothing(house: TestHouse) -> None:
    ana, row = sign_up(house, "Ana").person, account_row(house, "Ana")
    assert row is not None
    overwrite(house, accounts, "person_id", ana, account_wrap=row["private_wrap"], private_wrap=row["account_wrap"])
    with pytest.raises(Tampered):
        sign_in(house, "Ana")


def tamper(host: Client, **columns: object) -> None:
    overwrite(host.house, invitation, "couple_id", host.me().couple, **columns)


def test_a_guests_key_swapped_shows_two_codes(ana: Client, ben: Client) -> None:
    read_aloud = taken(ana, ben)
    tamper(ana, guest_public=EVIL.public)
    assert sent(ana).code != read_aloud
    with pytest.raises(NotTheCode):
        do(ana, pairing.confirm, read_aloud, ana.house.clock.now)


def test_a_hosts_key_swapped_shows_two_codes(ana: Client, ben: Client) -> None:
    token = invited(ana)
    tamper(ana, from_public=EVIL.public)
    do(ben, pairing.take, token, ana.house.clock.now)
    with pytest.raises(NotTheCode):
        do(ana, pairing.confirm, opened_by(ben).code, ana.house.clock.now)


def test_a_key_in_the_table_of_persons_is_not_believed(ana: Client, ben: Client) -> None:
    """One's own public key is made from the secret; whatever stands in the table changes nothing."""
    overwrite(ana.house, person, "id", ana.me().id, public_key=EVIL.public)
    confirmed(ana, ben)
    assert look(ben, welcome, ana.house.clock.now).host_public != EVIL.public


def plant(host: Client, guest: Client, epoch: int = 2, *, update_it: bool) -> None:
    """A grant of a key that the forger knows, from a key pair of the forger's own."""
    couple, to = host.me().couple, guest.me().id
    context = canonical("gemel/v1/grant", couple, to, epoch)
    box = vault_grant(new_key(), EVIL.secret, guest.me().public_key, context)
    with host.house.house.store.writing() as db:
        if update_it:
            db.execute(update(grant).values(box=box))
        else:
            columns = {"couple_id": couple, "to_person": to, "from_person": host.me().id, "epoch": epoch}
            db.execute(insert(grant).values(**columns, box=box))


def test_a_planted_grant_is_refused(ana: Client, ben: Client) -> None:
    confirmed(ana, ben)
    plant(ana, ben, update_it=True)
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_planted_grant_is_refused_with_the_hosts_key_swapped_too(ana: Client, ben: Client) -> None:
    """After the code was read aloud and typed, when nobody compares any more."""
    confirmed(ana, ben)
    plant(ana, ben, update_it=True)
    tamper(ana, from_public=EVIL.public)
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_planted_grant_is_refused_where_nobody_confirmed(ana: Client, ben: Client) -> None:
    taken(ana, ben)
    plant(ana, ben, update_it=False)
    tamper(ana, from_public=EVIL.public, confirmed_at=1)
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_grant_for_another_epoch_or_couple_is_refused(ana: Client, ben: Client) -> None:
    confirmed(ana, ben)
    with ana.house.house.store.writing() as db:
        db.execute(update(grant).values(epoch=3))
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_grant_is_bound_to_couple_guest_epoch_and_token(ana: Client, ben: Client) -> None:
    """Opened by hand, as one that lay there from an earlier version would be."""
    confirmed(ana, ben)
    me, epoch = ben.me(), ana.me().keyring.current[0]
    with ana.house.house.store.reading() as db:
        box = bytes(db.execute(select(grant.c.box)).scalar_one())
    context = canonical("gemel/v1/grant", ana.me().couple, me.id, epoch, sent(ana).token)
    secret = open_secret(me.secret_wrap, me.id, me.keys.account)
    assert accept(box, secret, ana.me().public_key, context) == ana.me().keyring.current[1]


def test_a_guest_led_into_another_couple_is_refused(ana: Client, ben: Client, cleo: Client) -> None:
    confirmed(ana, ben)
    for table, column in ((grant, "to_person"), (invitation, "guest")):
        overwrite(ana.house, table, column, ben.me().id, couple_id=cleo.me().couple)
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_grant_made_out_to_somebody_else_is_refused(ana: Client, ben: Client, cleo: Client) -> None:
    """Ana confirmed while another stood as her guest, under Ben's key: it is not Ben's afterwards."""
    code = taken(ana, ben)
    tamper(ana, guest=cleo.me().id)
    do(ana, pairing.confirm, code, ana.house.clock.now)
    tamper(ana, guest=ben.me().id)
    overwrite(ana.house, grant, "to_person", cleo.me().id, to_person=ben.me().id)
    with pytest.raises(Tampered):
        look(ben, welcome, ana.house.clock.now)


def test_a_grant_that_is_gone_is_an_invitation_that_is_over(ana: Client, ben: Client) -> None:
    confirmed(ana, ben)
    with ana.house.house.store.writing() as db:
        db.execute(grant.delete())
    with pytest.raises(NoInvitation) as refused:
        look(ben, welcome, ana.house.clock.now)
    assert refused.value.why == "expired"


def test_a_confirmation_nobody_gave_grants_nothing(ana: Client, ben: Client) -> None:
    taken(ana, ben)
    tamper(ana, confirmed_at=1)
    with pytest.raises(NoInvitation):
        look(ben, welcome, ana.house.clock.now)


def test_a_token_swapped_between_invitations_is_refused(ana: Client, ben: Client, cleo: Client) -> None:
    taken(ana, ben)
    invited(cleo)
    with ana.house.house.store.reading() as db:
        query = select(invitation.c.token).where(invitation.c.couple_id == cleo.me().couple)
        token = db.execute(query).scalar_one()
    tamper(ana, token=token)
    assert look(ana, pairing.mine, ana.house.clock.now) is None
