"""How far cards may go: up to the lower of two, and neither can read the other's."""

from __future__ import annotations

import secrets

import pytest

from gemel.moments import find, of_kind
from gemel.moments.tables import moment
from gemel.rooms.opening.tests.walks import common, draw, goes_as_far_as, good_time, highest, plain, tier_of
from gemel.testing import Client, TestHouse


@pytest.mark.parametrize(("one", "other", "lower"), [(1, 3, 1), (3, 1, 1), (2, 3, 2), (3, 2, 2), (3, 3, 3), (1, 1, 1)])
def test_it_is_the_lower_of_the_two(
    house: TestHouse, ana: Client, ben: Client, one: int, other: int, lower: int
) -> None:
    goes_as_far_as(ana, one)
    goes_as_far_as(ben, other)
    assert common(house, ana) == common(house, ben) == lower


def test_light_ones_until_both_say_otherwise(house: TestHouse, ana: Client, ben: Client) -> None:
    assert common(house, ana) == 1
    goes_as_far_as(ana, 3)
    assert common(house, ana) == common(house, ben) == 1


def test_going_back_counts_at_once_and_comes_back_when_both_go_again(
    house: TestHouse, ana: Client, ben: Client
) -> None:
    for who in (ana, ben):
        goes_as_far_as(who, 3)
    goes_as_far_as(ben, 1)
    assert common(house, ana) == 1
    goes_as_far_as(ben, 3)
    assert common(house, ana) == 1  # Ana's yes is given again by her next visit
    ana.get("/opening")
    assert common(house, ana) == common(house, ben) == 3


def test_saying_it_over_again_changes_nothing(house: TestHouse, ana: Client, ben: Client) -> None:
    for depth in (2, 2, 3, 1, 1, 2):
        goes_as_far_as(ana, depth)
    goes_as_far_as(ben, 2)
    ana.get("/opening")
    assert common(house, ana) == 2


def test_a_boundary_of_either_holds_too(house: TestHouse, ana: Client, ben: Client) -> None:
    for who in (ana, ben):
        goes_as_far_as(who, 3)
    ben.post("/boundaries", {"name": "Ben", "zone": "UTC", "depth": "1"})
    assert common(house, ana) == common(house, ben) == 1


@pytest.mark.parametrize("path", ["/", "/opening", "/opening/depth", "/timeline"])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_page_of_the_other_changes_with_it(ana: Client, ben: Client, path: str, depth: int) -> None:
    goes_as_far_as(ben, 2)
    before = plain(ben.get(path).text)
    goes_as_far_as(ana, depth)
    assert plain(ben.get(path).text) == before


def test_what_is_kept_of_it_opens_to_its_author_alone(house: TestHouse, ana: Client, ben: Client) -> None:
    goes_as_far_as(ana, 2)
    with house.house.store.reading() as db:
        (it,) = of_kind(db, ana.me(), house.clock.now, "opening-depth")
        assert (it.mode, it.tier) == ("private", "own")
        assert of_kind(db, ben.me(), house.clock.now, "opening-depth") == []
    assert ben.get(f"/moments/{it.id.hex()}").status_code == 404


def test_a_yes_has_nothing_in_it_and_cannot_be_looked_for(house: TestHouse, ana: Client, ben: Client) -> None:
    goes_as_far_as(ana, 3)
    with house.house.store.reading() as db:
        ids = [bytes(row.id) for row in db.execute(moment.select()) if row.mode == "both"]
        assert len(ids) == 2
        assert {find(db, ana.me(), house.clock.now, one).body.text() for one in ids} == {""}
    assert all(ben.get(f"/moments/{one.hex()}").status_code == 404 for one in ids)


def test_deeper_cards_come_after_two_good_times(house: TestHouse, ana: Client, ben: Client) -> None:
    for who in (ana, ben):
        goes_as_far_as(who, 3)
    assert highest(house, ana) == 1
    good_time(ana, ben)
    assert highest(house, ana) == 1
    good_time(ben, ana)
    assert highest(house, ana) == highest(house, ben) == 2


