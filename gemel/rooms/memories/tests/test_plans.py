"""The plan of a wish: written by both, nothing written over, what it said before stays to be read."""

from __future__ import annotations

import pytest

from gemel.moments import share
from gemel.rooms.memories.kinds import Plan
from gemel.rooms.memories.tests.lived import main, wish, words
from gemel.store import new_id
from gemel.testing import Client, TestHouse

STEP, OTHER = "Look up when the first boat leaves", "Ask your aunt for the key"


@pytest.fixture
def owl(ana: Client, ben: Client) -> str:
    return wish(ana)


def plan(client: Client, owl: str, step: str, turn: int = 0, /, **more: str):
    return client.post(f"{owl}/plans", {"step": step, "turn": str(turn), **more})


def test_either_writes_and_the_other_changes_it(ana: Client, ben: Client, owl: str) -> None:
    plan(ana, owl, STEP, when="The first warm weekend", who="One asks, one packs", day="2027-05-01")
    page = words(ben.get(owl).text)
    assert STEP in page and "1 May 2027 · The first warm weekend" in page and "One asks, one packs" in page
    assert STEP in ben.get(f"{owl}/plans/new").text
    plan(ben, owl, OTHER, 1)
    page = words(ana.get(owl).text)
    assert page.index(OTHER) < page.index("Edited, today") < page.index(STEP)
    assert "Edited" not in page.partition(OTHER)[0]


def test_two_at_once_lose_nothing(ana: Client, ben: Client, owl: str) -> None:
    plan(ana, owl, STEP)
    response = plan(ben, owl, OTHER, 0, when="In May")
    page = main(response.text)
    assert response.status_code == 422 and "The plan was changed while you wrote" in page
    assert STEP in page and OTHER in page and 'value="In May"' in page
    assert 'name="turn" value="1"' in page
    plan(ben, owl, OTHER, 1)
    assert STEP in ana.get(owl).text and OTHER in ana.get(owl).text


def test_written_in_the_same_moment_both_are_shown(ana: Client, ben: Client, owl: str) -> None:
    """On a database with two writers at a time, both may find the same plan before them."""
    id, now = bytes.fromhex(owl.rpartition("/")[2]), ana.house.clock.now
    for who, step in ((ana, STEP), (ben, OTHER)):
        with ana.house.house.store.writing() as db:
            share(db, who.me(), Plan(wish=id, step=step, turn=1), now, id=new_id())
    page = words(ana.get(owl).text)
    assert STEP in page and OTHER in page and "You wrote at the same moment" in page


def test_sent_twice_it_is_there_once(ana: Client, ben: Client, owl: str) -> None:
    for _time in range(2):
        assert plan(ana, owl, STEP, 0, _id="ab" * 16).status_code == 200
    assert "Edited" not in ben.get(owl).text


@pytest.mark.parametrize("day", ["9999-12-31", "2026-09-20", "1900-01-01", "0001-01-01", "soon", "2026-02-30"])
def test_a_day_that_cannot_be_planned_for_gets_a_kind_line(ana: Client, owl: str, day: str) -> None:
    response = plan(ana, owl, STEP, 0, day=day)
    assert response.status_code == 422 and "within the next thirty years" in response.text
    assert STEP in response.text and f'value="{day}"' in response.text
    assert "The plan" not in main(ana.get(owl).text)


@pytest.mark.parametrize("name", ["step", "when", "who"])
def test_what_does_not_fit_stays_in_the_form(ana: Client, owl: str, name: str) -> None:
    response = ana.post(f"{owl}/plans", {"step": STEP, "turn": "0"} | {name: "w" * 501})
    assert response.status_code == 422 and "w" * 501 in response.text and "about 500 characters" in response.text


def test_a_first_step_is_what_it_asks_for(ana: Client, owl: str) -> None:
    response = plan(ana, owl, " ", when="In May")
    assert response.status_code == 422 and "first small step" in response.text and "In May" in response.text


def test_a_version_taken_back_gives_way_to_the_one_before(ana: Client, ben: Client, owl: str) -> None:
    plan(ana, owl, STEP)
    plan(ben, owl, OTHER, 1, _id="ab" * 16)
    ben.post(f"/moments/{'ab' * 16}/withdrawal")
    assert STEP in ana.get(owl).text and OTHER not in ana.get(owl).text


def test_it_is_found_by_search(ana: Client, ben: Client, owl: str) -> None:
    plan(ana, owl, STEP)
    assert STEP in ben.post("/timeline/search", {"words": "first boat"}).text


def test_today_stays_today_in_another_zone(house: TestHouse, ana: Client) -> None:
    """A day that was written down belongs to no zone."""
    owl = wish(ana)
    plan(ana, owl, STEP, day="2026-12-24")
    ana.post("/boundaries", {"name": "Ana", "zone": "Pacific/Auckland"})
    assert "24 December" in ana.get(owl).text
