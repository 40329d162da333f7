"""A date: suggested, picked, countered, let go, moved; and what either may not do."""

from __future__ import annotations

import pytest

from gemel.moments import of_kind
from gemel.rooms.together.dating import booked_of, options_of
from gemel.rooms.together.tests.meetings import (
    FRIDAY,
    SOUP,
    SUNDAY,
    SWIM,
    WALK,
    awake,
    booked,
    choose,
    date,
    here,
    idea,
    plain,
    propose,
    table,
)
from gemel.testing import Client, TestHouse


def test_three_ideas_one_is_picked_and_it_is_a_date_for_both(ana: Client, ben: Client) -> None:
    propose(ana, SOUP, WALK, SWIM)
    assert "Your ideas are with Ben" in ana.get("/together").text
    assert "An idea for you two" in ben.get("/").text
    page = ben.get("/together").text
    assert all(what in page for what in (SOUP, WALK, SWIM))
    choose(ben, 1)
    for one in (ana, ben):
        it = here(one).booked
        assert it is not None and booked_of(it).what == WALK
        assert here(one).table is None
        assert WALK in one.get("/together").text
    assert WALK in ana.get("/timeline").text


def test_one_idea_is_enough_and_says_what_it_asks(ana: Client, ben: Client) -> None:
    ana.post("/together/dates", idea(1, SOUP, FRIDAY, "20:15", cost="little", energy="more"))
    page = ben.get("/together").text
    assert "costs a little" in page and "a good deal of energy" in page and "8:15" in page


def test_a_counter_replaces_what_lies_there(ana: Client, ben: Client) -> None:
    propose(ana, SOUP, WALK)
    ben.post("/together/dates", {"rows": "1", **idea(1, SWIM, SUNDAY)})
    it = here(ana).table
    assert it is not None and [one.what for one in options_of(it).options] == [SWIM]
    choose(ana)
    assert SWIM in ben.get(date(ben)).text


def test_a_date_four_weeks_off_is_brought_up_until_a_week_after(house: TestHouse, ana: Client, ben: Client) -> None:
    ana.post("/together/dates", idea(1, SOUP, "2026-10-18", "23:45"))  # the last day that is offered
    choose(ben)
    for days, there in ((27.9, True), (6.9, True), (1, False)):
        house.clock.forward(days=days)
        assert (here(ana).past is not None) is there


@pytest.mark.parametrize("who", [0, 1])
def test_not_this_week_looks_the_same_whoever_it_was(ana: Client, ben: Client, who: int) -> None:
    propose(ana, SOUP)
    (ana, ben)[who].post(f"{table(ana)}/ending")
    pages = [plain(one.get("/together").text) for one in (ana, ben)]
    assert pages[0].replace("Ben", "_").replace("Ana", "_") == pages[1].replace("Ana", "_").replace("Ben", "_")
    assert SOUP not in pages[0] and "An idea for you two" not in ben.get("/").text


