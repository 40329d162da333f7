"""Let back in by the partner, in person: a link, a code read aloud, three days, and a step inside."""

from __future__ import annotations

from gemel.moments.errors import NotHere
from gemel.moments.returning import Arrival, Fresh, prepare, step_in
from gemel.pages.again import LINES, wrong_passphrase
from gemel.pages.arriving import first_mark
from gemel.pages.pairing import picture
from gemel.people import account, returning
from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode, Waiting, WrongPassphrase
from gemel.people.pairing import token_of
from gemel.people.returning import Return
from gemel.vault import BadPassphrase
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.photos import let_go
from gemel.web.trying import one_try
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()

WHY = {
    "unknown": (
        _("This link opens nothing"),
        _("Perhaps a letter of it got lost, or it was stopped. Your partner can make a new one."),
    ),
    "expired": (
        _("This has run out"),
        _("The link is good for a day, and the step inside for two weeks. Your partner can make a new link."),
    ),
    "taken": (
        _("This link was opened already"),
        _("It opens for one phone only. If that was not you, tell your partner: they can stop it."),
    ),
    "own": (
        _("You are inside already"),
        _("This link is for a phone that has no way in any more. Open it there, signed in to a new place."),
    ),
    "alone": (
        _("You are on your own here now"),
        _("Only somebody who is one of two can let the other back in."),
    ),
    "two": (
        _("You are one of two here already"),
        _("Somebody who is let back in comes from a place that they have alone."),
    ),
}
NOT_IT = _("That is not the code on the other phone. Let them read it aloud once more.")
FIVE_TIMES = _("That code did not fit five times, so it was stopped. Make a new link, and read the code aloud again.")


@pages.get("/returns", anyone=True)
def returns(visit: Visit) -> Answer:
    """Where it stands; and how it goes, for somebody who has no way in and is not signed in to anything."""
    if visit.person is None:
        return visit.page("return_none.html")
    taken = returning.taken_by(visit.db, visit.me, visit.now)
    if taken is not None:
        return _guest(visit, taken)
    offered = returning.mine(visit.db, visit.me, visit.now)
    if offered is not None:
        return _offered(visit, offered)
    at = visit.me.asked_back(visit.now)
    if at is not None:
        return visit.page("return_asked.html", tab="you", at=at)
    return visit.page("return_none.html" if visit.me.alone else "return_new.html", tab="you", wrong="")


def _guest(visit: Visit, found: Return, wrong: str = "", status: int = 200) -> Answer:
    return visit.page("return_guest.html", status=status, found=found, wrong=wrong)


def _offered(visit: Visit, found: Return) -> Answer:
    if found.opens_at is not None:
        return visit.page("return_waits.html", found=found)
    if found.guest is not None:
        return visit.page("return_confirm.html", found=found, wrong="")
    link = visit.address + found.path
    return visit.page("return_sent.html", found=found, link=link, picture=picture(link))


@pages.post("/returns", slow=True)
def offer(visit: Visit) -> Answer:
    """A link for one's partner. Sent twice, the second finds the first one's."""
    if visit.me.alone:
        return _no_way(visit, "alone")
    if returning.mine(visit.db, visit.me, visit.now) is None:
        wrong = wrong_passphrase(visit)
        if wrong:
            return visit.page("return_new.html", tab="you", status=422, wrong=wrong)
        try:
            visit.write(returning.offer, visit.me, visit.now)
        except NoInvitation as no:
            return _no_way(visit, no.why)
    return go("/returns")


@pages.post("/returns/withdrawal")
def stop(visit: Visit) -> Answer:
    return go("/", "stopped" if visit.write(returning.stop, visit.me) else "")


@pages.get("/returns/{token:str}", anyone=True)
def link(visit: Visit) -> Answer:
    token = visit.params["token"]
    try:
        raw = token_of(token)
        if visit.person is not None and _is_mine(visit, raw):
            return go("/returns")
        partner, name = returning.look(visit.db, raw, visit.now)
    except NoInvitation as no:
        return _no_way(visit, no.why)
    if visit.person is not None and not visit.person.alone:
        return _no_way(visit, "two")
    return visit.page("return_take.html", partner=partner, name=name, token_of=token)


def _is_mine(visit: Visit, token: bytes) -> bool:
    wanted = returning.return_id(token)
    ends = (returning.taken_by(visit.db, visit.me, visit.now), returning.mine(visit.db, visit.me, visit.now))
    return any(one is not None and one.id == wanted for one in ends)


def _no_way(visit: Visit, why: str) -> Answer:
    title, line = WHY[why]
    return visit.page("invitation_gone.html", status=410, title=title, line=line)


@pages.post("/returns/{token:str}/guest")
def take(visit: Visit) -> Answer:
    try:
        raw = token_of(visit.params["token"])
        if not _is_mine(visit, raw):
            visit.write(returning.take, visit.me, raw, visit.now)
    except NoInvitation as no:
        return _no_way(visit, no.why)
    except AlreadyTwo:
        return _no_way(visit, "two")
    return go("/returns")


@pages.post("/returns/confirmation")
def confirm(visit: Visit) -> Answer:
    everything = visit.raw("everything") == "yes"
    try:
        visit.write(returning.confirm, visit.me, visit.raw("code"), everything, visit.now)
    except NotTheCode as no:
        visit.write(returning.count_try, visit.me)
        return _wrong_code(visit, no.left)
    except NoInvitation as no:
        return _no_way(visit, no.why)
    return go("/returns")


def _wrong_code(visit: Visit, left: int) -> Answer:
    found = returning.mine(visit.db, visit.me, visit.now)
    if found is None or left <= 0:
        return visit.page("return_new.html", tab="you", status=422, wrong=FIVE_TIMES)
    return visit.page("return_confirm.html", status=422, found=found, wrong=NOT_IT)


@pages.post("/returns/entry", slow=True)
def enter(visit: Visit) -> Answer:
    """The three days are over: the passphrase once more, since every wrap of a key is made anew."""
    found = returning.taken_by(visit.db, visit.me, visit.now)
    if found is None:
        return _no_way(visit, "expired")
    if found.opens_at is None or visit.now < found.opens_at:
        return go("/returns")
    try:
        arrival = visit.write(step_in, _prepared(visit, found), visit.now)
    except (WrongPassphrase, Waiting) as wrong:
        return _guest(visit, found, LINES[type(wrong)], 429 if isinstance(wrong, Waiting) else 422)
    except NoInvitation as no:
        return _no_way(visit, no.why)
    return _inside(visit, arrival, found)


def _prepared(visit: Visit, found: Return) -> Fresh:
    row, settings = account.by_person(visit.db, visit.me.id), visit.house.settings
    visit.close()  # a slow passphrase holds no connection
    if row is None:
        raise NotHere
    with one_try(visit, "asked again", visit.me.id):
        try:
            return prepare(row, found.person, visit.raw("passphrase"), settings.cost, settings.pepper)
        except BadPassphrase:  # of a length that none has
            raise WrongPassphrase from None


def _inside(visit: Visit, arrival: Arrival, found: Return) -> Answer:
    """One session is left of both accounts: this one, with the new recovery code to be written down."""
    assert visit.session is not None
    sessions, shared = visit.house.sessions, visit.session.shared
    for one in (visit.me.id, found.person):
        sessions.end_all(one)
    let_go(visit, arrival.gone)
    answer, code = go("/recovery-code"), arrival.entrance.code
    if not shared:
        answer.mark = first_mark(visit, arrival.entrance)
    answer.cookie, answer.brief = sessions.begin(arrival.entrance, visit.now, shared=shared, code=code), shared
    return answer
