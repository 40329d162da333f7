"""Sessions: what a cookie opens, for how long, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from gemel.people.account import Entrance
from gemel.people.former import Keys
from gemel.people.session import ABSOLUTE, DAY, HOUR, IDLE, PRIVATE_IDLE, PRIVATE_MOST, Session
from gemel.people.sessions import Sessions, session
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


def test_a_session_that_was_seen_to_have_ended_is_not_brought_back_by_the_clock(sessions: Sessions) -> None:
    seen, unseen = sessions.begin(ANA, NOW), sessions.begin(ANA, NOW)
    assert sessions.find(seen, NOW + IDLE) is None
    assert sessions.find(seen, NOW + IDLE - 60) is None and sessions.find(unseen, NOW + IDLE - 60) is not None
    assert (last := sessions.last(seen)) is not None and last.person == ANA.person and last.private_key is None


def test_a_clock_far_back_ends_no_session_for_good(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW)
    assert sessions.find(cookie, NOW - 2 * DAY) is None and sessions.find(cookie, NOW) is not None


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


def test_private_pages_that_closed_are_not_opened_by_a_clock_that_goes_back(sessions: Sessions) -> None:
    cookie, late = unlocked(sessions), NOW + PRIVATE_IDLE
    sessions.touch(cookie, found(sessions, cookie, late), late)
    assert found(sessions, cookie, NOW).private_key is None


def test_a_second_back_closes_no_private_pages(sessions: Sessions) -> None:
    cookie = unlocked(sessions)
    sessions.touch(cookie, found(sessions, cookie, NOW - 1), NOW - 1)
    assert found(sessions, cookie, NOW + 1).private_open(NOW + 1)


def test_closed_private_pages_stay_closed(sessions: Sessions) -> None:
    cookie = unlocked(sessions)
    sessions.touch(cookie, found(sessions, cookie, NOW + HOUR), NOW + HOUR)
    assert not found(sessions, cookie, NOW + 1).private_open(NOW + 1)


def test_a_renewed_session_has_another_cookie_and_no_longer_life(sessions: Sessions) -> None:
    old = sessions.begin(ANA, NOW)
    new = sessions.renew(old, found(sessions, old, NOW))
    assert sessions.find(old, NOW) is None
    assert new is not None and found(sessions, new, NOW).began_at == NOW


def test_a_session_that_was_ended_meanwhile_is_not_renewed(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW)
    one = found(sessions, cookie, NOW)
    sessions.end_all(ANA.person)
    assert sessions.renew(cookie, one) is None and in_store(sessions) == 0


def test_a_slower_request_opens_nothing_that_another_locked(sessions: Sessions) -> None:
    cookie, late = unlocked(sessions), NOW + 60
    slow = found(sessions, cookie, late)
    sessions.change(cookie, private_key=None)
    sessions.touch(cookie, slow, late)
    assert found(sessions, cookie, late).private_key is None


def test_what_ended_is_not_changed(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW)
    sessions.end(cookie)
    sessions.change(cookie, code="ABCD")
    assert in_store(sessions) == 0


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
    sessions.begin(BEN, NOW + ABSOLUTE + 2 * DAY)
    assert in_store(sessions) == 2


def test_the_database_tells_no_hour_of_a_sign_in(sessions: Sessions) -> None:
    for hour in range(24):
        sessions.begin(ANA, NOW - NOW % DAY + hour * HOUR + 77)
    with sessions.store.reading() as db:
        rows = db.execute(select(session.c.ends_at)).scalars().all()
    assert len(rows) == 24 and len(set(rows)) == 1 and not rows[0] % DAY


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


def test_a_list_of_ones_own_sessions_in_days(sessions: Sessions) -> None:
    first, second = sessions.begin(ANA, NOW), sessions.begin(ANA, NOW + DAY, shared=True)
    sessions.begin(BEN, NOW)
    listed = sessions.of(first, found(sessions, first, NOW), NOW + DAY)
    assert [(one.here, one.note.shared) for one in listed] == [(True, False), (False, True)]
    assert {one.note.began % DAY for one in listed} == {DAY // 2}
    assert [one.handle for one in listed] == [session_id(first), session_id(second)]


def test_the_day_of_last_use_is_kept(sessions: Sessions) -> None:
    cookie = sessions.begin(ANA, NOW, name="kitchen")
    sessions.touch(cookie, found(sessions, cookie, NOW), NOW + DAY)
    one = found(sessions, cookie, NOW + DAY)
    (listed,) = sessions.of(cookie, one, NOW + DAY)
    assert (listed.note.used - listed.note.began, listed.note.name) == (DAY, "kitchen")


def test_what_may_have_ended_is_listed_no_more(sessions: Sessions) -> None:
    old, fresh = sessions.begin(ANA, NOW), sessions.begin(ANA, NOW + IDLE + 2 * DAY)
    at = NOW + IDLE + 2 * DAY
    assert [one.handle for one in sessions.of(fresh, found(sessions, fresh, at), at)] == [session_id(fresh)]
    assert sessions.last(old) is not None and sessions.find(old, at) is None


def test_a_name_is_for_its_owner_alone(sessions: Sessions, tmp_path: Path) -> None:
    cookie = sessions.begin(ANA, NOW)
    sessions.rename(found(sessions, cookie, NOW), session_id(cookie), "the blue phone")
    (listed,) = sessions.of(cookie, found(sessions, cookie, NOW), NOW)
    assert listed.note.name == "the blue phone"
    assert b"the blue phone" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    with sessions.store.writing() as db:
        db.execute(update(session).values(note=b"x" * 90))
    assert sessions.of(cookie, found(sessions, cookie, NOW), NOW) == []


@pytest.mark.parametrize(("idle", "alive"), [(HOUR - 1, True), (HOUR, False)])
def test_a_shared_device_is_signed_out_after_an_hour(sessions: Sessions, idle: int, alive: bool) -> None:
    cookie = sessions.begin(ANA, NOW, shared=True)
    assert (sessions.find(cookie, NOW + idle) is not None) == alive


def test_all_others_end(sessions: Sessions) -> None:
    mine, other, bens = sessions.begin(ANA, NOW), sessions.begin(ANA, NOW), sessions.begin(BEN, NOW)
    sessions.end_one(BEN.person, session_id(other))
    assert sessions.find(other, NOW) is not None
    sessions.end_others(ANA.person, mine)
    assert [sessions.find(cookie, NOW) is not None for cookie in (mine, other, bens)] == [True, False, True]


def test_a_table_that_an_earlier_version_made_is_let_go(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "sessions.db") as db:
        db.execute("CREATE TABLE session (id BLOB PRIMARY KEY, owner BLOB, ends_at INT, blob BLOB)")
        db.execute("INSERT INTO session VALUES (x'00', x'00', 1, x'00')")
    several = Sessions(tmp_path / "sessions.db", b"p" * 32, 4)
    assert in_store(several) == 0 and several.find(several.begin(ANA, NOW), NOW) is not None
    several.store.close()