def test_a_time_is_good_only_if_both_say_so(house: TestHouse, ana: Client, ben: Client) -> None:
    for who in (ana, ben):
        goes_as_far_as(who, 3)
    for feeling in ("fine", "fine", "good"):
        path = draw(ana)
        for who in (ana, ben):
            who.post(f"{path}/words", {"words": "wet tar"})
        ana.post(f"{path}/feelings", {"feeling": "good"})
        before = plain(ana.get(path).text)
        ben.post(f"{path}/feelings", {"feeling": feeling})
        assert plain(ana.get(path).text) == before
    assert highest(house, ana) == 1


def climbs(house: TestHouse, ana: Client, ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the third tier; the deepest open card is drawn each time."""
    monkeypatch.setattr(secrets, "randbelow", lambda below: below - 1)
    for who in (ana, ben):
        goes_as_far_as(who, 3)
    for _time in range(4):
        good_time(ana, ben)
    assert highest(house, ana) == 3


def test_two_good_times_on_each_tier_lead_to_the_third(house: TestHouse, ana: Client, ben: Client, monkeypatch) -> None:
    climbs(house, ana, ben, monkeypatch)
    assert tier_of(ana.get(draw(ana)).text) == 3


def test_raw_means_light_cards_for_both_for_two_days(house: TestHouse, ana: Client, ben: Client, monkeypatch) -> None:
    climbs(house, ana, ben, monkeypatch)
    path = draw(ben)
    open_one = draw(ana)
    for who in (ana, ben):
        who.post(f"{path}/words", {"words": "wet tar"})
    page = ben.post(f"{path}/feelings", {"feeling": "raw"})
    assert "/calm/breathing" in page.text and page.headers["hx-push-url"] == path
    assert open_one not in ben.get("/opening").text and open_one in ana.get("/opening").text
    assert tier_of(ana.get(draw(ana)).text) == tier_of(ben.get(draw(ben)).text) == 1
    house.clock.forward(hours=47)
    ben.get("/opening")
    assert highest(house, ana) == 1
    house.clock.forward(hours=2)
    for who in (ana, ben):
        who.get("/opening")
    assert highest(house, ana) == 3


def test_lowering_it_puts_open_deeper_cards_by(house: TestHouse, ana: Client, ben: Client, monkeypatch) -> None:
    climbs(house, ana, ben, monkeypatch)
    path = draw(ana)
    assert path in ben.get("/opening").text
    goes_as_far_as(ben, 1)
    assert path not in ben.get("/opening").text + ben.get("/").text
    assert path in ana.get("/opening").text


def test_somebody_alone_goes_as_far_as_they_like(house: TestHouse, cleo: Client) -> None:
    assert highest(house, cleo) == 1
    goes_as_far_as(cleo, 3)
    assert highest(house, cleo) == 3


def test_a_later_partner_begins_with_light_ones(house: TestHouse, cleo: Client) -> None:
    goes_as_far_as(cleo, 3)
    dee = house.person("Dee")
    house.pair(cleo, dee)
    assert common(house, dee) == 1
    goes_as_far_as(dee, 3)
    cleo.get("/opening")
    assert common(house, dee) == common(house, cleo) == 3


def test_with_somebody_new_it_begins_anew(house: TestHouse, ana: Client, ben: Client, monkeypatch) -> None:
    climbs(house, ana, ben, monkeypatch)
    for depth in (1, 3, 1, 3):
        goes_as_far_as(ana, depth)
    ben.post("/leaving")
    ana.get("/")
    dee = house.person("Dee")
    house.pair(ana, dee)
    assert common(house, ana) == common(house, dee) == 1
    goes_as_far_as(dee, 2)
    ana.get("/opening")
    assert common(house, ana) == common(house, dee) == 2
    assert highest(house, ana) == highest(house, dee) == 1


@pytest.mark.parametrize("depth", ["", "0", "4", "x", "1.5"])
def test_a_depth_that_is_none_is_asked_again(ana: Client, depth: str) -> None:
    page = ana.post("/opening/depth", {"depth": depth})
    assert page.status_code == 422 and "Which of the three" in page.text
