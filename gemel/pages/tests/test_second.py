"""A second step at sign-in as pages: set up, asked for, lost, removed; and guesses that stand in nobody's way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from pyotp import TOTP

from gemel.people import factors, onetime, passkeys
from gemel.people.factors import Factors
from gemel.people.tests.authenticator import Authenticator
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.web.asgi import mark_name

AT = {"host": "localhost:8000"}


@pytest.fixture
def ana(house: TestHouse) -> Client:
    return house.person("Ana")


def code(who: Client, secret: bytes) -> str:
    return TOTP(onetime.spelled(secret)).generate_otp(who.house.clock.now // 30)


def set_up(ana: Client) -> tuple[bytes, list[str]]:
    """Codes as she would set them up; gives the secret and the spare codes."""
    ana.get("/factors/codes/new")
    secret = onetime.secret_for(ana.me().keys.account, nonce(ana))
    page = ana.submit("/factors/codes", {"code": code(ana, secret), "passphrase": PASSPHRASE})
    assert page.status_code == 200
    ana.house.clock.forward(minutes=1)
    return secret, re.findall(r"<span>(\w{5}-\w{5})</span>", page.text)


def nonce(who: Client) -> str:
    assert who.last is not None
    return re.findall(r'name="nonce" value="([^"]+)"', who.last.text)[0]


def kept(who: Client) -> Factors:
    with who.house.house.store.reading() as db:
        return factors.of(db, who.me().id, who.me().keys.account)


def at_the_door(ana: Client, mark: str = "", **more: str) -> Client:
    """Another browser of hers, after the passphrase."""
    other = ana.house.client()
    sent = {"name": ana.name, "passphrase": PASSPHRASE, **more}
    other.post("/sessions", sent, **({"cookie": f"{mark_name(ana.house.house)}={mark}"} if mark else {}))
    return other


def inside(who: Client) -> bool:
    return who.get("/you").url.path == "/you"


def test_codes_are_asked_for_once_they_are_set_up(ana: Client) -> None:
    secret, spares = set_up(ana)
    assert len(spares) == 10 and inside(ana)
    other = at_the_door(ana)
    assert (
        other.last is not None and "One more step" in other.last.text and "Your passphrase is right" in other.last.text
    )
    other.submit("/sessions/factor", {"code": code(ana, secret)})
    assert inside(other)


@pytest.mark.parametrize(
    "path", ["/", "/you", "/timeline", "/security", "/factors", "/sessions", "/private", "/live/version"]
)
def test_between_the_two_steps_nothing_opens(ana: Client, path: str) -> None:
    set_up(ana)
    other = at_the_door(ana)
    nobody = ana.house.client()
    assert other.get(path).url.path == nobody.get(path).url.path
    assert other.post("/thanks", {"did": "x"}).status_code == 401


def test_a_code_is_good_once(ana: Client) -> None:
    secret, _spares = set_up(ana)
    typed = code(ana, secret)
    first, second = at_the_door(ana), at_the_door(ana)
    first.submit("/sessions/factor", {"code": typed})
    assert second.submit("/sessions/factor", {"code": typed}).status_code == 422
    assert inside(first) and not inside(second)


def test_a_spare_code_is_good_once_and_told(ana: Client) -> None:
    _secret, spares = set_up(ana)
    first, second = at_the_door(ana), at_the_door(ana)
    first.submit("/sessions/factor", {"code": spares[0]})
    assert second.submit("/sessions/factor", {"code": spares[0]}).status_code == 422
    assert inside(first) and not inside(second)
    assert "A spare code was used" in ana.get("/security").text and "9 left" in ana.get("/factors").text


def test_five_minutes_are_all_there_is(ana: Client) -> None:
    secret, _spares = set_up(ana)
    other = at_the_door(ana)
    ana.house.clock.forward(minutes=5)
    answer = other.submit("/sessions/factor", {"code": code(ana, secret)})
    assert answer.status_code == 422 and "Five minutes have passed" in answer.text and not inside(other)


def test_keys_that_changed_meanwhile_end_what_was_pending(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the server was killed between the change and the tidying up."""
    secret, _spares = set_up(ana)
    other = at_the_door(ana)
    monkeypatch.setattr(type(ana.house.house.sessions), "end_all", lambda *_them: None)
    ana.post("/passphrase", {"passphrase": PASSPHRASE, "fresh": "kettle orbit velvet thunder parsley"})
    answer = other.submit("/sessions/factor", {"code": code(ana, secret)})
    assert answer.status_code == 422 and "Sign in once more" in answer.text and not inside(other)


