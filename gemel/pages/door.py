"""The door: what this is, signing up, signing in and out."""

from __future__ import annotations

import secrets
import zoneinfo

from gemel.people import account
from gemel.people.errors import CommonPassphrase, NameTaken, Waiting, WrongPassphrase
from gemel.people.profile import MAX_NAME, Profile
from gemel.people.sessions import Session
from gemel.vault import BadPassphrase, code_groups, normalise, offer_words
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()

TOO_SHORT = _("A passphrase has at least 15 characters. Five random words make a good one.")
TOO_LONG = _("A passphrase has at most 128 characters.")
COMMON = _("A guesser would try that one early. Take five words that have nothing to do with each other.")
TAKEN = _("Somebody on this server goes by that name already. Add a second word to yours.")
WRONG = _("That name and that passphrase do not go together. Try again; nothing is locked.")


@pages.get("/sign-up", anyone=True)
def sign_up_page(visit: Visit) -> Answer:
    if visit.person:
        return go("/")
    return _sign_up_form(visit, {})


def _sign_up_form(visit: Visit, wrong: dict[str, str], status: int = 200) -> Answer:
    return visit.page(
        "sign_up.html", status=status, offer=offer_words(), wrong=wrong, host=visit.house.settings.host_name
    )


@pages.post("/people", anyone=True, slow=True)
def sign_up(visit: Visit) -> Answer:
    wrong = _wrong_with(visit)
    if wrong:
        return _sign_up_form(visit, wrong, 422)
    settings = visit.house.settings
    profile = Profile(name=visit.text("name"), zone=_zone(visit))
    try:
        new = account.prepare(profile, visit.raw("passphrase"), settings.cost, settings.pepper)
        entrance = visit.write(account.sign_up, new, visit.now)
    except CommonPassphrase:
        return _sign_up_form(visit, {"passphrase": COMMON}, 422)
    except NameTaken:
        return _already_here(visit)
    return _enter(visit, entrance, "/recovery-code")


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
    if visit.raw("adult") != "yes":
        wrong["adult"] = _("gemel is for people of 18 or older.")
    return wrong


def _zone(visit: Visit) -> str:
    asked = visit.raw("zone")
    return asked if asked in zoneinfo.available_timezones() else visit.house.settings.zone


def _already_here(visit: Visit) -> Answer:
    """The same form twice, or a second phone: the right passphrase simply opens the account."""
    settings, tag = visit.house.settings, account.name_tag(visit.house.settings.pepper, visit.text("name"))
    try:
        visit.house.tries.check(tag, visit.now)
        entrance, _private = account.sign_in(
            account.find(visit.db, tag), visit.raw("passphrase"), settings.pepper, settings.cost
        )
    except (WrongPassphrase, Waiting):
        visit.house.tries.wrong(tag, visit.now)
        return _sign_up_form(visit, {"name": TAKEN}, 422)
    return _enter(visit, entrance, "/")


def _enter(visit: Visit, entrance: account.Entrance, path: str, told: str = "") -> Answer:
    cookie = visit.house.sessions.begin(entrance, visit.now, code=entrance.code)
    answer = go(_pending(visit) or path, told)
    answer.cookie = cookie
    return answer


def _pending(visit: Visit) -> str:
    """An invitation that was opened before there was an account to open it with."""
    token = visit.raw("invitation")
    return (
        f"/invitations/{token}"
        if token and token.replace("-", "").replace("_", "").isalnum() and len(token) == 22
        else ""
    )


@pages.get("/sign-in", anyone=True)
def sign_in_page(visit: Visit) -> Answer:
    if visit.person:
        return go("/")
    return visit.page("sign_in.html", wrong="", invitation=visit.query.get("invitation", [""])[0])


