"""Oneself: name and boundaries, private pages, recovery codes, signing out, leaving."""

from __future__ import annotations

import zoneinfo

import msgspec

from gemel.moments import Moment, keep, of_kind
from gemel.people import account
from gemel.people.errors import Waiting, WrongPassphrase
from gemel.people.person import keep_profile
from gemel.people.profile import MAX_NAME, Profile
from gemel.programme import themes
from gemel.vault import code_groups
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()


@pages.get("/you")
def you(visit: Visit) -> Answer:
    assert visit.session is not None
    return visit.page("you.html", tab="you", private_open=visit.session.private_open(visit.now))


@pages.get("/boundaries")
def boundaries(visit: Visit) -> Answer:
    return _boundaries(visit, visit.me.profile, {})


def _boundaries(visit: Visit, mine: Profile, wrong: dict[str, str], status: int = 200) -> Answer:
    zones = sorted(zoneinfo.available_timezones())
    return visit.page("boundaries.html", tab="you", status=status, mine=mine, themes=themes(), zones=zones, wrong=wrong)


@pages.post("/boundaries")
def keep_boundaries(visit: Visit) -> Answer:
    asked = _asked(visit)
    if not asked.name or len(asked.name) > MAX_NAME:
        return _boundaries(visit, asked, {"name": _("A name of up to 60 characters, please.")}, 422)
    visit.write(keep_profile, visit.me, asked)
    return go("/you", "boundaries")


def _asked(visit: Visit) -> Profile:
    quiet = visit.raw("quiet") == "yes"
    known = {slug for slug, _title in themes()}
    zone = visit.raw("zone")
    return Profile(
        name=visit.text("name"),
        zone=zone if zone in zoneinfo.available_timezones() else visit.me.profile.zone,
        quiet_from=visit.number("quiet_from", 0, 23) if quiet else None,
        quiet_to=visit.number("quiet_to", 0, 23) if quiet else None,
        without=tuple(sorted(known & set(visit.all("without")))),
        depth=visit.number("depth", 1, 3) or 3,
    )


@pages.get("/private")
def private(visit: Visit) -> Answer:
    """Private pages: readable for ten minutes after asking for the passphrase again."""
    assert visit.session is not None
    is_open = visit.session.private_open(visit.now)
    return visit.page(
        "private.html", tab="you", is_open=is_open, wrong="", found=_private_pages(visit) if is_open else []
    )


def _private_pages(visit: Visit) -> list[Moment]:
    from gemel.pages.kinds import DEEP

    return of_kind(visit.db, visit.me, visit.now, *DEEP())


@pages.post("/private")
def write_private(visit: Visit) -> Answer:
    """A page for oneself; it can be written while the others are locked."""
    from gemel.pages.kinds import PrivatePage

    words = visit.text("words")
    if words:
        visit.write(keep, visit.me, PrivatePage(words=words), visit.now, id=visit.once(), deep=True)
    return go("/private", "kept-for-you" if words else "")


@pages.post("/private/key", slow=True)
def unlock(visit: Visit) -> Answer:
    assert visit.session is not None
    try:
        private_key = _private_key(visit)
    except WrongPassphrase:
        return visit.page(
            "private.html",
            tab="you",
            status=422,
            is_open=False,
            found=[],
            wrong=_("That passphrase does not fit. Nothing is locked further."),
        )
    except Waiting:
        return visit.page(
            "private.html",
            tab="you",
            status=429,
            is_open=False,
            found=[],
            wrong=_("A short wait, for everyone's safety: try again in a minute."),
        )
    now = visit.now
    open_now = msgspec.structs.replace(visit.session, private_key=private_key, private_began=now, private_used=now)
    answer = go("/private", "unlocked")
    answer.cookie = visit.house.sessions.renew(visit.cookie, open_now)
    return answer


def _private_key(visit: Visit) -> bytes:
    settings, tries = visit.house.settings, visit.house.tries
    tag = account.name_tag(settings.pepper, _sign_in_name(visit))
    tries.check(tag, visit.now)
    row = account.by_person(visit.db, visit.me.id)
    visit.close()
    try:
        _entrance, private_key = account.sign_in(row, visit.raw("passphrase"), settings.pepper, settings.cost)
    except account.BadPassphrase:
        raise WrongPassphrase from None
    except WrongPassphrase:
        tries.wrong(tag, visit.now)
        raise
    return private_key


def _sign_in_name(visit: Visit) -> str:
    return f"private pages of {visit.me.id.hex()}"


@pages.post("/private/lock")
def lock(visit: Visit) -> Answer:
    assert visit.session is not None
    visit.house.sessions.change(visit.cookie, msgspec.structs.replace(visit.session, private_key=None))
    return go("/you", "locked")


@pages.post("/recovery-codes")
def new_code(visit: Visit) -> Answer:
    """A new code for the account, or one for private pages only, while they are open."""
    assert visit.session is not None
    keys = visit.me.keys
    if visit.raw("for") == "private":
        if keys.private is None:
            return go("/private")
        code = visit.write(account.new_private_code, visit.me.id, keys.private)
        return visit.page("private_code.html", groups=code_groups(code))
    code = visit.write(account.new_account_code, visit.me.id, keys.account)
    visit.house.sessions.change(visit.cookie, msgspec.structs.replace(visit.session, code=code))
    return go("/recovery-code")


@pages.post("/sessions/end-all")
def everywhere(visit: Visit) -> Answer:
    visit.house.sessions.end_all(visit.me.id)
    answer = go("/sign-in", "everywhere")
    answer.cookie = ""
    return answer
