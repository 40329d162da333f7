"""A getaway: put on the table, agreed by both, a list that both write on, put away by either."""

from __future__ import annotations

import pytest

from gemel.rooms.together.getaways import Trip, standing
from gemel.rooms.together.tests.meetings import plain
from gemel.testing import Client, TestHouse

LAKE, TENT = "The hut by the pond", "The small tent"


def trip(client: Client) -> Trip | None:
    with client.house.house.store.reading() as db:
        return standing(db, client.me(), client.house.clock.now)


def path(client: Client) -> str:
    here = trip(client)
    assert here is not None
    return f"/together/getaway/{here.it.id.hex()}"


def line(client: Client, number: int = 0) -> str:
    here = trip(client)
    assert here is not None
    return f"/together/lines/{here.lines[number].it.id.hex()}/settlement"


@pytest.fixture
def lake(ana: Client, ben: Client) -> str:
    ana.post("/together/getaway", {"where": LAKE})
    return path(ana)


def test_both_want_it_once_both_said_so(ana: Client, ben: Client, lake: str) -> None:
    assert "A getaway" in ben.get("/").text
    page = ben.get("/together/getaway").text
    assert LAKE in page and "You two want this" not in page
    assert "put a getaway" not in ben.get("/").text
    ben.post(f"{lake}/agreements")
    for one in (ana, ben):
        assert "You two want this" in one.get("/together/getaway").text
    assert LAKE in ben.get("/timeline").text


def test_both_write_on_the_list_and_no_name_stands_beside_a_line(ana: Client, ben: Client, lake: str) -> None:
    ben.post(f"{lake}/lines", {"part": "bring", "words": TENT})
    ana.post(f"{lake}/lines", {"part": "book", "words": "The train: one of us"})
    for one in (ana, ben):
        page = one.get("/together/getaway").text
        assert TENT in page and "The train" in page and "What to bring" in page


def test_either_settles_a_line_and_whoever_did_puts_it_back(ana: Client, ben: Client, lake: str) -> None:
    ben.post(f"{lake}/lines", {"part": "bring", "words": TENT})
    ana.post(line(ana))
    assert "Put it back" in ana.get("/together/getaway").text
    assert "Put it back" not in ben.get("/together/getaway").text
    ben.post(line(ben), {"back": "yes"})
    here = trip(ben)
    assert here is not None and here.lines[0].settled
    ana.post(line(ana), {"back": "yes"})
    here = trip(ana)
    assert here is not None and not here.lines[0].settled


@pytest.mark.parametrize("who", [0, 1])
def test_put_away_it_is_gone_for_both_alike(ana: Client, ben: Client, lake: str, who: int) -> None:
    (ana, ben)[who].post(f"{lake}/ending")
    pages = [plain(one.get("/together/getaway").text).partition("<main")[2] for one in (ana, ben)]
    assert pages[0] == pages[1] and LAKE not in pages[0]
    ben.post("/together/getaway", {"where": "The sea"})
    here = trip(ana)
    assert here is not None and here.lines == ()


@pytest.mark.parametrize(("words", "asked"), [(" ", "One line is plenty"), ("x" * 301, "about 300 characters")])
def test_what_was_typed_stays(ana: Client, ben: Client, words: str, asked: str) -> None:
    response = ana.post("/together/getaway", {"where": words})
    assert response.status_code == 422 and asked in response.text and words.strip() in response.text
    ana.post("/together/getaway", {"where": LAKE})
    response = ben.post(f"{path(ben)}/lines", {"words": words, "part": "when"})
    assert response.status_code == 422 and asked in response.text and words.strip() in response.text


def test_a_line_for_a_list_that_was_put_away_is_not_lost(ana: Client, ben: Client, lake: str) -> None:
    ana.post(f"{lake}/ending")
    response = ben.post(f"{lake}/lines", {"words": TENT, "part": "bring"})
    assert response.status_code == 422 and TENT in response.text


def test_two_at_once_and_the_second_sees_the_first(ana: Client, ben: Client, lake: str) -> None:
    assert "Here is how it stands" in ben.post("/together/getaway", {"where": "The sea"}).text
    assert LAKE in ben.get("/together/getaway").text


def test_twice_is_once(ana: Client, ben: Client, lake: str) -> None:
    for _time in range(2):
        ana.post(f"{lake}/lines", {"words": TENT, "part": "nonsense", "_id": "ab" * 16})
    here = trip(ben)
    assert here is not None and [one.part for one in here.lines] == ["where"]


def test_a_deleted_line_is_gone(ana: Client, ben: Client, lake: str) -> None:
    ben.post(f"{lake}/lines", {"words": TENT, "part": "bring", "_id": "ab" * 16})
    ben.post(f"/moments/{'ab' * 16}/erasure")
    assert TENT not in ana.get("/together/getaway").text


def test_strangers_are_not_here(ana: Client, ben: Client, cleo: Client, lake: str) -> None:
    ana.post(f"{lake}/lines", {"words": TENT, "part": "bring"})
    for address in (f"{lake}/lines", f"{lake}/agreements", f"{lake}/ending", line(ana)):
        assert cleo.post(address, {"words": "x"}).status_code == 404
    assert LAKE not in cleo.get("/together/getaway").text


def test_alone_a_list_for_oneself_that_opens_to_nobody(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    cy.post("/together/getaway", {"where": LAKE})
    cy.post(f"{path(cy)}/lines", {"words": TENT, "part": "bring"})
    assert TENT in cy.get("/together/getaway").text
    house.pair(cy, dan)
    assert trip(cy) is None and trip(dan) is None
