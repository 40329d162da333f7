"""A letter to us, once a year: each writes for themselves; from the chosen day on each hands in; both open together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from gemel.moments import (
    Moment,
    NotHere,
    Round,
    TooLate,
    ask,
    draft,
    erase,
    find,
    find_round,
    hand_in_draft,
    in_rounds,
    of_kind,
    revise,
    rounds,
)
from gemel.people.person import Person
from gemel.rooms.growth.kinds import Letter, LetterDay

ASKED = "year-letter-day"
FURTHEST = timedelta(days=3 * 366)
WAITS = 60 * 86_400
"""So long after its day a letter still waits for the other; then another day can be chosen."""


@dataclass(frozen=True, slots=True)
class Year:
    id: bytes
    opens_at: int
    parts: tuple[Moment, ...]
    turn: int
    handed_in: bool
    """This person has, even if they took it back or deleted it since."""
    opened: bool
    """Everybody has handed in; as long as not, nothing here tells what the other has done."""

    @property
    def mine(self) -> Moment | None:
        return next((it for it in self.parts if it.mine), None)

    @property
    def my_words(self) -> str:
        return words_of(self.mine)

    @property
    def their_words(self) -> str:
        """Empty while it is closed, and once it was taken back."""
        return words_of(next((it for it in self.parts if not it.mine), None))

    def due(self, now: int) -> bool:
        return self.opens_at <= now < self.opens_at + WAITS

    def over(self, now: int) -> bool:
        """Opened, or waited for long enough: another day can be chosen."""
        return self.opened or now >= self.opens_at + WAITS


def words_of(it: Moment | None) -> str:
    return it.body.words if it is not None and isinstance(it.body, Letter) else ""


def years(db: Connection, me: Person, now: int, most: int = 30) -> list[Year]:
    """The chosen days of those who share this place now, newest first, each with what may be seen of its letters."""
    found = _days(db, me, most)
    parts = in_rounds(db, me, now, [one.id for one in found])
    return [_year(one, parts) for one in found]


def _days(db: Connection, me: Person, most: int) -> list[Round]:
    found = [one for one in rounds(db, me, ASKED, most=most) if _ours(me, one)]
    return sorted(found, key=lambda one: -_day(one).turn)


def _day(one: Round) -> LetterDay:
    assert isinstance(one.prompt, LetterDay)
    return one.prompt


def _ours(me: Person, one: Round) -> bool:
    return one.epoch == me.keyring.current[0] and isinstance(one.prompt, LetterDay)


def _year(one: Round, parts: list[Moment]) -> Year:
    here = tuple(it for it in parts if it.round == one.id)
    return Year(one.id, _day(one).opens_at, here, _day(one).turn, one.handed_in, one.all_in)


def current(db: Connection, me: Person, now: int) -> Year | None:
    """The newest day, if it is not over."""
    newest = next(iter(years(db, me, now, most=5)), None)
    return None if newest is None or newest.over(now) else newest


def waits(db: Connection, me: Person, now: int) -> bool:
    """Whether this person can hand in a letter by now: one question to the database, and no letter is opened."""
    newest = next((_year(one, []) for one in _days(db, me, most=5)), None)
    return newest is not None and newest.due(now) and not newest.handed_in


def find_year(db: Connection, me: Person, now: int, round_id: bytes) -> Year:
    find_round(db, me, round_id)
    found = next((one for one in years(db, me, now) if one.id == round_id), None)
    if found is None:
        raise NotHere
    return found


def day_from(typed: str, now: int, zone: ZoneInfo) -> int | None:
    """The beginning of that day in this zone; None unless it lies ahead, within three years."""
    today = datetime.fromtimestamp(now, zone).date()
    try:
        wanted = date.fromisoformat(typed)
    except ValueError:
        return None
    return int(datetime.combine(wanted, time(), zone).timestamp()) if today < wanted < today + FURTHEST else None


def choose(db: Connection, me: Person, opens_at: int, now: int, *, id: bytes) -> bool:
    """Set the day, or move one that has not come yet; False once it has. What was begun can be taken along."""
    here = current(db, me, now)
    if here is not None and here.id != id and (here.due(now) or here.handed_in):
        return False
    turn = max((one.turn for one in years(db, me, now)), default=0) + 1
    ask(db, me, LetterDay(opens_at=opens_at, turn=turn), now, id=id)
    return True


def begun(db: Connection, me: Person, now: int) -> str:
    """The words of one's newest letter that is not open yet, whatever day it was for."""
    return words_of(next((it for it in _begun(db, me, now)), None))


def _begun(db: Connection, me: Person, now: int) -> list[Moment]:
    return [it for it in of_kind(db, me, now, "year-letter", author=me.id) if it.handed_in_at is None]


def write(db: Connection, me: Person, year: Year, words: str, now: int, *, id: bytes, give: bool) -> None:
    """Keep one's letter for oneself, or hand it in once its day has come. Handing the same words in twice does it once."""
    body, mine = Letter(words=words), year.mine
    if mine is not None and mine.handed_in_at is not None:
        if mine.body == body:
            return
        raise TooLate
    if mine is None:
        _draft(db, me, body, now, id, year.id)
    else:
        revise(db, me, mine, body)
    _forget_older(db, me, year, now)
    if give and year.opens_at <= now:
        hand_in_draft(db, me, find(db, me, now, mine.id if mine else id), now)


def _draft(db: Connection, me: Person, body: Letter, now: int, id: bytes, round_id: bytes) -> None:
    try:
        draft(db, me, body, now, id=id, round_id=round_id)
    except IntegrityError:
        raise TooLate from None  # handed in and deleted since: once is once


def _forget_older(db: Connection, me: Person, year: Year, now: int) -> None:
    """What was begun for another day has come along, and lies here now."""
    for it in _begun(db, me, now):
        if it.round != year.id:
            erase(db, me, it, now)
