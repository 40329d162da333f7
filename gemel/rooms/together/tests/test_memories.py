"""One best moment each: from the morning after, opened together, taken back."""

from __future__ import annotations

import pytest

from gemel.rooms.together.tests.meetings import SOUP, awake, booked, choose, date, idea, morning_after, plain
from gemel.testing import Client, TestHouse

LATER = "2026-10-02"
HERS, HIS = "You burnt your tongue and laughed", "The dog under the table"


@pytest.fixture
def address(ana: Client, ben: Client) -> str:
    """A date of the two, seen from the morning after."""
    found = booked(ana, ben)
    morning_after(ana, ben)
    return found


def test_both_open_at_the_same_moment(ana: Client, ben: Client, address: str) -> None:
    assert "One best moment" in ana.get("/").text
    ana.post(f"{address}/best", {"words": HERS})
    assert HERS in ana.get(address).text and HERS not in ben.get(address).text
    assert "One best moment" not in ana.get("/").text
    page = ben.post(f"{address}/best", {"words": HIS}).text
    assert HERS in page and HIS in page
    assert "Both best moments are open" in ana.get("/").text
    assert HIS in ana.get(address).text
    assert "Both best moments are open" not in ana.get("/").text
    assert HIS in ana.get("/timeline").text


def test_until_both_are_in_nothing_tells_of_the_other(ana: Client, ben: Client, address: str) -> None:
    before = plain(ben.get(address).text)
    ana.post(f"{address}/best", {"words": HERS})
    assert plain(ben.get(address).text) == before
    assert "open" not in ben.get("/").text.partition("One best moment")[0][-200:]


def test_not_before_the_morning_after(house: TestHouse, ana: Client, ben: Client) -> None:
    address = booked(ana, ben)
    assert ana.post(f"{address}/best", {"words": HERS}).status_code == 404
    house.clock.forward(days=4, hours=10)
    awake(ana, ben)
    assert "Tomorrow each of you" in ana.get(address).text
    assert ana.post(f"{address}/best", {"words": HERS}).status_code == 404


@pytest.mark.parametrize(("words", "asked"), [("", "One line is plenty"), ("x" * 1001, "about 1,000 characters")])
def test_what_was_typed_stays(ana: Client, ben: Client, address: str, words: str, asked: str) -> None:
    response = ana.post(f"{address}/best", {"words": words})
    assert response.status_code == 422 and asked in response.text and words in response.text


def test_twice_is_once(ana: Client, ben: Client, address: str) -> None:
    for _time in range(2):
        assert ana.post(f"{address}/best", {"words": HERS, "_id": "ab" * 16}).status_code == 200
    assert ana.post(f"{address}/best", {"words": "other"}).status_code == 409
    assert "other" not in ana.get(address).text


def test_taken_back_it_is_gone_for_the_other(ana: Client, ben: Client, address: str) -> None:
    ana.post(f"{address}/best", {"words": HERS, "_id": "ab" * 16})
    ben.post(f"{address}/best", {"words": HIS})
    ana.post(f"/moments/{'ab' * 16}/withdrawal")
    page = ben.get(address).text
    assert HERS not in page and "(taken back)" in page and HIS in page


def test_it_passed_and_was_let_go(ana: Client, ben: Client, address: str) -> None:
    assert "Move it, or let it go" in ana.get(address).text
    ana.post(f"{address}/ending")
    assert "One best moment" not in ben.get("/").text
    assert ben.post(f"{address}/best", {"words": HIS}).status_code == 404


def test_after_a_week_it_is_brought_up_no_more(house: TestHouse, ana: Client, ben: Client, address: str) -> None:
    house.clock.forward(days=7)
    awake(ana)
    assert date(ana) == "" and "One best moment" not in ana.get("/").text
    assert SOUP in ana.get(address).text


def test_alone_it_is_kept(house: TestHouse) -> None:
    cy = house.person("Cy")
    cy.post("/together/dates", idea(1, SOUP))
    address = date(cy)
    house.clock.forward(days=5)
    awake(cy)
    assert "One best moment" in cy.get("/").text
    assert HERS in cy.post(f"{address}/best", {"words": HERS}).text
    assert "One best moment" not in cy.get("/").text


def test_the_next_date_leaves_the_last_one_to_be_looked_back_on(ana: Client, ben: Client, address: str) -> None:
    ben.post("/together/dates", idea(1, "Chips on the pier", LATER))
    choose(ana)
    assert "One best moment" in ana.get("/").text
    assert "Chips on the pier" in ana.get("/together").text and SOUP in ana.get("/together").text
    assert ana.post(f"{address}/best", {"words": HERS}).status_code == 200


def test_a_date_that_passed_and_is_moved_is_put_away_once_the_other_picks(
    ana: Client, ben: Client, address: str
) -> None:
    form = ana.get(f"/together/dates/new?from={address.rpartition('/')[2]}").text
    assert 'name="moves" value="' + address.rpartition("/")[2] in form
    ana.submit("/together/dates", {**idea(1, SOUP, LATER)})
    assert "One best moment" in ben.get("/").text
    ben.post("/together/dates", {"rows": "1", **idea(1, "Soup, sooner", LATER)})  # a counter goes on moving it
    choose(ana)
    assert "One best moment" not in ben.get("/").text
    assert "This one is put away" in ben.get(address).text
