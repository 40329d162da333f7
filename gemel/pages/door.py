"""The door: what this is, signing up, signing in and out."""

from __future__ import annotations

import secrets
import zoneinfo
from hmac import compare_digest

from sqlalchemy import Connection

from gemel.pages.arriving import (
    after_code,
    arrived,
    enter,
    first_mark,
    invitation_of,
    only_ones_own,
    refused,
    resume,
    under_way,
    was_shared,
)
from gemel.pages.second import WAIT, asked
from gemel.people import account, guessing, pairing
from gemel.people.device import owner_of
from gemel.people.errors import CommonPassphrase, NameTaken, NoInvitation, Waiting, WrongPassphrase
from gemel.people.profile import MAX_NAME, Profile
from gemel.vault import BadPassphrase, code_groups, normalise, offer_words
from gemel.web.answer import FORGET, Answer, go
from gemel.web.pages import Pages
from gemel.web.trying import one_try
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()

TOO_SHORT = _("A passphrase has at least 15 characters. Five random words make a good one.")
TOO_LONG = _("A passphrase has at most 128 characters.")
COMMON = _("A guesser would try that one early. Take five words that have nothing to do with each other.")
TAKEN = _("Somebody on this server goes by that name already. Add a second word to yours.")
NOT_THE_WORD = _("That is not the word of this house. Whoever runs it can tell you, or somebody here can invite you.")
MANY = _("Many people came in just now. Send this again in a minute, please: there will be a place.")
WRONG = _("That name and that passphrase do not go together. Try again; nothing is locked.")


@pages.get("/sign-up", anyone=True)
def sign_up_page(visit: Visit) -> Answer:
    if visit.person:
        return go(after_code(visit))
    return _sign_up_form(visit, {})


def _sign_up_form(visit: Visit, wrong: dict[str, str], status: int = 200) -> Answer:
    values = {"offer": offer_words(), "wrong": wrong, "door": not _open_to(visit), "invitation": invitation_of(visit)}
    return visit.page("sign_up.html", status=status, **values)


@pages.post("/people", anyone=True, slow=True)
def sign_up(visit: Visit) -> Answer:
    wrong = _wrong_with(visit)
    if wrong:
        return _sign_up_form(visit, wrong, 422)
    visit.close()  # a slow passphrase holds no connection
    settings = visit.house.settings
    profile = Profile(name=visit.text("name"), zone=_zone(visit))
    try:
        new = account.prepare(profile, visit.raw("passphrase"), settings.cost, settings.pepper)
        entrance = visit.write(_signed_up, new, visit.now, _places(visit))
    except CommonPassphrase:
        return _sign_up_form(visit, {"passphrase": COMMON}, 422)
    except NameTaken:
        return _already_here(visit)
    except Waiting:
        return _sign_up_form(visit, {"name": MANY}, 429)
    answer = enter(visit, entrance, "/recovery-code")
    answer.mark = first_mark(visit, entrance)
    return answer


def _signed_up(db: Connection, new: account.NewAccount, now: int, places: bytes) -> account.Entrance:
    entrance = account.sign_up(db, new, now)
    guessing.count(db, places, guessing.PLACES, now)
    return entrance


def _places(visit: Visit) -> bytes:
    """Where new accounts are counted, so that no script fills the house: whoever was invited does not wait for strangers."""
    return guessing.bucket(visit.house.settings.pepper, "places", b"invited" if _invited(visit) else b"")


def _wrong_with(visit: Visit) -> dict[str, str]:
    wrong = {}
    name = visit.text("name")
    if not name:
        wrong["name"] = _("What shall gemel call you? A first name is enough.")
    elif len(name) > MAX_NAME:
        wrong["name"] = _("A shorter name, please: up to 60 characters.")
    try:
        normalise(visit.raw("passphrase"))
    except BadPassphrase as bad:
        wrong["passphrase"] = TOO_SHORT if bad.reason == "short" else TOO_LONG
    if not (_open_to(visit) or compare_digest(visit.raw("door").strip().encode(), visit.house.settings.door.encode())):
        wrong["door"] = NOT_THE_WORD
    if visit.raw("adult") != "yes":
        wrong["adult"] = _("gemel is for people of 18 or older.")
    return wrong


def _open_to(visit: Visit) -> bool:
    """Whether nobody asks for the word of the house: the host set none, or somebody invited this visitor."""
    return not visit.house.settings.door or _invited(visit)


