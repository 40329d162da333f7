"""Pages of appreciation."""

from __future__ import annotations

import secrets

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, erase, find, keep, of_kind, put, schedule, share, waiting_for, widen
from gemel.people.person import Person, keep_own
from gemel.rooms.thanks.kinds import Thanks
from gemel.rooms.thanks.windows import occasion, surprise
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
RECENT = 5  # how many notes the jar remembers having given back


def today(visit: Visit) -> list[Card]:
    """A note that waits to be received comes before everything; else one line to write."""
    waiting = next((it for it in visit.waiting if isinstance(it.body, Thanks)), None)
    if waiting:
        return [Card("thanks/_today_note.html", {"it": waiting}, weight=0)]
    return [Card("thanks/_today_write.html", {}, weight=50)]


@pages.get("/thanks")
def thanks(visit: Visit) -> Answer:
    mine = of_kind(visit.db, visit.me, visit.now, "thanks", author=visit.me.id, most=60)
    waiting = [it for it in mine if not it.given or (it.opens_at or 0) > visit.now][:8]
    to_receive = [] if visit.me.alone else waiting_for(visit.db, visit.me, visit.now, "thanks", most=8)
    return visit.page("thanks/thanks.html", tab="thanks", waiting=waiting, to_receive=to_receive)


@pages.get("/thanks/new")
def new(visit: Visit) -> Answer:
    return _form(visit, {})


def _form(visit: Visit, wrong: dict[str, str], status: int = 200) -> Answer:
    return visit.page("thanks/new.html", tab="thanks", wrong=wrong, status=status)


@pages.post("/thanks")
def create(visit: Visit) -> Answer:
    body = Thanks(
        did=visit.text("did"), showed=visit.text("showed"), changed=visit.text("changed"), aloud=_way(visit) == "aloud"
    )
    if not body.did:
        return _form(visit, {"did": _("What did they do? One small thing is plenty.")}, 422)
    if _way(visit) in {"window", "occasion"}:
        return _create_later(visit, body)
    given = _way(visit) == "now"
    visit.write(share if given else keep, visit.me, body, visit.now, id=visit.once())
    return go("/" if given else "/thanks", "sent" if given else "kept-for-you")


def _way(visit: Visit) -> str:
    """How it is given; somebody alone prepares it and gives it when they like."""
    return "aloud" if visit.me.alone else visit.raw("way") or "now"


def _create_later(visit: Visit, body: Thanks) -> Answer:
    opens_at = _opens_at(visit)
    if opens_at is None:
        return _form(visit, {"day": _("Which day, and about when? It lies ahead.")}, 422)
    visit.write(schedule, visit.me, body, visit.now, id=visit.once(), opens_at=opens_at)
    return go("/thanks", "waits")


def _opens_at(visit: Visit) -> int | None:
    if visit.raw("way") == "occasion":
        return occasion(visit.raw("day"), visit.raw("clock"), visit.now, visit.zone)
    name = visit.raw("window") if visit.raw("window") in {"tonight", "tomorrow", "week"} else "tomorrow"
    return surprise(name, visit.now, visit.zone, visit.me.limits.quiet, secrets.randbelow)


@pages.get("/thanks/jar")
def jar(visit: Visit) -> Answer:
    """One note given back. Only what the partner opened to this person; no number of anything."""
    notes = _given_to(visit.db, visit.me, visit.now)
    if not notes:
        return visit.page("thanks/jar_empty.html", tab="thanks")
    lately = visit.me.own.given_back
    fresh = [it for it in notes if it.id not in lately[-min(RECENT, len(notes) - 1) :]] if len(notes) > 1 else notes
    it = fresh[secrets.randbelow(len(fresh))]
    own = msgspec.structs.replace(visit.me.own, given_back=(*lately, it.id)[-RECENT:])
    visit.write(keep_own, visit.me, own)
    return visit.page("thanks/jar.html", it=it)


def _given_to(db: Connection, me: Person, now: int) -> list[Moment]:
    found = of_kind(db, me, now, "thanks", most=500, open_now=True)
    return [it for it in found if not it.mine and it.readable]


@pages.get("/thanks/{id:str}")
def note(visit: Visit) -> Answer:
    it = _thanks(visit)
    if it.mine:
        return visit.page("thanks/mine.html", tab="thanks", it=it)
    return visit.page("thanks/note.html", it=it)


def _thanks(visit: Visit) -> Moment:
    it = find(visit.db, visit.me, visit.now, visit.id())
    if not isinstance(it.body, Thanks):
        raise NotHere
    return it


@pages.post("/thanks/{id:str}/receipt")
def receive(visit: Visit) -> Answer:
    """Taken in. A mark that only its receiver ever reads: no receipt goes back."""
    visit.write(put, visit.me, _thanks(visit), "done", visit.now)
    return go("/", "taken-in")


@pages.post("/thanks/{id:str}/opening")
def open_it(visit: Visit) -> Answer:
    """Its author gives it now: said aloud, or sent after all. It goes into the jar either way."""
    it = _thanks(visit)
    if visit.me.alone:
        raise NotHere
    visit.write(widen, visit.me, it, visit.now)
    return go("/thanks", "sent")


@pages.post("/thanks/{id:str}/erasure")
def let_go(visit: Visit) -> Answer:
    visit.write(erase, visit.me, _thanks(visit), visit.now)
    return go("/thanks", "erased")
