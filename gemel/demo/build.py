"""Write the demo couple's year into an empty house, through the same verbs that everybody's taps lead to."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from gemel.demo import apart, live, outside, telling
from gemel.demo.entries import DAY, HOUR, Entry, Told, Write, all_seen, at_of, by
from gemel.demo.outside import Album
from gemel.media import Media
from gemel.moments import KINDS, ask, find, hand_in, in_rounds, keep, put, schedule, share
from gemel.moments.moving import step_inside
from gemel.pages.kinds import PrivatePage
from gemel.people import account, pairing
from gemel.people.person import Person, load
from gemel.people.profile import Profile
from gemel.programme import tips
from gemel.rooms.growth.kinds import First, Win
from gemel.rooms.questions.deck import deck
from gemel.rooms.questions.kinds import Answer, Asked, Follow
from gemel.rooms.thanks.kinds import Thanks
from gemel.store import new_id
from gemel.vault import Cost
from gemel.web.house import House
from gemel.week import verbs as week
from gemel.week.kinds import Lookback, Plan
from gemel.week.reading import this_week

FILES = tuple(Path(__file__).with_name(name) for name in ("year.toml", "rooms.toml"))
LEFT = 29 * HOUR
"""What is younger than this was not looked at yet, so that Today has something to bring."""


@dataclass(frozen=True)
class Couple:
    """The two as they signed in, for the demo to open their phones with."""

    one: account.Entrance
    other: account.Entrance


def build(house: House, passphrase: str) -> Couple:
    """A couple with a year behind them; every moment is written at the time it is said to be from."""
    year, now = _told(), house.clock()
    couple = _pair(house, year["couple"], passphrase, now - 372 * DAY)
    entries = sorted(_entries(year, now, house.media), key=lambda entry: entry[0])
    with house.store.writing() as db:
        one, other = _people(db, couple)
        for at, write in entries:
            write(db, one, other, at)
    return couple


def _told() -> Told:
    """Both files as one year: none of their sections has the name of another."""
    return {name: told for file in FILES for name, told in tomllib.loads(file.read_text("utf-8")).items()}


def _pair(house: House, names: Told, passphrase: str, now: int) -> Couple:
    entrances = [_sign_up(house, names[seat], passphrase, now) for seat in ("one", "other")]
    with house.store.writing() as db:
        one, other = (_load(db, entrance) for entrance in entrances)
        pairing.invite(db, one, names["invitation"], now)
        invitation = pairing.mine(db, one, now)
        assert invitation is not None
        pairing.take(db, other, invitation.token, now)
        taken = pairing.taken_by(db, other, now)
        assert taken is not None and taken.code is not None
        pairing.confirm(db, one, taken.code, now)
        to = step_inside(db, other, now)
    return Couple(entrances[0], account.Entrance(entrances[1].person, to, entrances[1].keys))


def _sign_up(house: House, name: str, passphrase: str, now: int) -> account.Entrance:
    cost: Cost = house.settings.cost
    new = account.prepare(Profile(name=name, zone=house.settings.zone), passphrase, cost, house.settings.pepper)
    with house.store.writing() as db:
        return account.sign_up(db, new, now)


def _load(db: Connection, entrance: account.Entrance) -> Person:
    found = load(db, entrance.person, entrance.couple, entrance.keys)
    assert found is not None
    return found


def _people(db: Connection, couple: Couple) -> tuple[Person, Person]:
    return _load(db, couple.one), _load(db, couple.other)


def _entries(year: Told, now: int, media: Media) -> list[Entry]:
    album, found = Album(media), [(now - LEFT, all_seen(tuple(KINDS.greeting())))]
    for name, maker in (MAKERS | {"journal": album.journal}).items():
        found += [(at_of(entry, now), maker(entry, now)) for entry in year.get(name, ())]
    for name, staged in (STAGED | {"wishes": album.wish, "firsts": album.first}).items():
        found += [step for entry in year.get(name, ()) for step in staged(entry, now)]
    return [*found, *_open_question(year.get("open"), now)]


def _thanks(entry: Told, now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, reader = by(one, other, entry["from"])
        body = Thanks(did=entry["did"], showed=entry.get("showed", ""), changed=entry.get("changed", ""))
        if entry.get("opens_in"):
            schedule(db, author, body, at, id=new_id(), opens_at=now + entry["opens_in"] * DAY)
            return
        row = share(db, author, body, at, id=new_id())
        if not entry.get("unread"):
            put(db, reader, find(db, reader, at, row), "done", at)

    return write


def _win(entry: Told, _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        kind = First if entry["what"] == "first" else Win
        share(db, author, kind(what=entry["what"], words=entry.get("words", "")), at, id=new_id())

    return write


def _private(entry: Told, _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        author, _reader = by(one, other, entry["by"])
        keep(db, author, PrivatePage(words=entry["words"]), at, id=new_id(), deep=True)

    return write


def _answers(entry: Told, _now: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        asked = _text(entry["question"])
        talk = ask(db, one, Asked(question=entry["question"], asked=asked), at, id=new_id())
        for person, seat, later in ((one, "one", 0), (other, "other", 1800)):
            hand_in(db, person, Answer(asked=asked, words=entry[seat]), at + later, id=new_id(), round_id=talk.id)
        for person, seat in ((one, "follow_one"), (other, "follow_other")):
            if entry.get(seat):
                share(db, person, Follow(asked=asked, words=entry[seat]), at + 3600, id=new_id(), round_id=talk.id)
        _looked_at(db, one, other, talk.id, at + 7200)

    return write


def _looked_at(db: Connection, one: Person, other: Person, talk: bytes, at: int) -> None:
    for person in (one, other):
        for it in in_rounds(db, person, at, [talk]):
            if not it.mine:
                put(db, person, it, "done", at)


def _text(question: str) -> str:
    return next(one.text for one in deck() if one.id == question)


def _open_question(entry: Told | None, now: int) -> list[Entry]:
    if not entry:
        return []

    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        talk = ask(db, one, Asked(question=entry["question"], asked=_text(entry["question"])), at, id=new_id())
        answer = Answer(asked=_text(entry["question"]), words=entry["other"])
        hand_in(db, other, answer, at, id=new_id(), round_id=talk.id)

    return [(now - 7200, write)]


def _week(entry: Told, now: int) -> list[Entry]:
    """Picks on the first evening, a plan the same night, looked back on a week later."""
    begins = at_of(entry | {"hour": 19}, now)
    ends = begins + 7 * DAY - 6 * 3600
    steps: list[Entry] = [(begins, _begin_week(entry, ends))]
    if entry.get("let_go"):
        steps.append((begins + 6 * DAY, _let_go))
    elif "one_back" in entry and "other_back" in entry:
        steps.append((min(ends + 3600, now - 600), _look_back(entry)))
    return steps


def _begin_week(entry: Told, ends: int) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        week.begin(db, one, "usual", at)
        asked = this_week(db, one, at)
        for person, seat in ((one, "one_picks"), (other, "other_picks")):
            week.pick(db, person, asked.id, tuple(entry[seat]), at + 60, id=new_id())
        plan = new_id()
        body = Plan(
            tip=entry["tip"], title=tips()[entry["tip"]].title, when=entry["when"], where=entry.get("where", ""),
            how=entry.get("how", ""), ends_at=ends,
        )  # fmt: skip
        week.propose(db, one, body, at + 120, id=plan)
        week.agree(db, other, find(db, other, at + 180, plan), at + 180)

    return write


def _let_go(db: Connection, one: Person, _other: Person, at: int) -> None:
    week.let_go(db, one, this_week(db, one, at).id, at)


def _look_back(entry: Told) -> Write:
    def write(db: Connection, one: Person, other: Person, at: int) -> None:
        asked = this_week(db, one, at)
        for person, seat in ((one, "one_back"), (other, "other_back")):
            back = entry[seat]
            look = Lookback(
                plan="", tip=entry["tip"], title=tips()[entry["tip"]].title, tried=back["tried"],
                words=back.get("words", ""), wish=back.get("wish", "new"),
            )  # fmt: skip
            week.look_back(db, person, asked.id, look, back.get("note", ""), at, id=new_id())

    return write


MAKERS: dict[str, Callable[[Told, int], Write]] = {
    "thanks": _thanks, "wins": _win, "private": _private, "answers": _answers,
    "together": live.together, "agreements": live.agreement, "care": live.care,
    "cards": telling.card, "vents": telling.vent, "sides": telling.sides, "apologies": telling.apology, "news": telling.news,
    "getaways": outside.getaway, "trying": outside.to_try,
    "own_questions": apart.question, "map_notes": apart.note, "reflections": apart.reflection, "lines": apart.line,
    "boundaries": apart.boundary, "months": apart.page_of_months,
}  # fmt: skip
STAGED: dict[str, Callable[[Told, int], list[Entry]]] = {
    "weeks": _week, "statements": telling.statement, "outings": outside.outing, "rituals": outside.ritual,
    "hurts": apart.hurt, "letters": apart.letters, "readings": apart.weeks_of_ones_own,
}  # fmt: skip
"""What stands in the files: written at one time, or in several steps."""
