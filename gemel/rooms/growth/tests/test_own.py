"""One's own line: asked once a week, for its author alone, hidden so that it looks unused."""

from __future__ import annotations

import re

import pytest

from gemel.moments import of_kind
from gemel.testing import PASSPHRASE, Client, TestHouse

HERE = "/growth/readings"
FULL = {"closeness": "70", "lean": "7", "back": "6", "ease": "8"}


def again(house: TestHouse, *people: Client) -> None:
    """A session runs out in a few weeks: they sign in once more."""
    for who in people:
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)


def weeks(house: TestHouse, who: Client, *values: int) -> None:
    """So many weeks, and each week one answer about leaning on each other."""
    for value in values:
        who.post(HERE, {"lean": str(value), "closeness": "50"})
        house.clock.forward(days=7)
        again(house, who)


def bodies(house: TestHouse, who: Client, kind: str = "reading") -> list:
    with house.house.store.reading() as db:
        return [it.body for it in of_kind(db, who.me(), house.clock.now, kind)]


def plain(page: str) -> str:
    return re.sub(r'name="_(token|id)" value="[^"]*"', "", page)


def test_an_answer_is_kept_for_its_author_alone(house: TestHouse, ana: Client, ben: Client) -> None:
    page = ana.post(HERE, FULL).text
    assert "for your eyes only" in page and "Trust" in page and "70" in page
    assert bodies(house, ana)[0].closeness == 70
    assert bodies(house, ben) == []
    assert "Begin with this week" in ben.get(HERE).text
    assert "reading" not in ben.get("/timeline").text


def test_it_is_asked_at_most_once_in_seven_days(house: TestHouse, ana: Client) -> None:
    ana.post(HERE, FULL)
    page = ana.get(f"{HERE}/new").text
    assert "You answered today" in page and "<fieldset" not in page
    ana.post(HERE, {"lean": "1"})
    assert len(bodies(house, ana)) == 1
    house.clock.forward(days=7)
    again(house, ana)
    page = ana.get(f"{HERE}/new").text
    assert "You last answered" in page and "<fieldset" in page and "checked" not in page.replace('value="" checked', "")
    ana.post(HERE, {"lean": "1"})
    assert len(bodies(house, ana)) == 2


def test_sending_it_twice_keeps_one(house: TestHouse, ana: Client) -> None:
    for _ in range(2):
        ana.post(HERE, FULL | {"_id": "ab" * 16})
    assert len(bodies(house, ana)) == 1


def test_each_question_can_be_left_out(house: TestHouse, ana: Client) -> None:
    ana.post(HERE, {"lean": "7", "closeness": "50", "back": "", "ease": "none"})
    body = bodies(house, ana)[0]
    assert (body.closeness, body.lean, body.back, body.ease, body.none) == (None, 7, None, None, ("ease",))
    page = ana.get(HERE).text
    assert "Trust" in page and "None came up" in page and "Finding your way back" not in page


@pytest.mark.parametrize(
    ("sent", "kept"),
    [({"closeness": "50"}, None), ({"closeness": "50", "closeness_counts": "yes"}, 50), ({"closeness": "0"}, 0),
     ({"closeness": "81", "closeness_counts": "no"}, None), ({"closeness": "101"}, None), ({"closeness": "-1"}, None)],
)  # fmt: skip
def test_a_slider_counts_once_it_was_moved(house: TestHouse, ana: Client, sent: dict, kept: int | None) -> None:
    ana.post(HERE, sent | {"lean": "5"})
    assert bodies(house, ana)[0].closeness == kept


@pytest.mark.parametrize("wrong", ["11", "-1", "x", "9" * 30, "٣"])
def test_a_number_that_is_none_counts_as_left_out(house: TestHouse, ana: Client, wrong: str) -> None:
    ana.post(HERE, {"lean": wrong, "ease": "5", "closeness": "50"})
    assert bodies(house, ana)[0].lean is None


def test_all_left_out_keeps_no_answer(house: TestHouse, ana: Client) -> None:
    ana.post(HERE, {"closeness": "50"})
    assert bodies(house, ana) == [] and len(bodies(house, ana, "reading-skip")) == 1