def test_a_date_let_go_is_gone_for_both(ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    ben.post(f"{address}/ending")
    assert date(ana) == date(ben) == ""
    assert "This one is put away" in ana.get(address).text
    assert "Put it in my calendar" not in ana.get(address).text


def test_a_moved_date_stands_as_it_was_until_the_other_picks_the_new_time(ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    form = ana.get(f"/together/dates/new?from={address.rpartition('/')[2]}").text
    assert SOUP in form and 'name="rows" value="1"' in form
    ana.post("/together/dates", {"rows": "1", **idea(1, SOUP, SUNDAY)})
    assert date(ben) == address
    assert "Shall it be like this instead?" in ben.get("/together").text
    choose(ben)
    assert date(ana) == date(ben) != address
    assert "This one is put away" in ana.get(address).text


def test_leaving_the_change_leaves_the_date(ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    ana.post("/together/dates", {"rows": "1", **idea(1, SOUP, SUNDAY)})
    ben.post(f"{table(ben)}/ending")
    assert date(ana) == date(ben) == address and table(ana) == ""


def test_nobody_picks_their_own_idea(ana: Client, ben: Client) -> None:
    propose(ana, SOUP)
    assert choose(ana).status_code == 404
    assert date(ana) == ""


@pytest.mark.parametrize("option", ["1", "2", "7", "", "-1", "x", "99999999999999"])
def test_an_option_that_is_none_books_nothing(ana: Client, ben: Client, option: str) -> None:
    propose(ana, SOUP)
    assert ben.post(f"{table(ben)}/choices", {"option": option}).status_code in {200, 404}
    assert date(ben) == ""


def test_picking_twice_is_picking_once(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, SOUP, WALK)
    address = table(ben)
    for number in ("0", "0", "1"):
        assert ben.post(f"{address}/choices", {"option": number}).status_code == 200
    with house.house.store.reading() as db:
        found = of_kind(db, ana.me(), house.clock.now, "date")
    assert [it.body.what for it in found] == [SOUP]  # type: ignore[attr-defined]


def test_suggesting_twice_makes_one_and_never_closes_a_counter(ana: Client, ben: Client) -> None:
    form = {"_id": "ab" * 16, "rows": "1", **idea(1, SOUP)}
    ana.post("/together/dates", form)
    ben.post("/together/dates", {"rows": "1", **idea(1, SWIM)})
    ana.post("/together/dates", form)
    it = here(ben).table
    assert it is not None and options_of(it).options[0].what == SWIM


def test_a_pick_of_what_was_changed_meanwhile_books_nothing(ana: Client, ben: Client) -> None:
    propose(ana, SOUP)
    old = table(ben)
    propose(ana, WALK)
    assert "Here is how it stands" in ben.post(f"{old}/choices", {"option": "0"}).text
    assert date(ben) == ""


def test_ideas_whose_time_has_come_go_by_silently(house: TestHouse, ana: Client, ben: Client) -> None:
    propose(ana, SOUP)
    house.clock.forward(days=5)
    awake(ana, ben)
    assert table(ana) == table(ben) == ""
    assert "An idea for you two" not in ben.get("/").text


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, "One line is plenty"),
        ({"what1": "  "}, "One line is plenty"),
        (idea(1, SOUP, "2026-09-01"), "lie ahead"),
        (idea(1, SOUP, "soon"), "lie ahead"),
        (idea(1, "x" * 201), "about 200 characters"),
        ({**idea(1, SOUP), **idea(2, WALK, "")}, "lie ahead"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_asked_for_and_what_was_typed_stays(
    ana: Client, ben: Client, fields: dict, asked: str
) -> None:
    response = ana.post("/together/dates", fields)
    assert response.status_code == 422 and asked in response.text
    for name in ("what1", "what2"):
        assert fields.get(name, "").strip() in response.text
    assert table(ana) == ""


def test_an_idea_of_the_list_is_suggested_and_own_words_stay(ana: Client, ben: Client) -> None:
    page = ana.post("/together/dates", {"draw": "2", **idea(1, SOUP), **idea(2, "")}).text
    assert SOUP in page and table(ana) == ""
    assert "One line is plenty" not in page
    assert SOUP in ana.post("/together/dates", {"draw": "1", **idea(1, SOUP)}).text


def test_of_more_than_three_ideas_that_are_ticked_it_is_said_what_stays_behind(ana: Client) -> None:
    four = ["slow-soup", "one-blanket", "flea-market", "swim-somewhere"]
    assert "others stay on the list" in ana.post("/together/dates/new", {"idea": four}).text
    assert "others stay on the list" not in ana.post("/together/dates/new", {"idea": four[:3]}).text


def test_ideas_ticked_on_the_list_begin_the_form(ana: Client, ben: Client) -> None:
    assert "slow-soup" in ana.get("/together/ideas?fits=rain&place=home").text
    page = ana.post("/together/dates/new", {"idea": ["slow-soup", "one-blanket", "nonsense"]}).text
    assert "A soup without hurry" in page and "Under one blanket" in page


def test_strangers_and_other_kinds_are_not_here(ana: Client, ben: Client, cleo: Client) -> None:
    propose(ana, SOUP)
    options = table(ana)
    choose(ben)
    address = date(ana)
    for path in (address, f"{address}/calendar", f"/together/dates/{'0' * 32}", "/together/dates/x"):
        assert cleo.get(path).status_code == 404
    for path in (f"{options}/choices", f"{options}/ending", f"{address}/ending", f"{address}/best"):
        assert cleo.post(path, {"option": "0", "words": "x"}).status_code == 404
    assert ana.get(options).status_code == 404
    assert cleo.get(f"/together/dates/new?from={address.rpartition('/')[2]}").status_code == 404
    ana.post("/thanks", {"did": "soup"})


def test_the_calendar_file_holds_no_word_of_it(ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    answer = ben.get(f"{address}/calendar")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:gemel" in answer.text and SOUP not in answer.text
    assert "20260925T193000Z" in answer.text


def test_a_cue_from_an_hour_before(house: TestHouse, ana: Client, ben: Client) -> None:
    booked(ana, ben)
    house.clock.forward(days=4, hours=8, minutes=29)  # Friday, 18:29
    awake(ana, ben)
    assert "Put the phones away" not in ana.get("/").text
    house.clock.forward(minutes=1)
    for one in (ana, ben):
        assert SOUP in one.get("/").text and "Put the phones away" in one.get("/").text


def test_alone_an_hour_for_oneself(house: TestHouse) -> None:
    cy = house.person("Cy")
    cy.post("/together/dates", {"rows": "3", **idea(1, SOUP)})
    assert SOUP in cy.get("/together").text and "for your eyes only" in cy.get("/timeline").text
    cy.post("/together/dates", idea(1, WALK))
    assert SOUP not in cy.get("/together").text and WALK in cy.get("/together").text
    assert cy.get(f"{date(cy)}/calendar").status_code == 200
    cy.post(f"{date(cy)}/ending")
    assert date(cy) == ""


def test_nothing_of_a_date_alone_opens_to_a_later_partner(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    cy.post("/together/dates", idea(1, SOUP))
    address = date(cy)
    house.pair(cy, dan)
    assert dan.get(address).status_code == 404 and SOUP not in dan.get("/together").text
    assert date(cy) == ""


def test_after_leaving_a_date_is_no_longer_theirs(ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    ana.post("/leaving")
    assert date(ana) == ""
    assert ana.get(address).status_code == 404 or "Put it in my calendar" not in ana.get(address).text
    assert ben.get("/together").status_code == 200
