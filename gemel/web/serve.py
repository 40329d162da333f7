"""From a request to an answer: recognise the person, check where a change comes from, run the view, tell errors."""

from __future__ import annotations

import logging
from contextlib import suppress
from hmac import compare_digest

import msgspec

from gemel.moments.moving import settle_alone
from gemel.people.account import couple_of
from gemel.people.person import Person, as_of, load
from gemel.people.rotation import follow
from gemel.people.session import Session
from gemel.store import Busy
from gemel.vault import form_token
from gemel.web.answer import Answer
from gemel.web.errors import FromElsewhere, SignedOut, said
from gemel.web.pages import Route
from gemel.web.turning import due, go_on
from gemel.web.visit import Visit

log = logging.getLogger("gemel")
SAFE_SITES = {"same-origin", "none"}


def serve(route: Route, visit: Visit) -> Answer:
    """Answer one request. Whatever goes wrong becomes a page that keeps what was typed."""
    try:
        recognise(visit)
        check_origin(route, visit)
        if not route.anyone and visit.person is None:
            raise SignedOut
        answer = route.view(visit)
        if route.method == "POST" and visit.person is not None:
            _follow_up(visit)
        return answer
    except Exception as error:  # the edge of the process: nothing of the inside may reach a page or a log
        return troubled(visit, error)
    finally:
        visit.close()


def _follow_up(visit: Visit) -> None:
    """What somebody did is done: nothing that follows from it may turn its answer into trouble."""
    for one in visit.house.after_change:
        try:
            one(visit)
        except Exception as error:
            log.error("%s at %s", type(error).__name__, _where(error))


def recognise(visit: Visit, looking: bool = False) -> None:
    """Find the person behind the cookie, if there is one. A phone that listens is only looked at: it keeps no
    session alive, and does not take away the one telling that they are alone now."""
    if not visit.cookie:
        return
    sessions = visit.house.sessions
    session = sessions.find(visit.cookie, visit.now)
    if session is None:
        return
    person = _load(visit, session)
    if person is None:
        return
    visit.session = visit.session or session
    looking = looking or waits_by_itself(visit)
    visit.person = as_of(person if looking else _settled(visit, person), visit.now)
    if not looking:
        sessions.touch(visit.cookie, visit.session, visit.now)
        if due(person, visit.now):
            with suppress(Busy):  # it goes on at the next page as well
                visit.write(go_on, visit.person, visit.now)


def waits_by_itself(visit: Visit) -> bool:
    """A page that asks every few seconds whether something opened: nobody's hand is on it, and an open
    tab must not keep a session alive."""
    return visit.method == "GET" and "hx-request" in visit.headers and "hx-boosted" not in visit.headers


def _load(visit: Visit, session: Session) -> Person | None:
    person = load(visit.db, session.person, session.couple, session.keys(visit.now), session.generation)
    person = person or _elsewhere(visit, session)
    if person is None or person.keyring.turn == person.couple_turn:
        return person
    visit.write(follow, person, visit.now)  # the partner's keys changed: nothing of both opens before this
    return load(visit.db, person.id, person.couple, person.keys)


def _elsewhere(visit: Visit, session: Session) -> Person | None:
    """The person moved to another couple on their other phone: follow them there. None if they are gone, or if
    their passphrase changed and this session ended with it."""
    couple = couple_of(visit.db, session.person)
    if couple is None or couple == session.couple:
        return None
    found = load(visit.db, session.person, couple, session.keys(visit.now), session.generation)
    if found is not None:
        visit.session = msgspec.structs.replace(session, couple=couple)
        visit.house.sessions.change(visit.cookie, couple=couple)
    return found


def _settled(visit: Visit, person: Person) -> Person:
    """After the other left, begin an epoch that they never held. Said once, neutrally."""
    if not person.alone or person.keyring.partner is None or _still_coming(visit, person):
        return person
    visit.write(settle_alone, person)
    visit.told = "alone-now"
    return load(visit.db, person.id, person.couple, person.keys) or person


def _still_coming(visit: Visit, person: Person) -> bool:
    """The code was confirmed and the partner has not stepped inside yet."""
    from gemel.people.pairing import mine

    invitation = mine(visit.db, person, visit.now)
    return invitation is not None and invitation.confirmed


def check_origin(route: Route, visit: Visit) -> None:
    """Changes come from our own pages only: by what the browser says, and by the form's token."""
    if route.method == "GET":
        return
    site, origin = visit.headers.get("sec-fetch-site"), visit.headers.get("origin")
    if site is not None and site not in SAFE_SITES:
        raise FromElsewhere
    if site is None and origin not in {None, f"http://{visit.host}", f"https://{visit.host}"}:
        raise FromElsewhere
    if visit.session is not None and not _right_token(visit):
        raise FromElsewhere


def _right_token(visit: Visit) -> bool:
    return compare_digest(visit.raw("_token").encode(), form_token(visit.cookie).encode())


def troubled(visit: Visit, error: Exception) -> Answer:
    sentence = said(error)
    if sentence.status >= 500:
        # The name of the error and of the page's function, never its text: that may hold what was typed.
        log.error("%s at %s", type(error).__name__, _where(error))
    if isinstance(error, SignedOut) and visit.method == "GET":
        return Answer(status=303, headers={"location": "/sign-in"})
    try:
        return visit.page("held.html", status=sentence.status, said=sentence, fields=_typed(visit), action=visit.path)
    except Exception as second:  # the page that tells of trouble may be in trouble itself
        log.error("%s at %s", type(second).__name__, _where(second))
        return Answer(sentence.line.encode(), sentence.status, "text/plain; charset=utf-8")


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"


SECRETS = {"passphrase", "fresh", "again", "code", "private_code", "seal", "factor", "recovery", "credential"}


def _typed(visit: Visit) -> list[tuple[str, str]]:
    """The fields of a form that did not go through, without secrets: those are typed again."""
    return [
        (name, value)
        for name, values in visit.form.items()
        if name not in SECRETS and not name.startswith("_")
        for value in values
    ]