def test_today_offers_it_after_the_first_week_and_stops_after_three_skips(house: TestHouse, ana: Client) -> None:
    offer = "A point on your own line"  # of the two that ask about a week, the other one asks how it was
    assert offer not in ana.get("/").text
    for _ in range(3):
        house.clock.forward(days=8)
        again(house, ana)
        assert offer in ana.get("/").text
        ana.post(f"{HERE}/absences")
        assert offer not in ana.get("/").text
    house.clock.forward(days=30)
    again(house, ana)
    assert offer not in ana.get("/").text
    ana.post(HERE, FULL)
    house.clock.forward(days=7)
    again(house, ana)
    assert offer in ana.get("/").text


def test_a_line_begins_with_the_third_answer(house: TestHouse, ana: Client) -> None:
    weeks(house, ana, 5, 6)
    page = ana.get(HERE).text
    assert "From the third answer on" in page and "<polyline" not in page and "<rect class=" not in page
    weeks(house, ana, 5)
    page = ana.get(HERE).text
    assert "within your usual range" in page and "<polyline" in page and "chart-band" in page
    assert 'aria-labelledby="lean-title lean-words"' in page and "<caption" in page


def test_two_in_a_row_are_called_and_one_is_not(house: TestHouse, ana: Client) -> None:
    weeks(house, ana, 5, 5, 6, 9)
    assert "One answer by itself says little" in ana.get(HERE).text
    weeks(house, ana, 5, 9)
    assert "last two answers" not in ana.get(HERE).text
    weeks(house, ana, 9)
    assert "Your last two answers lie above" in ana.get(HERE).text


def test_the_page_names_no_partner_and_passes_no_judgement(house: TestHouse, ana: Client, ben: Client) -> None:
    weeks(house, ana, 6, 6, 6, 2, 2)
    ben.cookie = house.house.sessions.begin(ben.entrance_now(), house.clock.now)
    page = ana.get(HERE).text
    main = page[page.index("<main") : page.index("</main>")]
    assert "lie below your usual range" in main and "Ben" not in main
    assert not re.search(r"healthy|failing|distress|because|average|mean of|score", main, re.I)
    assert "Begin with this week" in ben.get(HERE).text


def test_hidden_it_looks_like_the_page_of_somebody_who_never_began(house: TestHouse, ana: Client, ben: Client) -> None:
    weeks(house, ana, 5, 6, 5)
    again(house, ben)
    ana.post(f"{HERE}/hiding")
    for path in (HERE, f"{HERE}/new", "/growth"):
        ours, theirs = plain(ana.get(path).text), plain(ben.get(path).text)
        assert ours.replace("Ben", "").replace("Ana", "") == theirs.replace("Ana", "").replace("Ben", ""), path
    assert ana.post(f"{HERE}/return").status_code == 404
    assert "Begin with this week" in ana.get(HERE).text


def test_what_is_hidden_comes_back_with_the_private_pages(house: TestHouse, ana: Client) -> None:
    weeks(house, ana, 5, 6, 5)
    ana.post(f"{HERE}/hiding")
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    page = ana.get(HERE).text
    assert "This is hidden" in page and "within your usual range" in page
    ana.post(f"{HERE}/return")
    ana.post("/private/lock")
    assert "within your usual range" in ana.get(HERE).text


def test_after_hiding_one_can_begin_anew_with_the_old_ones_out_of_sight(house: TestHouse, ana: Client) -> None:
    ana.post(HERE, FULL)
    ana.post(f"{HERE}/hiding")
    assert "<fieldset" in ana.get(f"{HERE}/new").text
    ana.post(HERE, {"lean": "3", "closeness": "50"})
    page = ana.get(HERE).text
    assert "<td>3</td>" in page and "<td>7</td>" not in page


def test_an_answer_can_be_deleted_by_its_author_alone(house: TestHouse, ana: Client, ben: Client) -> None:
    page = ana.post(HERE, FULL).text
    one = re.search(r'name="reading" value="([0-9a-f]{32})"', page)[1]  # type: ignore[index]
    assert ben.post(f"{HERE}/erasure", {"reading": one}).status_code == 404
    assert ana.post(f"{HERE}/erasure", {"reading": "x"}).status_code == 404
    ana.post(f"{HERE}/erasure", {"reading": one})
    assert bodies(house, ana) == []


def test_somebody_alone_has_a_line_and_it_stays_theirs(house: TestHouse) -> None:
    ana = house.person("Ana")
    weeks(house, ana, 5, 6, 5)
    ben = house.person("Ben")
    house.pair(ana, ben)
    assert "within your usual range" in ana.get(HERE).text
    assert "Begin with this week" in ben.get(HERE).text
    ana.post("/leaving")
    assert "within your usual range" in ana.get(HERE).text
