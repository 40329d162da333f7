"""Guesses at a passphrase: whoever tries is counted by what they are to its owner, and nobody waits for somebody else."""

from __future__ import annotations

import re

import pytest

from gemel.testing import PASSPHRASE, Client
from gemel.vault import form_token, new_code
from gemel.web.asgi import mark_name

NEW = "kettle orbit velvet thunder parsley"
WRONG = "not the one it is today"
CHANGES = pytest.mark.parametrize("path", ["/passphrase", "/rotation"])


def at_the_door(of: Client, passphrase: str, mark: str = "", by: Client | None = None) -> int:
    """A sign-in as `of`, from a browser that keeps this mark, or by somebody signed in as somebody else."""
    other = by or of.house.client()
    sent = {"cookie": f"{mark_name(of.house.house)}={mark}"} if mark else {}
    before, answer = other.cookie, other.post("/sessions", {"name": of.name, "passphrase": passphrase}, **sent)
    other.cookie = before
    return answer.status_code


def guessed(of: Client, times: int, mark: str = "", by: Client | None = None) -> list[int]:
    return [at_the_door(of, WRONG, mark, by) for _try in range(times)]


def marked(answer_cookies: str) -> str:
    found = re.findall(r"gemel-known=([^;]+)", answer_cookies)
    return found[0] if found else ""


def browser(of: Client, passphrase: str = PASSPHRASE, **more: str) -> tuple[Client, str]:
    """A browser that somebody just signed in with, and what it was given to keep."""
    other = of.house.client()
    answer = other.http.send("POST", "/sessions", {"name": of.name, "passphrase": passphrase, **more})
    return other, marked(answer.headers["set-cookie"])


def changed(who: Client, mark: str, path: str) -> str:
    """Another passphrase; what the browser keeps from then on."""
    fields = {"_token": form_token(who.cookie), "passphrase": PASSPHRASE, "fresh": NEW}
    kept = f"gemel={who.cookie}; {mark_name(who.house.house)}={mark}"
    answer = who.http.client.post(path, data=fields, headers={"cookie": kept}, follow_redirects=False)
    assert answer.status_code == 303
    return marked(answer.headers["set-cookie"])


def test_somebody_signed_in_as_another_is_a_stranger(ana: Client, cleo: Client) -> None:
    assert guessed(ana, 5) == [422] * 5
    assert guessed(ana, 3, by=cleo) == [429] * 3
    assert guessed(ana, 3) == [429] * 3, "nobody empties what strangers filled"


def test_whoever_guesses_in_one_session_keeps_no_other_from_anything(ana: Client) -> None:
    phone, _mark = browser(ana)
    for _try in range(6):
        answer = phone.post("/passphrase", {"passphrase": WRONG, "fresh": NEW})
    assert answer.status_code == 429
    assert ana.post("/passphrase", {"passphrase": PASSPHRASE, "fresh": NEW}).status_code == 200


def test_nobody_keeps_the_owner_from_a_recovery_by_typing_codes(ana: Client) -> None:
    """130 random bits are not guessed, however often somebody may try."""
    other, sent = ana.house.client(), {"name": "Ana", "passphrase": NEW}
    wrong = [other.post("/recovery", sent | {"code": new_code()}).status_code for _try in range(8)]
    assert wrong == [422] * 8
    assert other.post("/recovery", sent | {"code": ana.entrance.code}).url.path == "/recovery-code"


@CHANGES
def test_after_another_passphrase_a_browser_of_before_is_a_strangers(ana: Client, path: str) -> None:
    browsers = [browser(ana)[1] for _one in range(2)]
    ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW})
    assert guessed(ana, 5) == [422] * 5
    assert [at_the_door(ana, WRONG, mark) for mark in browsers] == [429] * 2


@CHANGES
def test_the_browser_that_it_was_changed_with_stays_known(ana: Client, path: str) -> None:
    phone, mark = browser(ana)
    kept = changed(phone, mark, path)
    guessed(ana, 6)
    assert at_the_door(ana, NEW) == 429 and at_the_door(ana, NEW, kept) == 200


@CHANGES
def test_a_shared_device_is_not_known_by_it(ana: Client, path: str) -> None:
    phone, mark = browser(ana, shared="yes")
    assert not mark and not changed(phone, mark, path)
