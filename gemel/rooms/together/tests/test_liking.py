"""Things to try: only what is on both lists is shown, and a no is written nowhere."""

from __future__ import annotations

from gemel.moments import of_kind
from gemel.rooms.together.ideas import firsts
from gemel.rooms.together.liking import asked_of
from gemel.rooms.together.tests.meetings import likes, plain
from gemel.testing import Client, TestHouse


def items(client: Client) -> tuple[str, ...]:
    asked = likes(client).asked
    assert asked is not None
    return asked_of(asked).items


def address(client: Client) -> str:
    asked = likes(client).asked
    return f"/together/firsts/{asked.id.hex()}/picks" if asked else ""


def pick(client: Client, **said: int | str):
    """Say «yes», «maybe» or «no» to the items of these numbers: `pick(ana, yes="01", no="2")`."""
    dealt = items(client)
    fields = {f"pick-{dealt[int(number)]}": word for word, numbers in said.items() for number in str(numbers)}
    return client.post(address(client), fields)


def test_only_what_is_on_both_lists_is_shown(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    dealt = items(ana)
    assert items(ben) == dealt
    pick(ana, yes="0123", maybe="45", no="67")
    pick(ben, yes="04", maybe="15", no="2", other="3")
    for one in (ana, ben):
        assert likes(one).liked.yes == (dealt[0],)
        assert likes(one).liked.maybe == (dealt[1], dealt[4], dealt[5])
        page = one.get("/together/firsts").text
        shown = {item for item in dealt if f'value="{item}"' in page}
        assert shown == {dealt[number] for number in (0, 1, 4, 5)}


def test_both_pages_are_the_same(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    pick(ana, yes="01", maybe="2")
    pick(ben, maybe="012")
    pages = [
        plain(one.get("/together/firsts").text).partition("<main")[2].partition("Delete my last")[0]
        for one in (ana, ben)
    ]
    assert pages[0].partition("<h2")[2].partition("</form>")[0] == pages[1].partition("<h2")[2].partition("</form>")[0]


def test_a_no_is_written_nowhere(house: TestHouse, ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    dealt = items(ana)
    pick(ana, yes="0", no="123")
    pick(ben, yes="0123")
    with house.house.store.reading() as db:
        bodies = [it.body for it in of_kind(db, ben.me(), house.clock.now, "likes") if not it.mine]
    assert [(body.yes, body.maybe) for body in bodies] == [((dealt[0],), ())]  # type: ignore[attr-defined]


def test_until_both_are_in_nothing_tells_of_the_other(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    before = plain(ben.get("/together/firsts").text)
    page = pick(ana, yes="012").text
    assert "opens at the same moment" in page
    assert plain(ben.get("/together/firsts").text) == before
    assert "Things to try" not in ben.get("/").text
    pick(ben, yes="0")
    assert "Both of you have picked" in ana.get("/").text
    assert firsts()[items(ana)[0]].text in ana.get("/together/firsts").text
    assert "Both of you have picked" not in ana.get("/").text


def test_picking_again_deals_others_and_keeps_what_both_liked(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    first = items(ana)
    pick(ana, yes="0")
    pick(ben, yes="0")
    ben.post("/together/firsts")
    ana.post("/together/firsts")
    assert not set(items(ana)) & set(first) and items(ana) == items(ben)
    pick(ana, maybe="1")
    pick(ben, maybe="1")
    assert likes(ana).liked.yes == (first[0],) and likes(ana).liked.maybe == (items(ana)[1],)


def test_whoever_waits_can_pick_again_and_the_other_still_can_answer_the_old_ones(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    old, first = address(ben), items(ana)
    pick(ana, yes="0")
    ana.post("/together/firsts")
    ben.post(old, {f"pick-{first[0]}": "yes"})
    assert likes(ana).liked.yes == (first[0],)


def test_twice_is_once_and_the_first_time_holds(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    pick(ana, yes="0")
    pick(ana, yes="1")
    pick(ben, yes="01")
    assert likes(ben).liked.yes == (items(ben)[0],)


def test_nothing_at_all_is_an_answer_too(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    assert pick(ana).status_code == 200
    assert pick(ben, yes="0").status_code == 200
    assert "Nothing is on both lists this time" in ana.get("/together/firsts").text


def test_deleted_picks_are_gone_from_both_pages(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    pick(ana, yes="0")
    pick(ben, yes="0")
    mine = likes(ana).mine
    assert mine is not None
    ana.post(f"/moments/{mine.id.hex()}/erasure")
    assert likes(ana).liked.yes == likes(ben).liked.yes == ()
    assert ana.get("/together/firsts").status_code == ben.get("/together/firsts").status_code == 200


def test_the_picks_are_on_nobodys_timeline(ana: Client, ben: Client) -> None:
    ana.post("/together/firsts")
    pick(ana, yes="0")
    pick(ben, yes="0")
    assert "What you would like to try" not in ben.get("/timeline").text


def test_strangers_are_not_here(ana: Client, ben: Client, cleo: Client) -> None:
    ana.post("/together/firsts")
    assert cleo.post(address(ana), {"pick-bread": "yes"}).status_code == 404
    ana.post("/questions")
    assert ana.post(f"/together/firsts/{'0' * 32}/picks").status_code == 404


def test_alone_and_nothing_of_it_for_a_later_partner(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    cy.post("/together/firsts")
    first = items(cy)[0]
    pick(cy, yes="0", maybe="1")
    assert likes(cy).liked.yes == (first,) and firsts()[first].text in cy.get("/together/firsts").text
    house.pair(cy, dan)
    assert likes(cy).asked is None and likes(dan).asked is None