@pages.post("/sessions", anyone=True, slow=True)
def sign_in(visit: Visit) -> Answer:
    try:
        entrance = _checked(visit)
    except WrongPassphrase:
        return _refused(visit, WRONG)
    except Waiting as wait:
        return _refused(visit, _("A short wait, for everyone's safety: try again in a minute."), wait.seconds)
    if visit.raw("then").startswith("/"):
        return _resume(visit, entrance)
    return _enter(visit, entrance, "/")


def _checked(visit: Visit) -> account.Entrance:
    settings, tries = visit.house.settings, visit.house.tries
    tag = account.name_tag(settings.pepper, visit.text("name", 1000))
    tries.check(tag, visit.now)
    row = account.find(visit.db, tag)
    visit.close()  # a slow passphrase holds no connection
    try:
        entrance, _private = account.sign_in(row, visit.raw("passphrase"), settings.pepper, settings.cost)
    except (WrongPassphrase, BadPassphrase):
        tries.wrong(tag, visit.now)
        raise WrongPassphrase from None
    tries.right(tag)
    return entrance


def _refused(visit: Visit, line: str, wait: int = 0) -> Answer:
    if visit.raw("then"):
        values = {"fields": held(visit), "action": visit.raw("then"), "wrong": line}
        return visit.page("sign_in_again.html", status=422, **values)
    answer = visit.page("sign_in.html", status=429 if wait else 422, wrong=line, invitation=visit.raw("invitation"))
    if wait:
        answer.headers["retry-after"] = str(wait)
    return answer


def held(visit: Visit) -> list[tuple[str, str]]:
    """The fields of the form that was under way when the session ended."""
    found = [(name.removeprefix("held."), values) for name, values in visit.form.items() if name.startswith("held.")]
    return [(name, value) for name, values in found for value in values]


def _resume(visit: Visit, entrance: account.Entrance) -> Answer:
    cookie = visit.house.sessions.begin(entrance, visit.now)
    visit.cookie, visit.session = cookie, visit.house.sessions.find(cookie, visit.now)
    from gemel.people.person import load

    visit.person = load(visit.db, entrance.person, entrance.couple, entrance.keys)
    answer = visit.page("resume.html", fields=held(visit), action=visit.raw("then"))
    answer.cookie = cookie
    return answer


@pages.post("/sessions/end", anyone=True)
def sign_out(visit: Visit) -> Answer:
    if visit.session is not None:
        visit.house.sessions.end(visit.cookie)
    answer = go("/", "signed-out")
    answer.cookie = ""
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer


@pages.get("/recovery-code")
def recovery_code(visit: Visit) -> Answer:
    code = _session(visit).code
    if not code:
        return go("/")
    return visit.page("recovery_code.html", groups=code_groups(code), wrong="", asked=_asked(code))


def _session(visit: Visit) -> Session:
    assert visit.session is not None
    return visit.session


def _asked(code: str) -> tuple[int, int]:
    """Which two groups to type back: the same two for one code, so that a reload asks nothing new."""
    first = code_groups(code)[0].encode()[0] % 3
    return first, first + 3


@pages.get("/recovery-code/check")
def recovery_check(visit: Visit) -> Answer:
    code = _session(visit).code
    return visit.page("recovery_check.html", asked=_asked(code), wrong="") if code else go("/")


@pages.post("/recovery-code/check")
def recovery_checked(visit: Visit) -> Answer:
    session = _session(visit)
    if not session.code:
        return go("/")
    groups, asked = code_groups(session.code), _asked(session.code)
    right = [_same_group(visit.raw(f"group{i}"), groups[number]) for i, number in enumerate(asked)]
    if not all(right):
        line = _("Those two groups do not fit yet. Look at the code once more.")
        return visit.page("recovery_check.html", status=422, asked=asked, wrong=line)
    import msgspec

    visit.house.sessions.change(visit.cookie, msgspec.structs.replace(session, code=""))
    return go("/", "code-kept")


def _same_group(typed: str, group: str) -> bool:
    plain = typed.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return secrets.compare_digest(plain.encode(), group.encode())
