"""The page for both: only what was done together, only if both want it, and a number that cannot fall."""

from __future__ import annotations

import re

import pytest

from gemel.moments import erase, of_kind, timeline
from gemel.rooms.growth.months import Month, came_back, month_named, month_of, of_both, week_of
from gemel.testing import START, Client, TestHouse

HERE = "/growth/months"
ALONE_PAGE = "It opens for both once both of you said yes"


def again(house: TestHouse, *people: Client) -> None:
    for who in people:
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)


def plain(page: str) -> str:
    return re.sub(r'name="_(token|id)" value="[^"]*"|Ana|Ben', "", page[page.index("<main") : page.index("</main>")])


def opened(ana: Client, ben: Client) -> None:
    for who in (ana, ben):
        who.post(HERE)


def weeks(page: str) -> int:
    return int(re.search(r"In (\d+)", page)[1])  # type: ignore[index]


def test_months_turn_at_the_same_time_for_both() -> None:
    assert month_of(START) == Month(2026, 9) and Month(2026, 12).step(1) == Month(2027, 1)
    assert Month(2026, 1).step(-1) == Month(2025, 12) and Month(2026, 9).until == Month(2026, 10).since


@pytest.mark.parametrize("key", ["", "x", "2026-13", "1999-01", "9999-12", "2026-11"])
def test_a_month_that_is_none_of_theirs_is_this_one(key: str) -> None:
    assert month_named(key, Month(2026, 7), Month(2026, 9)) == Month(2026, 9)
    assert month_named("2026-08", Month(2026, 7), Month(2026, 9)) == Month(2026, 8)


def test_a_week_is_from_monday_to_sunday() -> None:
    monday = START - START % 86_400
    assert week_of(monday) == week_of(monday + 7 * 86_400 - 1) == week_of(monday - 1) + 1


def test_it_opens_once_both_said_yes_and_neither_sees_the_others_yes(ana: Client, ben: Client) -> None:
    before = ben.get(HERE).text
    assert ALONE_PAGE in before
    ana.post(HERE)
    assert "Your yes is in" in ana.get(HERE).text
    assert plain(ben.get(HERE).text) == plain(before) and "yes" not in ben.get("/timeline").text
    ben.post(HERE)
    for who in (ana, ben):
        assert "September 2026" in who.get(HERE).text
    assert plain(ana.get(HERE).text) == plain(ben.get(HERE).text)


def test_a_yes_can_be_taken_back_before(ana: Client, ben: Client) -> None:
    ana.post(HERE)
    ana.post(f"{HERE}/closing")
    ben.post(HERE)
    assert "Your yes is in" in ben.get(HERE).text and ALONE_PAGE in ana.get(HERE).text


def test_closed_by_one_it_looks_as_if_it_had_never_been(ana: Client, ben: Client) -> None:
    never = plain(ana.get(HERE).text)
    opened(ana, ben)
    ana.post(f"{HERE}/closing")
    assert plain(ana.get(HERE).text) == plain(ben.get(HERE).text) == never
    opened(ana, ben)
    assert "September 2026" in ben.get(HERE).text


def test_it_counts_what_both_can_see_and_nobodys_share(ana: Client, ben: Client) -> None:
    opened(ana, ben)
    assert "A quiet month" in ana.get(HERE).text
    ana.post("/wins", {"what": "laughed"})
    ben.post("/wins", {"what": "first"})
    ana.post("/thanks", {"did": "for me only", "way": "aloud"})
    ana.post("/growth/readings", {"lean": "4", "closeness": "50"})
    page = ana.get(HERE).text
    assert re.search(r"Small good things</th><td>1<", page) and re.search(r"First times</th><td>1<", page)
    assert plain(page) == plain(ben.get(HERE).text)
    main = page[page.index("<main") : page.index("</main>")]
    assert "Ana" not in main and "Ben" not in main


def test_a_part_that_only_one_handed_in_does_not_count(ana: Client, ben: Client) -> None:
    opened(ana, ben)
    ana.post("/questions")
    path = re.search(r"/questions/[0-9a-f]{32}", ana.get("/questions").text)[0]  # type: ignore[index]
    ana.post(f"{path}/answer", {"words": "mine"})
    assert "A quiet month" in ana.get(HERE).text
    ben.post(f"{path}/answer", {"words": "mine too"})
    for who in (ana, ben):
        assert re.search(r"Opened to each other</th><td>1<", who.get(HERE).text)


def test_another_month_is_another_page(house: TestHouse, ana: Client, ben: Client) -> None:
    opened(ana, ben)
    ana.post("/wins", {"what": "laughed"})
    house.clock.forward(days=20)
    again(house, ana, ben)
    page = ana.get(HERE).text
    assert "October 2026" in page and "A quiet month" in page and "The month after" not in page
    page = ana.get(f"{HERE}?month=2026-09").text
    assert "September 2026" in page and "Small good things" in page and "The month before" not in page


def test_weeks_you_came_back_cannot_fall(house: TestHouse, ana: Client, ben: Client) -> None:
    opened(ana, ben)
    for _ in range(3):
        ben.post("/wins", {"what": "calm"})
        again(house, ana)
        number = weeks(ana.get(HERE).text)
        house.clock.forward(days=7)
        again(house, ana, ben)
    assert number == weeks(ana.get(HERE).text) == 3
    with house.house.store.writing() as db:
        for it in timeline(db, ben.me(), house.clock.now).moments:
            if it.mine:
                erase(db, ben.me(), it, house.clock.now)
    assert weeks(ana.get(HERE).text) == weeks(ben.get(HERE).text) == 3
    ben.post("/wins", {"what": "calm"})
    assert weeks(ana.get(HERE).text) == 4


def test_weeks_are_written_down_once_a_week_at_most(house: TestHouse, ana: Client, ben: Client) -> None:
    opened(ana, ben)
    for what in ("calm", "kind", "again"):
        ana.post("/wins", {"what": what})
        ana.get(HERE), ben.get(HERE)
    with house.house.store.reading() as db:
        assert len(of_kind(db, ana.me(), house.clock.now, "came-back")) == 1
        assert came_back(db, ben.me(), house.clock.now).weeks == 1


def test_what_one_wrote_alone_is_not_of_both(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post("/wins", {"what": "calm"})
    house.pair(ana, ben)
    opened(ana, ben)
    assert "A quiet month" in ana.get(HERE).text and "A quiet month" in ben.get(HERE).text


def test_somebody_alone_has_the_page_at_once(house: TestHouse) -> None:
    ana = house.person("Ana")
    ana.post(HERE)
    ana.post("/wins", {"what": "calm"})
    page = ana.get(HERE).text
    assert "What you did here" in page and weeks(page) == 1


def test_a_month_is_read_page_by_page_to_its_end(house: TestHouse, ana: Client, ben: Client) -> None:
    for _ in range(45):
        ana.post("/wins", {"what": "calm"})
    month, now = month_of(house.clock.now), house.clock.now + 1
    with house.house.store.reading() as db:
        assert len(of_both(db, ben.me(), now, month.since, now)) == 45
        assert of_both(db, ben.me(), now, month.until, month.until + 1) == []
