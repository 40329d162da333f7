"""A date and this week's hour in one's own calendar: times that move with what the two do, and not a word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from icalendar import Calendar
from sqlalchemy import update

from gemel import app
from gemel.delivery.feed import feed
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.testing_browser import Two
from gemel.web import asgi
from gemel.web.visit import Visit

WORDS = "a lamp by the river"


def address(one: Client) -> str:
    found = re.search(r"/calendars/[\w-]{22}", one.get("/calendar").text)
    return found[0] if found else ""


def times(house: TestHouse, path: str) -> list[int]:
    answer = house.client().get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert WORDS not in answer.text
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(one["summary"]) for one in events} <= {"gemel"}
    return [int(one["dtstart"].dt.timestamp()) for one in events]


def booked(ana: Client, ben: Client) -> str:
    """Ana proposes, Ben picks; the path of the date."""
    ana.post("/together/dates/new")
    form = {"what1": WORDS, "day1": "2026-09-25", "clock1": "19:00", "cost1": "none", "energy1": "low"}
    ana.post("/together/dates", form)
    page = ben.get("/together").text
    choice = re.search(r"/together/dates/\w+/choices", page)
    assert choice, page
    ben.post(choice[0], {"option": "0"})
    date = re.search(r'href="(/together/dates/\w{20,})"', ben.get("/together").text)
    assert date
    return date[1]


def test_a_date_comes_into_both_calendars_and_goes_again(house: TestHouse, ana: Client, ben: Client) -> None:
    for one in (ana, ben):
        one.post("/calendar")
    mine, theirs = address(ana), address(ben)
    assert mine != theirs
    assert times(house, mine) == []
    date = booked(ana, ben)
    assert len(times(house, theirs)) == 1, "whoever picked it has it at once"
    assert times(house, mine) == [], "nobody here can read it while Ana is away"
    ana.get("/")
    assert times(house, mine) == times(house, theirs)
    ana.post(date + "/ending")
    assert times(house, mine) == []


def test_a_new_address_and_none(house: TestHouse, ana: Client) -> None:
    assert address(ana) == ""
    ana.post("/calendar")
    first = address(ana)
    ana.post("/calendar")
    second = address(ana)
    assert house.client().get(first).status_code == 404
    assert house.client().get(second).status_code == 200
    ana.post("/calendar/ending")
    assert house.client().get(second).status_code == 404
    assert address(ana) == ""


def test_nobody_else_reads_the_address(house: TestHouse, ana: Client, ben: Client) -> None:
    ana.post("/calendar")
    assert address(ben) == ""
    assert house.client().get("/calendars/" + "a" * 22).status_code == 404
    assert house.client().get("/calendars/not-an-address").status_code == 404


def test_a_feed_changed_outside_gemel_is_no_trouble(house: TestHouse, ana: Client) -> None:
    ana.post("/calendar")
    path = address(ana)
    with house.house.store.writing() as db:
        db.execute(update(feed).values(sealed=b"x" * 60))
    assert house.client().get(path).status_code == 404
    ana.get("/")
    assert times(house, path) == []


def test_what_follows_a_change_never_spoils_its_answer(house: TestHouse, ana: Client, caplog: Any) -> None:
    def trouble(visit: Visit) -> None:
        raise ValueError(visit.raw("did"))

    troubled = replace(house.house, after_change=(trouble,))
    other = TestHouse(troubled, house.clock, asgi.build(troubled, app.routes()), house.sessions)
    phone = other.client()
    phone.cookie = ana.cookie
    assert phone.post("/thanks", {"did": "secretkanari"}).status_code == 200
    assert "ValueError" in caplog.text
    assert "secretkanari" not in caplog.text


def test_leaving_takes_the_dates_out_of_ones_calendar(house: TestHouse, ana: Client, ben: Client) -> None:
    ben.post("/calendar")
    mine = address(ben)
    booked(ana, ben)
    assert len(times(house, mine)) == 1
    ben.post("/leaving")
    ben.get("/")
    assert times(house, mine) == []


def test_whoever_knew_an_address_reads_no_times_with_somebody_else(
    house: TestHouse, ana: Client, ben: Client, cleo: Client
) -> None:
    """Of the one who left, and of the one who stayed: a calendar that was known before leaving stays empty."""
    for one in (ana, ben):
        one.post("/calendar")
    before = address(ana), address(ben)
    booked(ana, ben)
    ben.post("/leaving")
    ana.get("/")
    assert address(ana) == address(ben) == ""
    dan = house.person("Dan")
    for one, other in ((ana, cleo), (ben, dan)):
        house.pair(one, other)
        booked(one, other)
        one.get("/")
        one.get("/calendar")
    assert [times(house, path) for path in before] == [[], []]
    ana.post("/calendar")
    assert len(times(house, address(ana))) == 1 and house.client().get(before[0]).status_code == 404


def test_a_change_of_every_key_makes_the_address_worthless(house: TestHouse, ana: Client, ben: Client) -> None:
    ana.post("/calendar")
    before = address(ana)
    booked(ana, ben)
    ana.get("/")
    assert len(times(house, before)) == 1
    assert "address of your calendar" in ana.get("/rotation").text
    ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": "kettle orbit velvet thunder parsley"})
    ana.get("/")
    assert times(house, before) == [] and address(ana) == ""
    assert "address of your calendar" not in ana.get("/rotation").text


def test_S4_1_the_address_is_made_copied_and_stopped(two: Two) -> None:
    two.couple()
    phone = two.one
    phone.go("/you")
    phone.tap("In your calendar Your dates, as times without words")
    phone.look("feed-none")
    phone.tap("Make an address")
    assert "/calendars/" in phone.page.get_by_label("Your address").input_value()
    phone.look("feed")
    phone.tap("Stop it")
    assert phone.sees("Make an address")
