"""Sessions: what a cookie opens, for how long, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from gemel.people.account import Entrance
from gemel.people.person import Keys
from gemel.people.sessions import ABSOLUTE, DAY, HOUR, IDLE, PRIVATE_IDLE, PRIVATE_MOST, Session, Sessions, session
from gemel.vault import session_id

NOW = 1_800_000_000
ANA = Entrance(b"a" * 16, b"c" * 16, Keys(b"k" * 32, b"p" * 32))
BEN = Entrance(b"b" * 16, b"c" * 16, Keys(b"l" * 32, b"q" * 32))


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    several = Sessions(tmp_path / "sessions.db", b"p" * 32, 4)
    yield several
    several.store.close()


def found(sessions: Sessions, cookie: str, now: int) -> Session:
    one = sessions.find(cookie, now)
    assert one is not None
    return one


def in_store(sessions: Sessions) -> int:
    with sessions.store.reading() as db:
        return db.execute(select(func.count()).select_from(session)).scalar_one()


def test_a_cookie_opens_its_session(sessions: Sessions) -> None:
    one = found(sessions, sessions.begin(ANA, NOW, code="ABCD"), NOW)
    assert (one.person, one.couple, one.keys(NOW), one.code) == (ANA.person, ANA.couple, ANA.keys, "ABCD")


@pytest.mark.parametrize("cookie", ["", "x", "ü" * 43, "A" * 44, "Q" * 42 + "A"])
def test_any_other_cookie_opens_none(sessions: Sessions, cookie: str) -> None:
    sessions.begin(ANA, NOW)
    assert sessions.find(cookie, NOW) is None


@pytest.mark.parametrize(("after", "alive"), [(IDLE - 1, True), (IDLE, False), (-DAY + 1, True), (-DAY, False)])
def test_an_unused_session_ends(sessions: Sessions, after: int, alive: bool) -> None:
    assert (sessions.find(sessions.begin(ANA, NOW), NOW + after) is not None) == alive


def test_a_used_session_ends_after_a_fortnight(sessions: Sessions) -> None:
    cookie, now = sessions.begin(ANA, NOW), NOW
    while now < NOW + ABSOLUTE:
        sessions.touch(cookie, found(sessions, cookie, now), now)
        now += IDLE - HOUR
    assert sessions.find(cookie, NOW + ABSOLUTE) is None


def test_use_is_remembered_by_the_hour(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW)
    for after, remembered in ((HOUR - 1, 0), (HOUR, HOUR), (HOUR + 60, HOUR)):
        sessions.touch(cookie, found(sessions, cookie, NOW + after), NOW + after)
        assert found(sessions, cookie, NOW + after).used_at == NOW + remembered


def unlocked(sessions: Sessions) -> str:
    return sessions.begin(ANA, NOW, private_key=b"s" * 32, private_began=NOW, private_used=NOW)


@pytest.mark.parametrize(
    ("after", "is_open"), [(0, True), (PRIVATE_IDLE - 1, True), (PRIVATE_IDLE, False), (-1, False)]
)
def test_private_pages_close_when_unused(sessions: Sessions, after: int, is_open: bool) -> None:
    one = found(sessions, unlocked(sessions), NOW + after)
    assert one.private_open(NOW + after) == is_open
    assert (one.keys(NOW + after).private is not None) == is_open


def test_private_pages_close_after_an_hour_however_used(sessions: Sessions) -> None:
    cookie, now = unlocked(sessions), NOW
    while now + 300 < NOW + PRIVATE_MOST:
        now += 300
        sessions.touch(cookie, found(sessions, cookie, now), now)
        assert found(sessions, cookie, now).private_open(now)
    assert not found(sessions, cookie, NOW + PRIVATE_MOST).private_open(NOW + PRIVATE_MOST)


def test_private_use_is_remembered_by_the_minute(sessions: Sessions) -> None:
    cookie = unlocked(sessions)
    for after, remembered in ((59, 0), (60, 60)):
        sessions.touch(cookie, found(sessions, cookie, NOW + after), NOW + after)
        assert found(sessions, cookie, NOW + after).private_used == NOW + remembered


def test_closed_private_pages_stay_closed(sessions: Sessions) -> None:
    cookie = unlocked(sessions)
    sessions.touch(cookie, found(sessions, cookie, NOW + HOUR), NOW + HOUR)
    assert not found(sessions, cookie, NOW + 1).private_open(NOW + 1)


def test_a_renewed_session_has_another_cookie_and_no_longer_life(sessions: Sessions) -> None:
    old = sessions.begin(ANA, NOW)
    new = sessions.renew(old, found(sessions, old, NOW))
    assert sessions.find(old, NOW) is None
    assert found(sessions, new, NOW).began_at == NOW


def test_one_session_is_ended_or_all_of_one_person(sessions: Sessions) -> None:
    one, two, three, others = (sessions.begin(who, NOW) for who in (ANA, ANA, ANA, BEN))
    sessions.end(one)
    assert [sessions.find(cookie, NOW) is None for cookie in (one, two, others)] == [True, False, False]
    sessions.end_all(ANA.person)
    assert [sessions.find(cookie, NOW) is None for cookie in (two, three, others)] == [True, True, False]


def test_what_ended_is_swept_at_the_next_beginning(sessions: Sessions) -> None:
    for _ in range(3):
        sessions.begin(ANA, NOW)
    sessions.begin(BEN, NOW + ABSOLUTE + DAY)
    assert in_store(sessions) == 4
    sessions.begin(BEN, NOW + ABSOLUTE + DAY + 1)
    assert in_store(sessions) == 2


def test_a_blob_swapped_between_sessions_opens_none(sessions: Sessions) -> None:
    ours, theirs = sessions.begin(ANA, NOW), sessions.begin(BEN, NOW)
    with sessions.store.writing() as db:
        blob = db.execute(select(session.c.blob).where(session.c.id == session_id(theirs))).scalar_one()
        db.execute(update(session).where(session.c.id == session_id(ours)).values(blob=blob))
    assert sessions.find(ours, NOW) is None


def test_an_end_put_off_in_the_database_ends_all_the_same(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW)
    with sessions.store.writing() as db:
        db.execute(update(session).values(ends_at=NOW * 2))
    assert sessions.find(cookie, NOW + IDLE) is None


def test_the_database_of_sessions_holds_no_cookie_and_no_key(sessions: Sessions, tmp_path: Path) -> None:
    cookie = sessions.begin(ANA, NOW)
    sessions.store.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(secret in stored for secret in (cookie.encode(), ANA.keys.account, ANA.person))