@pytest.mark.parametrize("path", ["/sessions/factor", "/sessions/factor/loss"])
def test_a_step_without_a_passphrase_before_it(house: TestHouse, path: str) -> None:
    nobody = house.client()
    answer = nobody.post(path, {"code": "123456", "recovery": "x", "credential": "{}"})
    assert answer.status_code == 422 and not inside(nobody)


def test_a_form_that_was_under_way_is_kept_through_both_steps(ana: Client) -> None:
    secret, _spares = set_up(ana)
    more = {"then": "/thanks", "held.did": "carried the whole\nshopping up"}
    other = at_the_door(ana, **more)
    wrong = other.submit("/sessions/factor", {"code": "000000"})
    assert wrong.status_code == 422 and "carried the whole" in wrong.text
    page = other.submit("/sessions/factor", {"code": code(ana, secret)})
    assert (
        "Welcome back" in page.text
        and "carried the whole\nshopping up" in page.text.replace("\r", "")
        and inside(other)
    )


def test_a_shared_device_stays_one_through_both_steps(ana: Client) -> None:
    secret, _spares = set_up(ana)
    other = at_the_door(ana, shared="yes")
    other.submit("/sessions/factor", {"code": code(ana, secret)})
    found = ana.house.house.sessions.find(other.cookie, ana.house.clock.now)
    assert found is not None and found.shared


def test_signing_up_again_with_the_right_passphrase_asks_for_it_too(ana: Client) -> None:
    set_up(ana)
    other = ana.house.client()
    page = other.post("/people", {"name": "Ana", "passphrase": PASSPHRASE, "adult": "yes"})
    assert "One more step" in page.text and not inside(other)


# Setting up


SETTING = [
    ({"code": "123456", "passphrase": PASSPHRASE}, "not what the app shows"),
    ({"code": "", "passphrase": PASSPHRASE}, "not what the app shows"),
    ({"code": "123456", "passphrase": "not the one it is today"}, "That passphrase does not fit"),
    ({"code": "123456", "passphrase": ""}, "Your passphrase is asked for here"),
]


@pytest.mark.parametrize(("typed", "line"), SETTING)
def test_what_does_not_fit_sets_nothing_up_and_the_picture_stays(ana: Client, typed: dict[str, str], line: str) -> None:
    first = ana.get("/factors/codes/new").text
    shown = nonce(ana)
    page = ana.submit("/factors/codes", typed)
    assert page.status_code == 422 and line in page.text and nonce(ana) == shown
    assert picture(page.text) == picture(first) and not kept(ana).on


def picture(page: str) -> str:
    return re.findall(r"<svg.*?</svg>", page[page.index('class="qr"') :], re.S)[0]


def test_sent_twice_is_set_up_once(ana: Client) -> None:
    ana.get("/factors/codes/new")
    typed = {"nonce": nonce(ana), "passphrase": PASSPHRASE}
    typed["code"] = code(ana, onetime.secret_for(ana.me().keys.account, nonce(ana)))
    ana.post("/factors/codes", typed)
    before = kept(ana)
    ana.post("/factors/codes", typed)
    assert kept(ana) == before


def test_a_second_one_leaves_the_spare_codes_as_they_are(ana: Client) -> None:
    set_up(ana)
    before = kept(ana).spares
    assert "asked for from now on" in add_passkey(ana, Authenticator()).text
    assert kept(ana).spares == before and len(kept(ana).passkeys) == 1


def add_passkey(ana: Client, phone: Authenticator, name: str = "the old phone", passphrase: str = PASSPHRASE):  # type: ignore[no-untyped-def]
    ana.get("/factors/passkeys/new", **AT)
    made = phone.makes(passkeys.challenge_for(ana.me().keys.account, nonce(ana)))
    typed = {"nonce": nonce(ana), "credential": made, "name": name, "passphrase": passphrase}
    return ana.post("/factors/passkeys", typed, **AT)


