"""An invitation: for one guest, for a day, sealed by a code read aloud."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from sqlalchemy import insert, select

from gemel.people import pairing
from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode
from gemel.people.pairing import HOURS_24, TRIES
from gemel.people.person import keep_profile
from gemel.people.tables import grant, invitation
from gemel.people.tests.doing import confirmed, do, invited, look, opened_by, overwrite, sent, taken
from gemel.store import Busy
from gemel.testing import Client, TestHouse
from gemel.vault import canonical, key_id, unpad, unseal
from gemel.vault.hkdf import hkdf


def words_of(ana: Client, token: bytes) -> str:
    return look(ana, lambda db, _me: pairing.look(db, token, ana.house.clock.now))


def why(ana: Client, token: bytes) -> str:
    with pytest.raises(NoInvitation) as refused:
        words_of(ana, token)
    return refused.value.why


def take(guest: Client, token: bytes) -> None:
    do(guest, pairing.take, token, guest.house.clock.now)


def unwelcome(guest: Client) -> str:
    with pytest.raises(NoInvitation) as refused:
        look(guest, pairing.welcome, guest.house.clock.now)
    return refused.value.why


def confirm(host: Client, code: str) -> None:
    do(host, pairing.confirm, code, host.house.clock.now)


def test_the_link_shows_the_words_to_whoever_holds_it(ana: Client, cleo: Client) -> None:
    assert words_of(cleo, invited(ana)) == "Come in"
    assert pairing.token_of(sent(ana).path.rpartition("/")[2]) == sent(ana).token


@pytest.mark.parametrize("text", ["", "x", "ü", "A" * 21, "A" * 500, urlsafe_b64encode(bytes(15)).decode()])
def test_what_is_no_token_is_unknown(text: str) -> None:
    with pytest.raises(NoInvitation) as refused:
        pairing.token_of(text)
    assert refused.value.why == "unknown"


def test_a_token_that_was_never_given_is_unknown(ana: Client) -> None:
    assert why(ana, bytes(16)) == "unknown"


def test_an_invitation_is_good_for_a_day(house: TestHouse, ana: Client, ben: Client) -> None:
    token = invited(ana)
    house.clock.now += HOURS_24 - 1
    assert words_of(ben, token)
    house.clock.now += 1
    assert why(ben, token) == "expired"
    assert look(ana, pairing.mine, house.clock.now) is None
    with pytest.raises(NoInvitation):
        take(ben, token)


def test_a_taken_invitation_runs_out_as_well(house: TestHouse, ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    house.clock.now += HOURS_24
    assert look(ben, pairing.taken_by, house.clock.now) is None
    with pytest.raises(NoInvitation):
        confirm(ana, code)


def test_a_newer_invitation_ends_the_older(ana: Client) -> None:
    old, new = invited(ana), invited(ana)
    assert (why(ana, old), words_of(ana, new)) == ("unknown", "Come in")


def test_an_invitation_opens_once(ana: Client, ben: Client, cleo: Client) -> None:
    token = invited(ana)
    take(ben, token)
    assert why(cleo, token) == "taken"
    with pytest.raises(NoInvitation):
        take(cleo, token)


def test_of_two_guests_who_both_looked_one_is_let_in(
    ana: Client, ben: Client, cleo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What PostgreSQL's threads can do to each other, step by step."""
    token = invited(ana)
    free = look(cleo, lambda db, _me: pairing._still_open(db, token, ana.house.clock.now))
    take(ben, token)
    monkeypatch.setattr(pairing, "_still_open", lambda *_args: free)
    with pytest.raises(NoInvitation) as refused:
        take(cleo, token)
    assert (refused.value.why, sent(ana).guest) == ("taken", "Ben")


def test_nobody_takes_their_own(ana: Client) -> None:
    with pytest.raises(NoInvitation) as refused:
        take(ana, invited(ana))
    assert refused.value.why == "own"


