"""On this day: what two people shared years ago, a half one ago, a month ago; and what never comes back by itself."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, event, insert

from gemel.moments import Moment, keep, on_this_day, share, take_back, timeline
from gemel.moments.moving import leave
from gemel.moments.tables import moment
from gemel.moments.tests.saying import DAY, Aside, Note, asked, change_now, do, drafted, kept, look, rows, said, shared
from gemel.moments.tests.test_within_one_couple import recorded
from gemel.moments.this_day import MOST_A_DAY, _months_back, _years_back
from gemel.people.person import Person
from gemel.store import new_id
from gemel.testing import Client, TestHouse

UTC = ZoneInfo("UTC")
YEAR = 365 * DAY  # none of these lies over a 29 February


def at_the_day(who: Client, words: str, ago: int) -> bytes:
    return do(who, share, Note(words=words), who.house.clock.now - ago, id=new_id())


def back(who: Client, zone: str = "UTC") -> list[str]:
    return [said(it) for it in look(who, every_one, who.house.clock.now, ZoneInfo(zone))]


def every_one(db: Connection, me: Person, now: int, zone: ZoneInfo) -> list[Moment]:
    return list(on_this_day(db, me, now, zone))


def test_each_earlier_year_newest_first(ana: Client, ben: Client) -> None:
    at_the_day(ana, "one year", YEAR)
    at_the_day(ben, "two years", 2 * YEAR)
    at_the_day(ben, "the day before", YEAR + DAY)
    at_the_day(ana, "the day after", YEAR - DAY)
    shared(ana, "today")
    assert back(ana) == back(ben) == ["one year", "two years"]


def test_a_younger_couple_finds_half_a_year_and_a_month_ago(ana: Client) -> None:
    at_the_day(ana, "August", 31 * DAY)
    at_the_day(ana, "March", 184 * DAY)
    at_the_day(ana, "no day of these", 100 * DAY)
    assert back(ana) == ["August", "March"]
    at_the_day(ana, "a year", YEAR)
    assert back(ana) == ["a year"]


def test_a_first_day_has_nothing_behind_it(ana: Client) -> None:
    assert back(ana) == []
    shared(ana)
    assert back(ana) == []


def test_only_what_both_can_see_now_and_what_has_a_card(ana: Client, ben: Client) -> None:
    then = ana.house.clock.now - YEAR
    do(ana, keep, Note(words="private"), then, id=new_id())
    do(ana, share, Aside(words="aside"), then, id=new_id())
    gone = at_the_day(ana, "taken back", YEAR)
    change_now(ana, take_back, gone)
    drafted(ana, asked(ana))
    at_the_day(ben, "open", YEAR)
    assert back(ana) == back(ben) == ["open"]


def test_the_day_is_the_readers_own(ana: Client) -> None:
    at_the_day(ana, "late", YEAR - 13 * 3600)  # 23:00 UTC on the same day of last year
    assert back(ana) == ["late"]
    assert back(ana, "Asia/Tokyo") == []


def test_alone_one_finds_ones_own_and_nothing_from_before(house: TestHouse) -> None:
    cy = house.person("Cy")
    house.clock.forward(days=1)
    kept(cy, "a page of mine")
    do(cy, keep, Note(words="behind the passphrase"), house.clock.now, id=new_id(), deep=True)
    house.clock.forward(days=365)
    assert back(cy) == ["a page of mine"]


def test_who_left_and_who_stayed_are_not_led_back(house: TestHouse, ana: Client, ben: Client) -> None:
    shared(ana, "hers")
    shared(ben, "his")
    do(ben, leave, house.clock.now)
    ana.get("/")
    house.clock.forward(days=365)
    assert back(ana) == back(ben) == []
    assert look(ben, timeline, house.clock.now).moments


def test_what_was_said_before_they_were_two_stays_away(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    shared(cy, "alone")
    house.pair(cy, dan)
    house.clock.forward(days=365)
    assert back(cy) == back(dan) == []


def test_a_row_that_no_longer_opens_is_left_out(ana: Client, house: TestHouse) -> None:
    at_the_day(ana, "changed", YEAR)
    with house.house.store.writing() as db:
        db.execute(moment.update().values(sealed=b"x" * 80))
    assert back(ana) == []


def test_days_that_a_year_or_a_month_does_not_have() -> None:
    leap = (date(2024, 2, 28), date(2024, 3, 1))
    assert _years_back(date(2026, 2, 28), 2024) == [(date(2025, 2, 28), date(2025, 3, 1)), leap]
    assert _years_back(date(2028, 2, 29), 2027) == [(date(2027, 2, 28), date(2027, 3, 1))]
    assert _years_back(date(2028, 2, 28), 2024)[-1] == (date(2024, 2, 28), date(2024, 2, 29))
    assert _months_back(date(2026, 3, 31)) == [
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2025, 9, 30), date(2025, 10, 1)),
    ]


def test_sixty_years_at_most_and_a_dozen_a_day(ana: Client) -> None:
    assert len(_years_back(date(2026, 9, 21), 1900)) == 60
    for number in range(MOST_A_DAY + 3):
        at_the_day(ana, str(number), YEAR)
    assert len(back(ana)) == MOST_A_DAY


def test_twenty_thousand_moments_cost_no_more_than_a_few(house: TestHouse, ana: Client) -> None:
    """Each leg walks the index by time: between the days it looks at nothing."""
    at_the_day(ana, "one year", YEAR)
    at_the_day(ana, "ten years", 3652 * DAY)
    row, now = rows(house)[0]._asdict(), house.clock.now
    elsewhere = [now - 3600 * 4 * number - 40 * DAY for number in range(1, 20_001)]
    many = [row | {"id": new_id(), "at": at} for at in elsewhere if not _on_the_day(at, now)]
    with house.house.store.writing() as db:
        db.execute(insert(moment), many)
    me = ana.me()
    with house.house.store.reading() as db:
        found = every_one(db, me, now, UTC)
    assert [said(it) for it in found] == ["one year", "ten years"]


def _on_the_day(at: int, now: int) -> bool:
    then, today = datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(now, UTC)
    return (then.month, then.day) == (today.month, today.day)


def test_each_day_is_a_walk_of_the_index_by_time(house: TestHouse, ana: Client) -> None:
    if not house.house.store.sqlite:
        return
    at_the_day(ana, "not on the day", 3600 * DAY)
    me, now = ana.me(), house.clock.now
    asked_of = []
    with house.house.store.reading() as db:
        listening = lambda *seen: asked_of.append(seen[2:4])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listening)
        try:
            every_one(db, me, now, UTC)
        finally:
            event.remove(db.engine, "before_cursor_execute", listening)
        plans = [str(db.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all()) for sql, values in asked_of]
    last_year, oldest, nine_years, two_months = (plan.count("ix_moment_at (couple_id=? AND at>? AND at<?)") for plan in plans)
    assert (last_year, oldest, nine_years, two_months) == (1, 0, 9, 2), plans


def test_where_last_year_has_something_no_other_is_looked_at_for_it(house: TestHouse, ana: Client) -> None:
    at_the_day(ana, "two years", 2 * YEAR)
    at_the_day(ana, "one year", YEAR)
    with recorded(house) as asked_of, house.house.store.reading() as db:
        found = on_this_day(db, ana.me(), house.clock.now, UTC)
        asked_of.clear()
        assert (said(next(found)), len(asked_of)) == ("one year", 1)
        assert ([said(it) for it in found], len(asked_of)) == (["two years"], 3)