def test_a_passkey_signs_in_and_is_in_no_page_of_somebody_elses(ana: Client) -> None:
    phone = Authenticator()
    assert "Ten spare codes" in add_passkey(ana, phone).text
    other = ana.house.client()
    page = other.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE}, **AT)
    asked = unescape(re.findall(r'data-ask="([^"]+)"', page.text)[0])
    pending = ana.house.house.sessions.pending(other.cookie, ana.house.clock.now)
    assert pending is not None and "publicKey" not in asked
    assert other.post("/sessions/factor", {"credential": phone.signs(b"x" * 32)}, **AT).status_code == 422
    signed = phone.signs(pending.challenge)
    other.post("/sessions/factor", {"credential": signed}, **AT)
    assert inside(other) and kept(ana).passkeys[0].count == 2
    again = at_the_door(ana)
    assert again.post("/sessions/factor", {"credential": signed}, **AT).status_code == 422


def test_where_there_is_no_https_codes_alone_are_offered(ana: Client) -> None:
    assert "/factors/passkeys/new" not in ana.get("/factors").text
    assert ana.get("/factors/passkeys/new").status_code == 404
    assert ana.post("/factors/passkeys", {"passphrase": PASSPHRASE, "credential": "{}"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "passphrase", "line"),
    [("x" * 41, PASSPHRASE, "A shorter name"), ("mine", "not the one it is today", "typed again")],
)
def test_a_passkey_with_a_wrong_field_is_not_added(ana: Client, name: str, passphrase: str, line: str) -> None:
    page = add_passkey(ana, Authenticator(), name, passphrase)
    assert page.status_code == 422 and line in page.text and f'value="{name}"' in page.text and not kept(ana).on


# Lost and removed


def handle(ana: Client) -> str:
    return re.findall(r"/factors/([0-9a-f]{32})/removal", ana.get("/factors").text)[0]


def test_removed_with_the_passphrase_and_with_nothing_less(ana: Client) -> None:
    set_up(ana)
    path = f"/factors/{handle(ana)}/removal"
    ana.get(path)
    assert ana.submit(path, {"passphrase": "not the one it is today"}).status_code == 422 and kept(ana).on
    ana.submit(path, {"passphrase": PASSPHRASE})
    assert kept(ana) == Factors() and inside(at_the_door(ana))
    assert "A second step for signing in was removed" in ana.get("/security").text
    assert ana.get(path).status_code == 404 and ana.post(path, {"passphrase": PASSPHRASE}).status_code == 404


def test_new_spare_codes_end_those_from_before(ana: Client) -> None:
    _secret, before = set_up(ana)
    assert ana.post("/factors/spares", {"passphrase": "not the one it is today"}).status_code == 422
    page = ana.post("/factors/spares", {"passphrase": PASSPHRASE})
    fresh = re.findall(r"<span>(\w{5}-\w{5})</span>", page.text)
    other = at_the_door(ana)
    assert other.submit("/sessions/factor", {"code": before[0]}).status_code == 422
    other.submit("/sessions/factor", {"code": fresh[0]})
    assert inside(other)


def test_spare_codes_without_a_step_are_not_made(ana: Client) -> None:
    assert "Ten spare codes" not in ana.post("/factors/spares", {"passphrase": PASSPHRASE}).text
    assert kept(ana) == Factors()


def test_the_recovery_code_stands_in_for_a_lost_step_and_is_a_new_one_then(ana: Client) -> None:
    set_up(ana)
    other = at_the_door(ana)
    assert other.submit("/sessions/factor/loss", {"recovery": "no code at all"}).status_code == 422
    wrong = other.submit("/sessions/factor/loss", {"recovery": onetime_like(ana.entrance.code)})
    assert wrong.status_code == 422 and kept(ana).on
    page = other.submit("/sessions/factor/loss", {"recovery": ana.entrance.code})
    assert page.url.path == "/recovery-code" and not kept(ana).on
    assert "in place of a second step" in ana.get("/").text
    ana.house.clock.forward(days=31)
    third = at_the_door(ana)
    assert inside(third) and "in place of a second step" not in third.get("/you").text


def onetime_like(code: str) -> str:
    """A recovery code of somebody else's."""
    from gemel.vault import new_code

    return next(other for _try in range(9) if (other := new_code()) != code)


def test_the_recovery_code_alone_does_not_get_around_it(ana: Client) -> None:
    """Two of three: passphrase, code, step."""
    secret, _spares = set_up(ana)
    fresh, other = "kettle orbit velvet thunder parsley", ana.house.client()
    sent = {"name": "Ana", "code": ana.entrance.code, "passphrase": fresh}
    page = other.post("/recovery", sent)
    assert page.status_code == 422 and "One more thing" in page.text and ana.entrance.code not in page.text
    assert other.post("/recovery", sent | {"factor": "000000"}).status_code == 422
    assert inside(ana)  # nothing changed
    page = other.post("/recovery", sent | {"factor": code(ana, secret)})
    assert page.url.path == "/recovery-code" and kept_by(other, ana).on and not inside(ana)


