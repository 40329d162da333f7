"""A new recovery code: asked for by passphrase, so that an open phone in another's hand makes none; told for a month."""

from __future__ import annotations

import re

import pytest

from gemel.people.account import by_person
from gemel.testing import PASSPHRASE, Client

NEW = "kettle orbit velvet thunder parsley"
KINDS = pytest.mark.parametrize("whose", ["account", "private"])


def wraps(who: Client) -> tuple[object, object]:
    """What the two codes of this person open by."""
    with who.house.house.store.reading() as db:
        row = by_person(db, who.me().id)
    assert row is not None
    return row["account_code_wrap"], row["private_code_wrap"]


def shown(page: str) -> str:
    return "-".join(re.findall(r"<span>([0-9A-Z]{4})</span>", page))


def asked(who: Client, whose: str, passphrase: str) -> str:
    return who.post("/recovery-codes", {"for": whose, "passphrase": passphrase}).text


@KINDS
@pytest.mark.parametrize("typed", ["", "short", "not the one it is today"])
def test_whoever_only_holds_the_phone_gets_no_code(ana: Client, whose: str, typed: str) -> None:
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    before = wraps(ana)
    page = asked(ana, whose, typed)
    assert ("That passphrase does not fit" if typed else "is asked for here") in page and not shown(page)
    assert wraps(ana) == before and not shown(ana.get("/recovery-code").text)
    assert f'name="for" value="{whose}"' in page and "A new recovery code was made" not in ana.get("/you").text


def test_with_the_passphrase_the_new_one_opens_and_the_old_one_does_not(ana: Client) -> None:
    code = shown(asked(ana, "account", PASSPHRASE))
    back = ana.house.client()
    data = {"name": "Ana", "code": ana.entrance.code, "passphrase": NEW}
    assert back.post("/recovery", data).status_code == 422
    assert back.post("/recovery", data | {"code": code}).url.path == "/recovery-code"


def test_it_is_news_for_a_month_and_for_oneself(ana: Client, ben: Client) -> None:
    asked(ana, "account", PASSPHRASE)
    assert "A new recovery code was made" in ana.get("/you").text
    assert "recovery code was made" not in ben.get("/you").text + ben.get("/").text
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    asked(ana, "private", PASSPHRASE)
    assert "A recovery code for private pages was made" in ana.get("/you").text


def test_one_for_private_pages_is_made_while_they_are_open(ana: Client) -> None:
    before = wraps(ana)
    assert ana.get("/recovery-codes/new?for=private").url.path == "/private"
    assert "Private pages" in asked(ana, "private", PASSPHRASE) and wraps(ana) == before


def test_what_is_asked_for_and_is_no_kind_is_the_one_for_the_account(ana: Client) -> None:
    assert 'value="account"' in ana.get("/recovery-codes/new?for=nonsense").text
    assert shown(asked(ana, "nonsense", PASSPHRASE))


def test_after_five_tries_a_minutes_wait(ana: Client) -> None:
    for _try in range(5):
        asked(ana, "account", "not the one it is today")
    assert "A short wait" in asked(ana, "account", PASSPHRASE)


@pytest.mark.parametrize("path", ["/recovery-code", "/recovery-code/check"])
def test_whoever_holds_the_phone_later_finds_no_code_that_was_never_typed_back(ana: Client, path: str) -> None:
    asked(ana, "account", PASSPHRASE)
    ana.house.clock.forward(minutes=29)
    assert ana.get(path).url.path == path
    ana.house.clock.forward(minutes=1)
    assert ana.get(path).url.path == "/"
    assert ana.post("/recovery-code/check", {"group0": "0000", "group1": "0000"}).url.path == "/"


def test_leaving_quickly_takes_a_code_off_the_phone(ana: Client) -> None:
    asked(ana, "account", PASSPHRASE)
    ana.post("/exits")
    assert ana.get("/recovery-code").url.path == "/"
