"""A second step for signing in: set up, looked at, removed. Each change asks for the passphrase again."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from msgspec.structs import replace
from sqlalchemy import Connection

from gemel.moments.errors import NotHere
from gemel.pages.again import wrong_passphrase
from gemel.pages.pairing import picture
from gemel.people import factors, news, onetime, passkeys
from gemel.people.errors import WrongCode
from gemel.people.factors import Factors, handle_of
from gemel.people.person import Person
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST_NAME = 40
NO_CODE = _("That is not what the app shows at this minute. Is the phone's clock right?")
NO_PASSKEY = _("That did not come to an end. Try again, or take one-time codes.")
LONG_NAME = _("A shorter name, please: up to 40 characters.")


def _mine(visit: Visit) -> Factors:
    return factors.of(visit.db, visit.me.id, visit.me.keys.account)


def _change(db: Connection, who: Person, how: Callable[[Factors], Factors], told: str, now: int) -> list[str]:
    """One change, told to its owner for a month. Gives the spare codes that come with the first step."""
    fresh: list[str] = []

    def changed(found: Factors) -> Factors:
        after = how(found)
        if after.on and not found.on:
            fresh.extend(onetime.new_spares())
            after = replace(after, spares=tuple(map(onetime.hashed, fresh)))
        return after

    factors.change(db, who.id, who.keys.account, changed)
    news.tell(db, who, told, now)
    return fresh


@pages.get("/factors")
def second_steps(visit: Visit) -> Answer:
    return _list(visit, "")


def _list(visit: Visit, wrong: str) -> Answer:
    place = passkeys.site(visit.house.settings.url, visit.host)
    status, found = 422 if wrong else 200, _mine(visit)
    return visit.page(
        "factors.html", tab="you", status=status, wrong=wrong, found=found, handle=handle_of, passkeys=place is not None
    )


@pages.get("/factors/codes/new")
def codes(visit: Visit) -> Answer:
    return _codes(visit, {})


def _codes(visit: Visit, wrong: dict[str, str]) -> Answer:
    """The picture for an app; after a typing mistake the same one, since the app has it already."""
    nonce = visit.raw("nonce") or secrets.token_hex(16)
    secret = onetime.secret_for(visit.me.keys.account, nonce)
    shown = picture(onetime.address(secret, visit.host))
    letters, status = onetime.spelled(secret), 422 if wrong else 200
    return visit.page(
        "factor_codes.html", tab="you", status=status, wrong=wrong, nonce=nonce, picture=shown, letters=letters
    )


@pages.post("/factors/codes", slow=True)
def begin_codes(visit: Visit) -> Answer:
    wrong = {"passphrase": wrong_passphrase(visit)}
    secret = onetime.secret_for(visit.me.keys.account, visit.raw("nonce"))
    if wrong["passphrase"]:
        return _codes(visit, wrong)
    try:
        fresh = _changed(visit, lambda found: onetime.started(found, secret, visit.raw("code"), visit.now), "second")
    except WrongCode:
        return _codes(visit, {"code": NO_CODE})
    return _set_up(visit, fresh)


def _changed(visit: Visit, how: Callable[[Factors], Factors], told: str) -> list[str]:
    return visit.write(_change, visit.me, how, told, visit.now)


def _set_up(visit: Visit, fresh: list[str]) -> Answer:
    return visit.page("factor_spares.html", spares=fresh) if fresh else go("/factors", "second")


@pages.get("/factors/passkeys/new")
def passkey(visit: Visit) -> Answer:
    return _passkey(visit, {})


def _passkey(visit: Visit, wrong: dict[str, str]) -> Answer:
    place = _place(visit)
    nonce, status = secrets.token_hex(16), 422 if wrong else 200
    challenge = passkeys.challenge_for(visit.me.keys.account, nonce)
    making = passkeys.making(place, visit.me.id, challenge, _mine(visit))
    return visit.page("factor_passkey.html", tab="you", status=status, wrong=wrong, nonce=nonce, making=making)


def _place(visit: Visit) -> passkeys.Site:
    """Where passkeys are for; no page leads there on a server that browsers make none for."""
    place = passkeys.site(visit.house.settings.url, visit.host)
    if place is None:
        raise NotHere
    return place


@pages.post("/factors/passkeys", slow=True)
def add_passkey(visit: Visit) -> Answer:
    place, name = _place(visit), visit.text("name")
    wrong = {"passphrase": wrong_passphrase(visit), "name": LONG_NAME if len(name) > MOST_NAME else ""}
    if any(wrong.values()):
        return _passkey(visit, wrong)
    challenge = passkeys.challenge_for(visit.me.keys.account, visit.raw("nonce"))
    answer, now = visit.raw("credential"), visit.now
    try:
        fresh = _changed(
            visit, lambda found: passkeys.added(found, answer, place, challenge, name, now), "second"
        )  # fmt: skip
    except WrongCode:
        return _passkey(visit, {"credential": NO_PASSKEY})
    return _set_up(visit, fresh)


@pages.post("/factors/spares", slow=True)
def spares(visit: Visit) -> Answer:
    """Ten other spare codes; those from before end."""
    wrong = wrong_passphrase(visit)
    if wrong or not _mine(visit).on:
        return _list(visit, wrong)
    fresh = onetime.new_spares()
    hashes = tuple(map(onetime.hashed, fresh))
    _changed(visit, lambda found: replace(found, spares=hashes) if found.on else found, "spares")
    return visit.page("factor_spares.html", spares=fresh)


@pages.get("/factors/{id:str}/removal")
def removal(visit: Visit) -> Answer:
    return _removal(visit, "")


def _removal(visit: Visit, wrong: str) -> Answer:
    handle, name = _named(visit)
    last = not _mine(visit).without(handle).on
    status = 422 if wrong else 200
    return visit.page("factor_removal.html", tab="you", status=status, wrong=wrong, handle=handle, name=name, last=last)


def _named(visit: Visit) -> tuple[str, str]:
    """One of this person's own; any other is not here."""
    handle = str(visit.params["id"])
    name = _mine(visit).name_of(handle)
    if name is None:
        raise NotHere
    return handle, name


@pages.post("/factors/{id:str}/removal", slow=True)
def remove(visit: Visit) -> Answer:
    handle, _name = _named(visit)
    wrong = wrong_passphrase(visit)
    if wrong:
        return _removal(visit, wrong)
    _changed(visit, lambda found: found.without(handle), "second-gone")
    return go("/factors", "second-gone")
