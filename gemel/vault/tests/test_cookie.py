from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault.cookie import form_token, new_cookie, session_id, session_key
from gemel.vault.errors import VaultError
from gemel.vault.tests.things import tells

COOKIE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"  # the bytes 0 to 31
TWIN = COOKIE[:-1] + "9"  # decodes to the same 32 bytes, and is no cookie of ours
PARTS = [session_id, session_key, form_token]
FIRST = ["064b3d089071e88c", "0d4d9a446c1dcb46", "t0C-uw7Knra4AiD-"]


def test_cookies_are_32_random_bytes() -> None:
    cookies = {new_cookie() for _ in range(1000)}
    assert len(cookies) == 1000
    assert {len(urlsafe_b64decode(cookie + "=")) for cookie in cookies} == {32}


def test_a_cookie_needs_no_quoting() -> None:
    assert set("".join(new_cookie() for _ in range(200))) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_what_is_derived_stays_the_same() -> None:
    assert session_id(COOKIE).hex()[:16] == FIRST[0]
    assert session_key(COOKIE).hex()[:16] == FIRST[1]
    assert form_token(COOKIE)[:16] == FIRST[2]


def test_the_parts_tell_nothing_of_each_other() -> None:
    secret = urlsafe_b64decode(COOKIE + "=")
    parts = {secret, session_id(COOKIE), session_key(COOKIE), urlsafe_b64decode(form_token(COOKIE) + "=")}
    assert len(parts) == 4
    assert {len(part) for part in parts} == {32}


def test_a_form_token_is_no_cookie_of_the_same_session() -> None:
    token = form_token(COOKIE)
    assert session_id(token) != session_id(COOKIE)
    assert session_key(token) != session_key(COOKIE)


@pytest.mark.parametrize("part", PARTS)
def test_each_cookie_has_its_own(part: object) -> None:
    assert callable(part)
    assert len({part(new_cookie()) for _ in range(100)}) == 100


MALFORMED = [
    "",
    "=",
    "A",
    COOKIE[:-1],
    COOKIE + "A",
    COOKIE + "=",
    COOKIE + "==",
    " " + COOKIE,
    COOKIE + "\n",
    COOKIE[:20] + "!" + COOKIE[20:],
    COOKIE[:-1] + "é",
    "é" * 43,
    "\ud83d" * 43,
    COOKIE * 2,
    "+" + COOKIE[1:],
    "/" + COOKIE[1:],
    TWIN,
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("cookie", MALFORMED)
def test_a_malformed_cookie_is_refused(part: object, cookie: str) -> None:
    assert callable(part)
    with pytest.raises(VaultError, match="not a session cookie"):
        part(cookie)


def test_the_twin_differs_only_in_bits_that_say_nothing() -> None:
    assert urlsafe_b64decode(TWIN + "=") == urlsafe_b64decode(COOKIE + "=")


@given(st.text(max_size=60))
def test_whatever_is_sent_is_refused(cookie: str) -> None:
    with pytest.raises(VaultError):
        session_id(cookie)


def test_a_refusal_does_not_show_the_cookie() -> None:
    assert not tells(lambda: session_key(TWIN), TWIN, COOKIE[:10], bytes(range(32)))
    assert not tells(lambda: session_key(COOKIE + "é"), COOKIE)
