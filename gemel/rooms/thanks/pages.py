"""Pages of appreciation."""

from __future__ import annotations

import secrets
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from gemel.moments import Moment, NotHere, erase, find, keep, of_kind, put, schedule, share, waiting_for, widen
from gemel.people.person import Person, keep_own
from gemel.rooms.thanks import hard_days
from gemel.rooms.thanks.kinds import Thanks
from gemel.rooms.thanks.windows import PARTS, in_the_week, occasion, surprise
from gemel.web.answer import Answer, go
from gemel.web.pages import Pages
from gemel.web.room import Card
from gemel.web.visit import Visit
from gemel.web.words import _

pages = Pages()
WHEN = {
    "week": _("Which day of the week, and when in it?"),
    "occasion": _("Which day, and about when? It lies ahead."),
}
RECENT = 5  # how many notes the jar remembers having given back


def today(visit: Visit) -> list[Card]:
    """A note that waits to be received comes before everything; else one line to write, and on a hard day one given."""
    waiting = next((it for it in visit.waiting if isinstance(it.body, Thanks)), None)
    if waiting:
        return [Card("thanks/_today_note.html", {"it": waiting}, weight=0)]
    return [*hard_days.card(visit), Card("thanks/_today_write.html", {}, weight=50)]


@pages.get("/thanks")
def thanks(visit: Visit) -> Answer:
    mine = of_kind(visit.db, visit.me, visit.now, "thanks", author=visit.me.id, most=60)
    waiting = [it for it in mine if not it.given or (it.opens_at or 0) > visit.now][:8]
    to_receive = [] if visit.me.alone else waiting_for(visit.db, visit.me, visit.now, "thanks", most=8)
    hidden = any(still_hidden(it, visit.now) for it in waiting)
    return visit.page("thanks/thanks.html", tab="thanks", waiting=waiting, to_receive=to_receive, hidden=hidden)


def still_hidden(it: Moment, now: int) -> bool:
    """A note that waits for its time, and that the other cannot see yet."""
    return it.given and it.readable and it.opens_at is not None and it.opens_at > now


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
    if visit.raw("whole") == "yes":  # begun on Today
        return _form(visit, {})
    if not body.did:
        return _form(visit, {"did": _("What did they do? One small thing is plenty.")}, 422)
    if _way(visit) in {"window", "occasion", "week"}:
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
        return _form(visit, {_way(visit): WHEN[_way(visit)]}, 422)
    visit.write(schedule, visit.me, body, visit.now, id=visit.once(), opens_at=opens_at)
    return go("/thanks", "waits")


def _opens_at(visit: Visit) -> int | None:
    if visit.raw("way") == "occasion":
        return occasion(visit.raw("day"), visit.raw("clock"), visit.now, visit.zone)
    if visit.raw("way") == "week":
        return _in_the_week(visit)
    name = visit.raw("window") if visit.raw("window") in {"tonight", "tomorrow", "week"} else "tomorrow"
    return surprise(name, visit.now, visit.zone, visit.me.limits.quiet, secrets.randbelow)


def _in_the_week(visit: Visit) -> int | None:
    """Where the reader lives: their Friday evening, not the writer's."""
    weekday, part, partner = visit.number("weekday", 0, 6), visit.raw("part"), visit.me.partner
    if weekday is None or part not in PARTS or partner is None:
        return None
    return in_the_week(weekday, part, visit.now, ZoneInfo(partner.zone), visit.me.limits.quiet)


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
    it = thanks_here(visit)
    if it.mine:
        return visit.page("thanks/mine.html", tab="thanks", it=it)
    return visit.page("thanks/note.html", it=it)


def thanks_here(visit: Visit) -> Moment:
    it = find(visit.db, visit.me, visit.now, visit.id())
    if not isinstance(it.body, Thanks):
        raise NotHere
    return it


@pages.post("/thanks/{id:str}/receipt")
def receive(visit: Visit) -> Answer:
    """Taken in. A mark that only its receiver ever reads: no receipt goes back."""
    visit.write(put, visit.me, thanks_here(visit), "done", visit.now)
    return go("/", "taken-in")


@pages.post("/thanks/{id:str}/opening")
def open_it(visit: Visit) -> Answer:
    """Its author gives it now: said aloud, or sent after all. It goes into the jar either way."""
    it = thanks_here(visit)
    if visit.me.alone:
        raise NotHere
    visit.write(widen, visit.me, it, visit.now)
    return go("/thanks", "sent")


@pages.post("/thanks/{id:str}/erasure")
def let_go(visit: Visit) -> Answer:
    visit.write(erase, visit.me, thanks_here(visit), visit.now)
    return go("/thanks", "erased")
