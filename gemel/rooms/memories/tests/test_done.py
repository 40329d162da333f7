"""Done: with a line and pictures, by either, more than once, and found again."""

from __future__ import annotations

import re

import pytest

from gemel.moments import counts
from gemel.rooms.memories.tests.lived import OWL, WISHES, main, picture, sent, wish, words
from gemel.testing import Client, TestHouse

LINE = "The owl was a fridge"


def did(who: Client, owl: str, words: str = LINE, pictures: int = 0, **more: str):
    return who.post(f"{owl}/doings", {"words": words, **more}, files=sent(*[picture()] * pictures) or None)


def test_done_with_a_picture_and_a_line_it_is_found_under_done(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    assert did(ben, owl, pictures=2).status_code == 200
    assert "Done together" in ana.get("/").text and LINE not in ana.get("/").text
    for one in (ana, ben):
        page = one.get("/memories/done").text
        assert OWL in page and LINE in page and page.count("/thumbnails/") == 2
        assert OWL not in one.get(WISHES).text
        picture_at = re.search(r'src="(/moments/[0-9a-f]{32}/thumbnails/1)"', page)[1]  # type: ignore[index]
        assert one.get(picture_at).headers["content-type"].startswith("image/")
    assert "Done together" not in ana.get("/").text
    assert LINE in ana.get("/timeline").text and LINE in ana.post("/timeline/search", {"words": "fridge"}).text


def test_once_more_keeps_both_times(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    did(ana, owl, "The first time")
    assert "once more" in ben.get(owl).text
    did(ben, owl, "The second time")
    assert "The first time" in ana.get(owl).text and "The second time" in ana.get(owl).text


@pytest.mark.parametrize(("new", "kind"), [("", "did"), ("yes", "did-first")])
def test_a_first_time_is_one_that_both_had_not_done(ana: Client, ben: Client, new: str, kind: str) -> None:
    owl = wish(ana, new=new)
    assert ('value="yes" checked' in ana.get(f"{owl}/doings/new").text) is bool(new)
    did(ana, owl, new=new)
    with ana.house.house.store.reading() as db:
        assert counts(db, ana.me(), ana.house.clock.now)[kind] == 1


def test_words_and_pictures_are_both_optional(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    assert did(ana, owl, "").status_code == 200
    assert OWL in ben.get("/memories/done").text


@pytest.mark.parametrize("day", ["9999-12-31", "2026-09-22", "1900-01-01", "soon"])
def test_a_day_nobody_lived_gets_a_kind_line(ana: Client, day: str) -> None:
    response = did(ana, wish(ana), day=day)
    assert response.status_code == 422 and "up to today" in response.text
    assert LINE in response.text and f'value="{day}"' in response.text


def test_too_long_a_line_and_a_file_that_is_no_picture_keep_what_was_typed(ana: Client) -> None:
    owl = wish(ana)
    response = did(ana, owl, "w" * 501)
    assert response.status_code == 422 and "w" * 501 in response.text
    response = ana.post(f"{owl}/doings", {"words": LINE}, files=sent(b"no picture at all"))
    assert response.status_code == 422 and LINE in response.text and "photo" in response.text
    assert LINE not in ana.get("/memories/done").text


def test_sent_twice_it_is_there_once(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    for _time in range(2):
        assert did(ana, owl, pictures=1, _id="ab" * 16).status_code == 200
    page = ben.get("/memories/done").text
    assert page.count(OWL) == 1 and page.count("/thumbnails/") == 1


def test_what_was_kept_for_oneself_stays_so_when_it_is_done(ana: Client, ben: Client) -> None:
    owl = wish(ana, way="keep")
    did(ana, owl, pictures=1)
    assert LINE in ana.get("/memories/done").text and LINE not in ben.get("/memories/done").text
    picture_at = re.search(r'src="(/moments/[0-9a-f]{32}/thumbnails/1)"', ana.get("/memories/done").text)[1]  # type: ignore[index]
    assert ben.get(picture_at).status_code == 404


def test_taken_back_by_its_author_it_is_gone_and_the_wish_is_open_again(ana: Client, ben: Client) -> None:
    owl = wish(ana)
    did(ben, owl, _id="ab" * 16)
    ben.post(f"/moments/{'ab' * 16}/withdrawal")
    assert OWL in ana.get(WISHES).text and OWL not in ana.get("/memories/done").text


def test_of_a_day_long_ago_it_stands_there_on_the_timeline(ana: Client, ben: Client) -> None:
    did(ana, wish(ana), day="2019-05-04")
    assert "4 May 2019" in words(ben.get("/memories/done").text)
    assert "4 May 2019" in main(ben.get("/timeline").text)


def test_alone_it_is_ones_own(house: TestHouse) -> None:
    cy, dan = house.person("Cy"), house.person("Dan")
    did(cy, wish(cy))
    assert LINE in cy.get("/memories/done").text and "you two" not in main(cy.get("/memories/done").text)
    house.pair(cy, dan)
    assert LINE not in dan.get("/memories/done").text and LINE in cy.get("/memories/done").text