def _invited(visit: Visit) -> bool:
    try:
        pairing.look(visit.db, pairing.token_of(invitation_of(visit)), visit.now)
    except NoInvitation:
        return False
    return True


def _zone(visit: Visit) -> str:
    asked = visit.raw("zone")
    return asked if asked in zoneinfo.available_timezones() else visit.house.settings.zone


def _already_here(visit: Visit) -> Answer:
    """The same form twice, or a second phone: the right passphrase simply opens the account."""
    try:
        entrance, private = _checked(visit)
    except (WrongPassphrase, Waiting):
        return _sign_up_form(visit, {"name": TAKEN}, 422)
    return _welcome(visit, entrance, private)


@pages.get("/sign-in", anyone=True)
def sign_in_page(visit: Visit) -> Answer:
    if visit.person:
        return go(after_code(visit))
    return visit.page("sign_in.html", wrong="", invitation=invitation_of(visit))


@pages.post("/sessions", anyone=True, slow=True)
def sign_in(visit: Visit) -> Answer:
    try:
        entrance, private = _checked(visit)
    except WrongPassphrase:
        return refused(visit, WRONG)
    except Waiting as wait:
        return refused(visit, WAIT, wait.seconds)
    return _welcome(visit, entrance, private)


def _welcome(visit: Visit, entrance: account.Entrance, private: bytes) -> Answer:
    """The passphrase was right: inside, or on to the second step."""
    only_ones_own(visit, entrance)
    back = under_way(visit)
    shared = was_shared(visit) if back else visit.raw("shared") == "yes"
    if entrance.second:
        return asked(visit, entrance, shared)
    there = resume(visit, entrance) if back else enter(visit, entrance, "/", shared=shared)
    return arrived(visit, there, entrance, private)


def _checked(visit: Visit) -> tuple[account.Entrance, bytes]:
    """The keys behind the name and passphrase that were typed. A name that nobody has costs and counts the same."""
    settings = visit.house.settings
    tag = account.name_tag(settings.pepper, visit.text("name", 1000))
    row = account.find(visit.db, tag)
    visit.close()  # a slow passphrase holds no connection
    with one_try(visit, "sign-in", tag, owner_of(row)):
        try:
            return account.sign_in(row, visit.raw("passphrase"), settings.pepper, settings.cost)
        except BadPassphrase:
            raise WrongPassphrase from None


@pages.post("/sessions/end", anyone=True)
def sign_out(visit: Visit) -> Answer:
    if visit.session is not None:
        visit.house.sessions.end(visit.cookie)
    answer = go("/", "signed-out")
    answer.cookie = ""
    answer.headers |= FORGET
    return answer


@pages.get("/recovery-code")
def recovery_code(visit: Visit) -> Answer:
    code, private_code = _codes(visit)
    if not code:
        return go(after_code(visit))
    values = {"groups": code_groups(code), "private": code_groups(private_code), "invitation": invitation_of(visit)}
    return visit.page("recovery_code.html", **values, onward=after_code(visit))


def _codes(visit: Visit) -> tuple[str, str]:
    assert visit.session is not None
    return visit.session.shown_codes(visit.now)


def _asked(code: str) -> tuple[int, int]:
    """Which two groups to type back: the same two for one code, so that a reload asks nothing new."""
    first = code_groups(code)[0].encode()[0] % 3
    return first, first + 3


@pages.get("/recovery-code/check")
def recovery_check(visit: Visit) -> Answer:
    code, _private = _codes(visit)
    return _check_form(visit, code) if code else go(after_code(visit))


def _check_form(visit: Visit, code: str, wrong: str = "") -> Answer:
    values = {"asked": _asked(code), "wrong": wrong, "invitation": invitation_of(visit)}
    return visit.page("recovery_check.html", status=422 if wrong else 200, **values)


@pages.post("/recovery-code/check")
def recovery_checked(visit: Visit) -> Answer:
    code, _private = _codes(visit)
    if not code:
        return go(after_code(visit))
    groups, asked = code_groups(code), _asked(code)
    right = [_same_group(visit.raw(f"group{i}"), groups[number]) for i, number in enumerate(asked)]
    if not all(right):
        return _check_form(visit, code, _("Those two groups do not fit yet. Look at the code once more."))
    visit.house.sessions.change(visit.cookie, code="", private_code="")
    return go(after_code(visit), "code-kept")


def _same_group(typed: str, group: str) -> bool:
    plain = typed.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return secrets.compare_digest(plain.encode(), group.encode())
