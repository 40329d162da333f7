"""Second steps: codes by the clock, spare codes, passkeys; sealed, good once, and gone with nothing lost."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from pyotp import TOTP
from sqlalchemy import select, update

from gemel.people import factors, onetime, passkeys, rotation
from gemel.people.errors import WrongCode
from gemel.people.factors import MOST_PASSKEYS, Factors, handle_of
from gemel.people.passkeys import Site, site
from gemel.people.sessions import PENDING
from gemel.people.tables import account
from gemel.people.tests.authenticator import HERE, Authenticator
from gemel.people.tests.doing import account_row
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse
from gemel.vault import Tampered

NOW = 1_790_000_010
SECRET = onetime.secret_for(b"k" * 32, "a form's own")
LOCAL = Site("localhost", HERE)
CHALLENGE = b"c" * 32
NEW = "kettle orbit velvet thunder parsley"


def code(now: int, secret: bytes = SECRET) -> str:
    return TOTP(onetime.spelled(secret)).generate_otp(now // 30)


@pytest.fixture
def mine() -> Factors:
    """Codes, set up ten minutes ago, and ten spare codes."""
    return replace(onetime.started(Factors(), SECRET, code(NOW - 600), NOW - 600), spares=tuple(SPARE_HASHES))


SPARES = onetime.new_spares()
SPARE_HASHES = [onetime.hashed(one) for one in SPARES]


def refused(found: Factors, typed: str, now: int = NOW) -> bool:
    try:
        onetime.taken(found, typed, now)
    except WrongCode:
        return True
    return False


@pytest.mark.parametrize("early", [-30, 0, 30])
def test_a_code_of_about_now_is_good_once(mine: Factors, early: int) -> None:
    after = onetime.taken(mine, code(NOW + early), NOW)
    assert refused(after, code(NOW + early)) and refused(after, code(NOW - 30))
    assert after.spares == mine.spares


def test_the_code_that_set_it_up_does_not_sign_in(mine: Factors) -> None:
    assert refused(onetime.started(mine, SECRET, code(NOW), NOW), code(NOW))


@pytest.mark.parametrize("early", [-90, -60, 60, 90])
def test_a_code_of_another_time_is_not(mine: Factors, early: int) -> None:
    assert code(NOW + early) not in {code(NOW + near) for near in (-30, 0, 30)} and refused(mine, code(NOW + early))


BAD = ["", " ", "12345", "1234567", "abcdef", "٠١٢٣٤٥", "1e5000", "\ud800" * 6, "9" * 5000, "-" * 6]


@pytest.mark.parametrize("typed", BAD)
def test_what_is_no_code_is_refused(mine: Factors, typed: str) -> None:
    assert refused(mine, typed)
    with pytest.raises(WrongCode):
        onetime.started(Factors(), SECRET, typed, NOW)


def test_a_code_may_be_typed_in_two_groups(mine: Factors) -> None:
    typed = code(NOW)
    assert not refused(mine, f" {typed[:3]} {typed[3:]} ")


def test_a_spare_code_is_good_once_however_it_is_typed(mine: Factors) -> None:
    typed = f"{SPARES[3][:5]}-{SPARES[3][5:]}".lower().replace("0", "o").replace("1", "l")
    after = onetime.taken(mine, typed, NOW)
    assert len(after.spares) == 9 and refused(after, typed) and not refused(after, SPARES[4])


def test_a_spare_code_sets_nothing_up(mine: Factors) -> None:
    with pytest.raises(WrongCode):
        onetime.started(mine, SECRET, SPARES[0], NOW)


def test_a_set_up_app_is_told_no_name() -> None:
    assert onetime.address(SECRET, "gemel.example.org") == (
        f"otpauth://totp/gemel:gemel.example.org?secret={onetime.spelled(SECRET)}&issuer=gemel"
    )


# Passkeys


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


@pytest.fixture
def keyed(phone: Authenticator) -> Factors:
    return passkeys.added(Factors(), phone.makes(CHALLENGE), LOCAL, CHALLENGE, "my phone", NOW)


def test_a_passkey_signs_in(keyed: Factors, phone: Authenticator) -> None:
    assert keyed.on and keyed.passkeys[0].name == "my phone"
    after = passkeys.used(keyed, phone.signs(CHALLENGE), LOCAL, CHALLENGE)
    assert after.passkeys[0].count == 1
    assert passkeys.used(after, phone.signs(CHALLENGE), LOCAL, CHALLENGE).passkeys[0].count == 2


def test_one_that_never_counts_signs_in_too(keyed: Factors, phone: Authenticator) -> None:
    assert passkeys.used(keyed, phone.signs(CHALLENGE, step=0), LOCAL, CHALLENGE) == keyed


FALSE = {
    "another challenge": lambda phone: phone.signs(b"d" * 32),
    "another origin": lambda phone: phone.signs(CHALLENGE, origin="http://localhost:9"),
    "another site": lambda phone: phone.signs(CHALLENGE, rp="example.org"),
    "another passkey": lambda _phone: Authenticator().signs(CHALLENGE),
    "another key of that name": lambda phone: Authenticator(id=phone.id).signs(CHALLENGE),
    "one that is being made": lambda phone: phone.makes(CHALLENGE),
    "a bent signature": lambda phone: bent(phone.signs(CHALLENGE)),
    "nothing": lambda _phone: "",
    "no json": lambda _phone: "{",
    "a list": lambda _phone: "[]",
    "a number": lambda _phone: "7",
    "depth": lambda _phone: "[" * 19_000,
    "length": lambda _phone: " " * 30_000,
    "no base64": lambda phone: json.dumps(json.loads(phone.signs(CHALLENGE)) | {"rawId": "é"}),
    "a strange owner": lambda phone: with_response(phone.signs(CHALLENGE), userHandle="x"),
    "no client": lambda phone: with_response(phone.signs(CHALLENGE), clientDataJSON="AAAA"),
    "no data": lambda phone: with_response(phone.signs(CHALLENGE), authenticatorData=""),
}


def with_response(answer: str, **other: str) -> str:
    found = json.loads(answer)
    return json.dumps(found | {"response": found["response"] | other})


def bent(answer: str) -> str:
    signature = json.loads(answer)["response"]["signature"]
    return with_response(answer, signature=signature[:-6] + ("AAAAAA" if signature[-6:] != "AAAAAA" else "BBBBBB"))


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refused(keyed: Factors, phone: Authenticator, name: str) -> None:
    with pytest.raises(WrongCode):
        passkeys.used(keyed, FALSE[name](phone), LOCAL, CHALLENGE)


def test_a_copy_that_counts_behind_is_refused(keyed: Factors, phone: Authenticator) -> None:
    after = passkeys.used(keyed, phone.signs(CHALLENGE, step=5), LOCAL, CHALLENGE)
    phone.count = 3
    with pytest.raises(WrongCode):
        passkeys.used(after, phone.signs(CHALLENGE), LOCAL, CHALLENGE)


MADE_WRONG = {name: FALSE[name] for name in ("nothing", "no json", "a list", "depth", "length")} | {
    "another challenge": lambda phone: phone.makes(b"d" * 32),
    "another origin": lambda phone: phone.makes(CHALLENGE, origin="https://example.org"),
    "another site": lambda phone: phone.makes(CHALLENGE, rp="example.org"),
    "one that signs": lambda phone: phone.signs(CHALLENGE),
    "no attestation": lambda phone: with_response(phone.makes(CHALLENGE), attestationObject="AAAA"),
}


@pytest.mark.parametrize("name", MADE_WRONG)
def test_what_was_not_made_here_is_refused(phone: Authenticator, name: str) -> None:
    with pytest.raises(WrongCode):
        passkeys.added(Factors(), MADE_WRONG[name](phone), LOCAL, CHALLENGE, "", NOW)


def test_there_are_ten_at_most_and_one_made_twice_is_one(phone: Authenticator) -> None:
    found = Factors()
    for _number in range(MOST_PASSKEYS - 1):
        found = passkeys.added(found, Authenticator().makes(CHALLENGE), LOCAL, CHALLENGE, "", NOW)
    for _twice in range(2):
        found = passkeys.added(found, phone.makes(CHALLENGE), LOCAL, CHALLENGE, "", NOW)
    assert len(found.passkeys) == MOST_PASSKEYS
    with pytest.raises(WrongCode):
        passkeys.added(found, Authenticator().makes(CHALLENGE), LOCAL, CHALLENGE, "", NOW)


PLACES = [
    ("", "localhost:8000", LOCAL),
    ("", "localhost", Site("localhost", "http://localhost")),
    ("https://gemel.example.org", "whatever", Site("gemel.example.org", "https://gemel.example.org")),
    ("http://localhost:8000", "whatever", LOCAL),
    ("http://gemel.example.org", "gemel.example.org", None),
    ("https://192.168.0.7", "192.168.0.7", None),
    ("", "gemel.example.org", None),
    ("", "localhost.example.org", None),
    ("", "localhost:8000/@evil", None),
    ("", "[", None),
    ("", "", None),
]


@pytest.mark.parametrize(("url", "host", "expected"), PLACES)
def test_where_passkeys_are_offered(url: str, host: str, expected: Site | None) -> None:
    assert site(url, host) == expected


def test_a_browser_is_told_no_name_and_what_is_there_already(keyed: Factors, phone: Authenticator) -> None:
    making = json.loads(passkeys.making(LOCAL, b"a" * 16, CHALLENGE, keyed))
    assert making["user"]["name"] == making["user"]["displayName"] == making["rp"]["name"] == "gemel"
    assert making["attestation"] == "none" and len(making["excludeCredentials"]) == 1
    assert b"a" * 16 not in making["user"]["id"].encode()
    asking = json.loads(passkeys.asking(LOCAL, CHALLENGE, keyed))
    assert (asking["userVerification"], asking["rpId"], len(asking["allowCredentials"])) == (
        "preferred",
        "localhost",
        1,
    )


# Both, kept


def keep(who: Client, found: Factors) -> None:
    with who.house.house.store.writing() as db:
        factors.change(db, who.me().id, who.me().keys.account, lambda _before: found)


def kept(who: Client) -> Factors:
    with who.house.house.store.reading() as db:
        return factors.of(db, who.me().id, who.me().keys.account)


def test_removing_one_leaves_the_others_and_the_last_takes_the_spare_codes_along(mine: Factors, keyed: Factors) -> None:
    both = replace(mine, passkeys=keyed.passkeys)
    codes, key = handle_of(SECRET), handle_of(keyed.passkeys[0].id)
    assert (both.name_of(codes), both.name_of(key), both.name_of("0" * 32)) == ("", "my phone", None)
    assert both.without(codes) == replace(both, codes=None) and both.without(key) == mine
    assert both.without(codes).without(key) == Factors() and both.without("0" * 32) == both


def test_kept_sealed_for_its_owner_and_not_there_without(ana: Client, ben: Client, mine: Factors) -> None:
    keep(ana, mine)
    row = account_row(ana.house, "Ana")
    assert row is not None and SECRET not in row["factors"] and kept(ana) == mine
    assert kept(ben) == Factors()
    keep(ana, Factors(spares=mine.spares))
    row = account_row(ana.house, "Ana")
    assert row is not None and row["factors"] is None


def test_anothers_moved_here_do_not_open(ana: Client, ben: Client, mine: Factors) -> None:
    keep(ana, mine)
    with ana.house.house.store.writing() as db:
        theirs = db.execute(select(account.c.factors).where(account.c.person_id == ana.me().id)).scalar_one()
        db.execute(update(account).where(account.c.person_id == ben.me().id).values(factors=theirs))
    with pytest.raises(Tampered):
        kept(ben)


def test_a_rotation_takes_them_along(ana: Client, mine: Factors) -> None:
    keep(ana, mine)
    row, pepper = account_row(ana.house, "Ana"), ana.house.house.settings.pepper
    assert row is not None
    fresh = rotation.prepare(row, PASSPHRASE, NEW, TEST_COST, pepper, "Ana")
    keep(ana, replace(mine, spares=mine.spares[1:]))  # used meanwhile
    with ana.house.house.store.writing() as db:
        ana.entrance = rotation.rotate(db, fresh, ana.house.clock.now)
    assert kept(ana) == replace(mine, spares=mine.spares[1:])


def test_between_the_two_steps_nothing_opens_and_five_minutes_are_all(house: TestHouse, ana: Client) -> None:
    sessions, now = house.house.sessions, house.clock.now
    cookie = sessions.begin(ana.entrance, now, pending=True)
    assert sessions.find(cookie, now) is None
    found = sessions.pending(cookie, now + PENDING - 1)
    assert found is not None and found.person == ana.me().id
    assert sessions.pending(cookie, now + PENDING) is None and sessions.pending(ana.cookie, now) is None
    here = sessions.find(ana.cookie, now)
    assert here is not None and len(sessions.of(ana.cookie, here, now)) == 1
