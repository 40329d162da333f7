"""Becoming two: an invitation by link or picture, a code read aloud, and stepping inside."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup

from gemel.moments.moving import leave, step_inside
from gemel.people import pairing
from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.serve import waits_by_itself
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
MOST_WORDS = 600
TOO_YOUNG = _("gemel is for people of 18 or older.")
CLOSED = _("That invitation is no longer open. Nothing of yours is lost, and either of you can make a new one.")

WHY = {
    "unknown": (
        _("This invitation opens nothing"),
        _("Perhaps a letter of the link got lost. Ask for a new one: it takes a moment."),
    ),
    "expired": (
        _("This invitation has run out"),
        _("An invitation is good for a day. Ask for a new one: it takes a moment."),
    ),
    "taken": (
        _("This invitation was opened already"),
        _("It opens for one phone only. If that was not you, tell the person who sent it, and ask for a new one."),
    ),
    "own": (_("This is your own invitation"), _("Send the link to your partner, or let them scan it from your phone.")),
}


@pages.get("/pairing")
def pairing_page(visit: Visit) -> Answer:
    if not visit.me.alone:
        return _two(visit)
    taken = pairing.taken_by(visit.db, visit.me, visit.now)
    if taken is not None:
        return visit.page("pairing_guest.html", invitation=taken)
    sent = pairing.mine(visit.db, visit.me, visit.now)
    if sent is None:
        return visit.page("pairing_new.html", wrong=CLOSED if waits_by_itself(visit) else "")
    if sent.guest is not None:
        return visit.page("pairing_confirm.html", invitation=sent, wrong="")
    link = visit.address + sent.path
    return visit.page("pairing_sent.html", invitation=sent, link=link, picture=picture(link))


def _two(visit: Visit) -> Answer:
    """Whoever waited for it is led on with the whole page: what two people have at its top is not there for one."""
    if not waits_by_itself(visit):
        return go("/you")
    return Answer(status=204, headers={"hx-redirect": "/?told=paired"})


def picture(link: str) -> Markup:
    """The link as a QR code: SVG with attributes only, so that it passes a strict style policy."""
    out = io.BytesIO()
    segno.make(link, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, svgclass=None, lineclass=None, omitsize=True
    )
    return Markup(out.getvalue().decode())


@pages.post("/invitations")
def invite(visit: Visit) -> Answer:
    words = visit.text("words")
    if len(words) > MOST_WORDS:
        return visit.page(
            "pairing_new.html", status=422, wrong=_("Up to 600 characters fit on the front of an invitation.")
        )
    visit.write(pairing.invite, visit.me, words, visit.now)
    return go("/pairing")


@pages.post("/pairing/withdrawal")
def withdraw(visit: Visit) -> Answer:
    visit.write(pairing.withdraw, visit.me)
    return go("/", "withdrawn")


@pages.get("/invitations/{token:str}", anyone=True)
def invitation(visit: Visit) -> Answer:
    token = visit.params["token"]
    try:
        raw = pairing.token_of(token)
        if visit.person is not None and _is_mine(visit, raw):
            return go("/pairing")
        words = pairing.look(visit.db, raw, visit.now)
    except NoInvitation as no:
        return _no_invitation(visit, no.why)
    if visit.person is not None and not visit.person.alone:
        raise AlreadyTwo
    template = "invitation.html" if visit.person is None else "invitation_take.html"
    return visit.page(template, words=words, invitation=token, adult_wrong="")


def _is_mine(visit: Visit, token: bytes) -> bool:
    """Whether this person sent it or has taken it already, on this phone or another of theirs."""
    wanted = pairing.invitation_id(token)
    ends = (pairing.taken_by(visit.db, visit.me, visit.now), pairing.mine(visit.db, visit.me, visit.now))
    return any(one is not None and one.id == wanted for one in ends)


def _no_invitation(visit: Visit, why: str) -> Answer:
    title, line = WHY[why]
    return visit.page("invitation_gone.html", status=410, title=title, line=line)


@pages.post("/invitations/{token:str}/guest")
def take(visit: Visit) -> Answer:
    token = visit.params["token"]
    try:
        raw = pairing.token_of(token)
        if not _is_mine(visit, raw):
            if visit.raw("adult") != "yes":
                return _of_age(visit, pairing.look(visit.db, raw, visit.now))
            visit.write(pairing.take, visit.me, raw, visit.now)
    except NoInvitation as no:
        return _no_invitation(visit, no.why)
    return go("/pairing")


def _of_age(visit: Visit, words: str) -> Answer:
    """Asked once more of whoever has a place here already: somebody may have made it for them."""
    token = visit.params["token"]
    return visit.page("invitation_take.html", status=422, words=words, invitation=token, adult_wrong=TOO_YOUNG)


@pages.post("/pairing/confirmation")
def confirm(visit: Visit) -> Answer:
    try:
        visit.write(pairing.confirm, visit.me, visit.raw("code"), visit.now)
    except NotTheCode as no:
        visit.write(pairing.count_try, visit.me)
        return _wrong_code(visit, no.left)
    except NoInvitation:  # the other one let go of it meanwhile
        return visit.page("pairing_new.html", status=422, wrong=CLOSED)
    return go("/pairing")


def _wrong_code(visit: Visit, left: int) -> Answer:
    sent = pairing.mine(visit.db, visit.me, visit.now)
    if sent is None or left <= 0:
        line = _(
            "That code did not fit five times, so the invitation was let go. Make a new one, and read the code aloud again."
        )
        return visit.page("pairing_new.html", status=422, wrong=line)
    line = _("That is not the code on the other phone. Let your partner read it aloud once more.")
    return visit.page("pairing_confirm.html", status=422, invitation=sent, wrong=line)


@pages.post("/pairing")
def inside(visit: Visit) -> Answer:
    """The guest steps inside; the session follows into the couple."""
    if not visit.me.alone:
        return go("/")
    try:
        couple = visit.write(step_inside, visit.me, visit.now)
    except NoInvitation as no:
        return _no_invitation(visit, no.why)
    _follow(visit, couple)
    return go("/", "paired")


def _follow(visit: Visit, couple: bytes) -> None:
    visit.house.sessions.change(visit.cookie, couple=couple)


@pages.get("/leaving")
def leaving(visit: Visit) -> Answer:
    return visit.page("leaving.html", tab="you") if not visit.me.alone else go("/you")


@pages.post("/leaving")
def left(visit: Visit) -> Answer:
    couple = visit.write(leave, visit.me, visit.now)
    _follow(visit, couple)
    return go("/", "left")