def kept_by(other: Client, ana: Client) -> Factors:
    found = ana.house.house.sessions.find(other.cookie, ana.house.clock.now)
    assert found is not None
    with ana.house.house.store.reading() as db:
        return factors.of(db, found.person, found.account_key)


# Guesses


def guesses(house: TestHouse, times: int, **sent: str) -> list[int]:
    nobody = house.client()
    return [
        nobody.post("/sessions", {"passphrase": "not the one it is today"} | sent).status_code for _try in range(times)
    ]


def test_strangers_wait_and_the_owners_own_browser_does_not(ana: Client) -> None:
    mark = marked(ana)
    assert guesses(ana.house, 7, name="Ana") == [422] * 5 + [429] * 2
    assert not inside(at_the_door(ana)) and inside(at_the_door(ana, mark))
    ana.house.clock.forward(seconds=150)
    assert inside(at_the_door(ana))


def marked(ana: Client) -> str:
    """What a browser of hers was given to keep."""
    other = ana.house.client()
    first = other.http.send("POST", "/sessions", {"name": ana.name, "passphrase": PASSPHRASE})
    return re.findall(rf"{mark_name(ana.house.house)}=([^;]+)", first.headers["set-cookie"])[0]


def test_a_mark_of_another_persons_is_none(ana: Client, cleo: Client) -> None:
    mark = marked(cleo)
    guesses(ana.house, 5, name="Ana")
    assert not inside(at_the_door(ana, mark))


def test_a_name_that_nobody_has_waits_the_same(ana: Client) -> None:
    assert guesses(ana.house, 7, name="Nobody") == guesses(ana.house, 7, name="Ana")


def test_signing_up_with_a_name_that_is_taken_is_a_guess_as_well(ana: Client) -> None:
    nobody = ana.house.client()
    for _try in range(5):
        nobody.post("/people", {"name": "Ana", "passphrase": "walnut kettle orbit gentle parsley", "adult": "yes"})
    assert guesses(ana.house, 1, name="Ana") == [429]


def test_codes_are_guessed_five_times_and_then_slowly(ana: Client) -> None:
    secret, _spares = set_up(ana)
    other = at_the_door(ana)
    tried = [other.submit("/sessions/factor", {"code": "000000"}).status_code for _try in range(6)]
    assert tried == [422] * 5 + [429]
    assert other.submit("/sessions/factor", {"code": code(ana, secret)}).status_code == 429
    ana.house.clock.forward(seconds=150)
    other.submit("/sessions/factor", {"code": code(ana, secret)})
    assert inside(other)


def test_what_was_counted_lasts_longer_than_the_process(ana: Client) -> None:
    """Another worker, or the same one after it was killed, counts on: all of it lies in the database."""
    guesses(ana.house, 5, name="Ana")
    from gemel import app
    from gemel.testing import Client as Browser
    from gemel.testing import TestHouse as House
    from gemel.web import asgi

    second = app.open_house(ana.house.house.settings, ana.house.clock)
    try:
        other = Browser(House(second, ana.house.clock, asgi.build(second, app.routes())))
        assert other.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE}).status_code == 429
    finally:
        second.close()


ASKED = {
    "/sessions": {"passphrase": "not the one it is today"},
    "/recovery": {"code": "0000-0000-0000-0000-0000-0000-0000", "passphrase": "kettle orbit velvet thunder parsley"},
}


@pytest.mark.parametrize("path", ASKED)
def test_a_name_that_somebody_has_and_one_that_nobody_has_are_answered_alike(ana: Client, path: str) -> None:
    answers = [ana.house.client().post(path, ASKED[path] | {"name": name}) for name in ("Ana", "Abe")]
    first, second = (answer.text.replace("Abe", "Ana") for answer in answers)
    assert answers[0].status_code == answers[1].status_code == 422
    assert without_ids(first) == without_ids(second)
    assert answers[0].headers.keys() == answers[1].headers.keys()


def without_ids(page: str) -> str:
    return re.sub(r'name="_id" value="[^"]*"', "", page)
