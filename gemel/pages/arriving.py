"""What a sign-in leads to: a session, the page that was under way, and what is to be done while the passphrase is at
hand: whether this browser is news, and what a rotation left over."""

from __future__ import annotations

from dataclasses import replace

from gemel.people import device, news
from gemel.people.account import Entrance
from gemel.people.device import Owner
from gemel.people.person import Person, load
from gemel.web.answer import Answer, go
from gemel.web.turning import carry_on
from gemel.web.visit import Visit


def enter(visit: Visit, entrance: Entrance, path: str, told: str = "", shared: bool = False) -> Answer:
    cookie = visit.house.sessions.begin(entrance, visit.now, code=entrance.code, shared=shared)
    answer = go(_onward(visit, path), told)
    answer.cookie, answer.brief = cookie, shared
    return answer


def invitation_of(visit: Visit) -> str:
    """An invitation that was opened before there was an account to open it with, carried along until there is one."""
    token = visit.raw("invitation") or visit.query.get("invitation", [""])[0]
    plain = token.replace("-", "").replace("_", "").isalnum()
    return token if plain and len(token) == 22 else ""


def after_code(visit: Visit) -> str:
    """Where whoever has their recovery code, or has looked at the help page, goes on to."""
    token = invitation_of(visit)
    return f"/invitations/{token}" if token else "/"


def _onward(visit: Visit, path: str) -> str:
    if path == "/":
        return after_code(visit)
    token = invitation_of(visit)
    return f"{path}?invitation={token}" if token else path


def under_way(visit: Visit) -> bool:
    """Whether the session ended while a form was being sent, and it waits beside the passphrase."""
    then = visit.raw("then")
    return then.startswith("/") and not then.startswith(("//", "/\\"))  # those would lead to another server


def only_ones_own(visit: Visit, entrance: Entrance) -> None:
    """Let go of a form that was under way where somebody else comes in: it is for nobody else's eyes."""
    before = visit.house.sessions.last(visit.cookie)
    if before is not None and before.person != entrance.person:
        visit.form = {name: kept for name, kept in visit.form.items() if name != "then" and not name.startswith("held.")}


def was_shared(visit: Visit) -> bool:
    """On a shared device it stays one."""
    before = visit.house.sessions.last(visit.cookie)
    return before is not None and before.shared


def resume(visit: Visit, entrance: Entrance) -> Answer:
    """Back to the form that was under way, with all that was in it."""
    shared = was_shared(visit)
    cookie = visit.house.sessions.begin(entrance, visit.now, shared=shared)
    visit.cookie, visit.session = cookie, visit.house.sessions.find(cookie, visit.now)
    visit.person = load(visit.db, entrance.person, entrance.couple, entrance.keys)
    answer = visit.page("resume.html", fields=held(visit), action=visit.raw("then"))
    answer.cookie, answer.brief = cookie, shared
    return answer


def held(visit: Visit) -> list[tuple[str, str]]:
    """The fields of the form that was under way when the session ended."""
    found = [(name.removeprefix("held."), values) for name, values in visit.form.items() if name.startswith("held.")]
    return [(name, value) for name, values in found for value in values]


def refused(visit: Visit, line: str, wait: int = 0) -> Answer:
    """The door again, with the line that says why."""
    if visit.raw("then"):
        values = {"fields": held(visit), "action": visit.raw("then"), "wrong": line}
        return visit.page("sign_in_again.html", status=422, **values)
    answer = visit.page("sign_in.html", status=429 if wait else 422, wrong=line, invitation=invitation_of(visit))
    if wait:
        answer.headers["retry-after"] = str(wait)
    return answer


def arrived(visit: Visit, answer: Answer, entrance: Entrance, private: bytes | None = None) -> Answer:
    """Note a browser that was not here before, and go on with a rotation: its private pages open only now."""
    who = _with_private(visit, entrance, private)
    if who is not None:
        mark = visit.write(news.come_in, who, device.plain(visit.mark), visit.now, shared=answer.brief)
        answer.mark = vouched(visit, entrance, mark)
        carry_on(visit.house.store, who, visit.now)
    return answer


def _with_private(visit: Visit, entrance: Entrance, private: bytes | None) -> Person | None:
    visit.close()
    return load(visit.db, entrance.person, entrance.couple, replace(entrance.keys, private=private))


def first_mark(visit: Visit, entrance: Entrance) -> str:
    """The browser that an account is made with is no news."""
    who = load(visit.db, entrance.person, entrance.couple, entrance.keys)
    return vouched(visit, entrance, visit.write(news.first_mark, who)) if who is not None else ""


def vouched(visit: Visit, entrance: Entrance, mark: str) -> str:
    """The mark as a browser keeps it; empty on a device that others use too."""
    owner = Owner(entrance.person, entrance.generation)
    return mark and device.vouched(visit.house.settings.pepper, owner, mark)