def test_the_guests_other_phone_sees_the_same_code(ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    assert opened_by(ben).code == code == sent(ana).code


def test_each_end_sees_whom_it_is_about(ana: Client, ben: Client) -> None:
    token = invited(ana)
    assert (sent(ana).guest, sent(ana).code, sent(ana).token) == (None, None, token)
    take(ben, token)
    assert (sent(ana).guest, sent(ana).confirmed, opened_by(ben).words) == ("Ben", False, "Come in")


def test_a_guest_who_takes_another_invitation_lets_the_first_go(ana: Client, ben: Client, cleo: Client) -> None:
    taken(ana, ben)
    taken(cleo, ben)
    assert opened_by(ben).code == sent(cleo).code
    assert look(ana, pairing.mine, ana.house.clock.now) is None


@pytest.mark.parametrize("by", ["ana", "ben"])
def test_either_lets_it_go(ana: Client, ben: Client, by: str) -> None:
    code, token = taken(ana, ben), sent(ana).token
    do({"ana": ana, "ben": ben}[by], pairing.withdraw)
    assert why(ben, token) == "unknown"
    assert look(ben, pairing.taken_by, ana.house.clock.now) is None
    with pytest.raises(NoInvitation):
        confirm(ana, code)


def test_nothing_is_confirmed_before_a_guest_came(ana: Client) -> None:
    invited(ana)
    with pytest.raises(NoInvitation) as refused:
        confirm(ana, "000 000")
    assert refused.value.why == "expired"


def test_the_code_may_be_typed_with_or_without_its_blank(ana: Client, ben: Client) -> None:
    confirm(ana, taken(ana, ben).replace(" ", ""))
    assert opened_by(ben).confirmed
    assert sent(ana).confirmed


def test_confirming_twice_grants_once(ana: Client, ben: Client) -> None:
    confirmed(ana, ben)
    before = ana.me()
    confirm(ana, opened_by(ben).code or "")
    assert ana.me() == before


def test_confirming_begins_an_epoch_and_pins_the_guest(ana: Client, ben: Client) -> None:
    confirmed(ana, ben)
    me = ana.me()
    assert (me.couple_epoch, set(me.keyring.epochs), me.keyring.partner_public) == (2, {1, 2}, ben.me().public_key)


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"


def test_five_wrong_codes_let_the_invitation_go(ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    for tries in range(1, TRIES + 1):
        with pytest.raises(NotTheCode) as refused:
            confirm(ana, wrong(code))
        assert refused.value.left == TRIES - tries
        do(ana, pairing.count_try)
    with pytest.raises(NoInvitation):
        confirm(ana, code)


def test_four_wrong_codes_and_a_right_one_are_fine(ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    for _try in range(TRIES - 1):
        do(ana, pairing.count_try)
    confirm(ana, code)
    assert sent(ana).confirmed


def test_a_wrong_code_counts_for_its_own_invitation_alone(ana: Client, cleo: Client) -> None:
    mine, theirs = invited(ana), invited(cleo)
    overwrite(ana.house, invitation, "couple_id", cleo.me().couple, tries=TRIES)
    for _try in range(TRIES):
        do(ana, pairing.count_try)
    assert (why(ana, mine), words_of(ana, theirs)) == ("unknown", "Come in")


def test_nobody_is_welcome_before_the_code_fits_nor_after_a_day(house: TestHouse, ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    assert unwelcome(ben) == "expired"
    confirm(ana, code)
    house.clock.now += HOURS_24
    assert unwelcome(ben) == "expired"


def test_a_welcome_is_of_one_host_and_lets_go_of_one_grant(ana: Client, ben: Client, cleo: Client) -> None:
    """Ben was Ana's guest before and never came; a grant of Cleo's to somebody else lies beside his."""
    confirmed(ana, ben)
    confirmed(cleo, ben)
    host, beside = cleo.me(), {"to_person": ana.me().id, "from_person": cleo.me().id, "epoch": 2, "box": b""}
    with ana.house.house.store.writing() as db:
        db.execute(insert(grant).values(couple_id=host.couple, **beside))
    found = look(ben, pairing.welcome, ana.house.clock.now)
    assert (found.couple, found.host, found.host_public) == (host.couple, host.id, host.public_key)
    assert (found.epoch, found.key) == host.keyring.current
    do(ben, pairing.forget_invitation, found.couple)
    with ana.house.house.store.reading() as db:
        left = set(db.execute(select(grant.c.couple_id, grant.c.to_person)).tuples())
    assert left == {(ana.me().couple, ben.me().id), (host.couple, ana.me().id)}


def test_the_guest_cannot_confirm(ana: Client, ben: Client) -> None:
    code = taken(ana, ben)
    with pytest.raises(NoInvitation):
        confirm(ben, code)


def test_two_who_are_a_couple_neither_invite_nor_join(house: TestHouse, cleo: Client) -> None:
    ana, ben = house.couple()
    token = invited(cleo)
    for who in (ana, ben):
        with pytest.raises(AlreadyTwo):
            invited(who)
        with pytest.raises(AlreadyTwo):
            take(who, token)


def test_nobody_invites_a_third_by_a_page_from_before_the_second_came(
    house: TestHouse, ana: Client, ben: Client
) -> None:
    before = ana.me()
    house.pair(ana, ben)
    with pytest.raises(AlreadyTwo):
        do(before, pairing.invite, "Come in", house.clock.now, house=house)


def test_a_third_is_not_let_in_by_an_invitation_that_was_left(
    house: TestHouse, ana: Client, ben: Client, cleo: Client
) -> None:
    house.pair(ana, ben)
    with pytest.MonkeyPatch.context() as unasked:
        unasked.setattr(pairing, "_still_alone", lambda *_them: None)
        token = invited(ana)
    take(cleo, token)
    with pytest.raises(AlreadyTwo):
        confirm(ana, opened_by(cleo).code or "")
    assert ben.me().couple_epoch == 2


def test_what_is_stored_of_an_invitation_opens_without_the_link_for_nobody(ana: Client, ben: Client) -> None:
    token = invited(ana)
    take(ben, token)
    with ana.house.house.store.reading() as db:
        stored = repr(tuple(db.exec_driver_sql("SELECT * FROM invitation").one()))
    assert not any(secret in stored for secret in (repr(token)[2:-1], "Come in", "Ben"))


def test_an_invitation_opens_by_hand_as_it_did_in_the_first_version(ana: Client, ben: Client) -> None:
    token, me = invited(ana), ana.me()
    take(ben, token)
    with ana.house.house.store.reading() as db:
        row = db.execute(select(invitation)).one()
    assert bytes(row.id) == sent(ana).id == sha256(b"gemel/v1/invitation" + token).digest()
    assert (sent(ana).expires_at, bytes(row.guest_couple)) == (ana.house.clock.now + HOURS_24, ben.me().couple)
    key = hkdf(token, b"gemel/v1/invitation words")
    words = unseal(key, bytes(row.words), canonical("gemel/v1/invitation", "words", key_id(key)))
    assert unpad(words) == b"Come in"
    assert unseal(me.keys.account, bytes(row.token), canonical("gemel/v1/invitation token", me.id)) == token


def test_a_profile_is_never_sealed_under_an_older_key(ana: Client, ben: Client) -> None:
    """A boundary saved from a page that was open before the pairing must not hide Ana from Ben."""
    before = ana.me()
    ana.house.pair(ana, ben)
    with pytest.raises(Busy):
        do(before, keep_profile, before.profile, house=ana.house)
    assert ben.me().partner.name == "Ana"  # type: ignore[union-attr]
